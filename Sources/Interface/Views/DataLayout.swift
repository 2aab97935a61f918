import Commands
import Datasets
import Engine

/// Where the parts of the Data view lie.
struct DataLayout {
  let head: Rect
  let thumbnails: Rect
  /// Empty while the matrix stands alone.
  let classes: Rect
  /// The chosen image large; empty where there is no room.
  let picture: Rect
  let details: Rect
  /// Empty where there is no room for it beside the thumbnails.
  let matrix: Rect
  /// Whether the matrix takes the place of everything else.
  let isMatrixAlone: Bool
  /// Whether the matrix has a title above and a line of words below.
  let isMatrixTitled: Bool
  /// The size of a matrix's cell.
  let cell: (width: Int, height: Int)

  private static let classesWidth = 28
  static let shareWidth = 8

  private static let nothing = Rect(x: 0, y: 0, width: 0, height: 0)

  init(_ state: AppState, in area: Rect, evaluation: EvaluationFinding?) {
    let task = state.scene.session.task
    let count = task.classes.count
    let isWide = area.width >= 110 && area.height >= 30
    let isTen = count > 2
    isMatrixAlone = isTen && !isWide && state.data.isOnMatrix
    isMatrixTitled = isTen || isWide
    let largest = evaluation?.evaluation.confusion.joined().max() ?? 0
    let digits = max(4, String(largest).count) + 1
    let isTall = isTen && area.height >= 48 && area.width >= 150
    cell = isTall ? (max(7, digits), 2) : isTen ? (digits, 1) : (isWide ? 14 : 11, 1)

    let listRows = 1 + DataModel.filters(of: task).count
    guard !isMatrixAlone else {
      (head, matrix) = area.splitTop(1)
      thumbnails = DataLayout.nothing
      classes = DataLayout.nothing
      picture = DataLayout.nothing
      details = DataLayout.nothing
      return
    }
    let matrixWidth = DataLayout.labelWidth(task) + count * cell.width + DataLayout.shareWidth
    let panel = isWide ? max(matrixWidth, 62) : DataLayout.classesWidth
    let (left, right) = area.splitLeft(area.width - panel - 2)
    (head, thumbnails) = left.splitTop(1)
    let side = Rect(x: right.x + 1, y: right.y, width: right.width - 1, height: right.height)
    let (upper, lower) = side.splitTop(listRows)
    classes = upper.splitLeft(DataLayout.classesWidth).left
    guard isWide else {
      picture = DataLayout.nothing
      // Column names and a row for each class; ten classes need the whole screen.
      (matrix, details) = lower.splitTop(isTen ? 0 : count + 1)
      return
    }
    picture = Rect(
      x: classes.maxX + 3, y: upper.y + 1, width: upper.maxX - classes.maxX - 3,
      height: upper.height - 1)
    let gap = lower.splitTop(1).bottom
    let (words, rest) = gap.splitTop(4)
    details = words
    matrix = rest.splitTop(1).bottom
  }

  static func labelWidth(_ task: Task) -> Int {
    max(4, task.classes.map { $0.unicodeScalars.count }.max() ?? 0) + 1
  }
}
