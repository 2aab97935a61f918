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

  /// How surely the classes are told; empty where there is no room below the matrix.
  let certainty: Rect
  /// Between the digits and the classes; nil while the matrix stands alone.
  let boundary: Boundary?

  private static let classesWidth = 28
  static let shareWidth = 8
  /// Rows of the words about the chosen image, with the button below them.
  private static let detailsHeight = 6
  private static let certaintyHeight = 9

  private static let nothing = Rect(x: 0, y: 0, width: 0, height: 0)

  init(_ state: AppState, in area: Rect, evaluation: Evaluation?) {
    let task = state.scene.session.task
    let count = task.classes.count
    let isTen = count > 2
    let listRows = 1 + DataModel.filters(of: task).count
    // The matrix of ten classes stands below the list whole or on a screen of its own.
    let least = isTen ? listRows + 2 + DataLayout.detailsHeight + 3 + count : 30
    let isWide = area.width >= 110 && area.height >= least
    isMatrixAlone = isTen && !isWide && state.data.isOnMatrix
    isMatrixTitled = isTen || isWide
    let largest = evaluation?.confusion.joined().max() ?? 0
    let digits = max(4, NumberText.grouped(largest).unicodeScalars.count) + 1

    guard !isMatrixAlone else {
      (head, matrix) = area.splitTop(1)
      (thumbnails, classes) = (DataLayout.nothing, DataLayout.nothing)
      (picture, details) = (DataLayout.nothing, DataLayout.nothing)
      certainty = DataLayout.nothing
      boundary = nil
      cell = (digits, 1)
      return
    }
    let labels = DataLayout.labelWidth(task)
    let matrixWidth = labels + count * digits + DataLayout.shareWidth
    let panel =
      isWide ? max(matrixWidth, 62, min(84, area.width * 42 / 100)) : DataLayout.classesWidth
    let sides = state.splits.cut(
      area, at: .digits, preferred: area.width - panel - 2,
      least: (26, isWide ? max(matrixWidth, 52) + 2 : DataLayout.classesWidth + 2))
    let (left, right) = (sides.first, sides.second)
    // Here no frames meet: the grip is one column of the gap.
    boundary = Boundary(
      splitter: .digits, area: Rect(x: right.x - 1, y: right.y, width: 1, height: right.height),
      offset: sides.boundary.offset)
    (head, thumbnails) = left.splitTop(1)
    let side = Rect(x: right.x + 1, y: right.y, width: right.width - 2, height: right.height)
    guard isWide else {
      cell = isTen ? (digits, 1) : (11, 1)
      let (upper, lower) = side.splitTop(listRows)
      classes = upper
      (picture, certainty) = (DataLayout.nothing, DataLayout.nothing)
      // Column names and a row for each class; ten classes need the whole screen.
      (matrix, details) = lower.splitTop(isTen ? 0 : count + 1)
      return
    }
    // The list of classes and the words stand beside the picture, the matrix below both.
    let (upper, lower) = side.splitTop(listRows + 2 + DataLayout.detailsHeight)
    let (column, beside) = upper.splitLeft(DataLayout.classesWidth)
    (classes, details) = (
      column.splitTop(listRows).top,
      column.splitTop(listRows + 1).bottom
    )
    picture = Rect(
      x: beside.x + 3, y: beside.y + 1, width: beside.width - 3, height: beside.height - 1)
    let free = side.width - labels - DataLayout.shareWidth
    let rows = isTen ? (lower.height >= 4 + 2 * count ? 2 : 1) : (lower.height >= 30 ? 4 : 3)
    cell = (min(isTen ? 8 : 24, max(digits, free / count)), rows)
    // Title, column names, cells, a line of words; of ten classes the worst confusions too.
    let (upperPart, rest) = lower.splitTop(3 + count * rows + (isTen ? 5 : 0))
    matrix = upperPart
    let spare = rest.splitTop(1).bottom
    certainty =
      spare.height >= DataLayout.certaintyHeight ? spare.splitTop(18).top : DataLayout.nothing
  }

  static func labelWidth(_ task: Task) -> Int {
    max(4, task.classes.map { $0.unicodeScalars.count }.max() ?? 0) + 1
  }
}
