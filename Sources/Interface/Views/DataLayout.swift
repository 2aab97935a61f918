import Commands
import Datasets
import Engine

/// Where the parts of the Data view lie.
struct DataLayout {
  /// The frames of a wide window, on whose upper edges the heads stand; nil where the parts have none.
  let frames: Frames?
  let head: Rect
  let thumbnails: Rect
  /// Empty while the matrix stands alone.
  let classes: Rect
  /// The chosen image large, and the words about it below; empty where there is no room for the picture.
  let picture: Rect
  /// The words about the chosen image, where they have a place of their own.
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

  struct Frames {
    let digits: Rect
    let classes: Rect
    let image: Rect
    let matrix: Rect
    let certainty: Rect
  }

  private static let classesWidth = 28
  static let shareWidth = 8
  /// Rows of the words about the chosen image, with the button below them.
  static let detailsHeight = 6
  /// Rows of the chosen image with its words, as a picture of ten rows needs them; in a tall window it has twice as many.
  private static let imageHeight = 2 + 10 + detailsHeight
  private static let certaintyHeight = 8

  private static let nothing = Rect(x: 0, y: 0, width: 0, height: 0)

  init(_ state: AppState, in area: Rect, evaluation: Evaluation?) {
    let task = state.scene.session.task
    let count = task.classes.count
    let isTen = count > 2
    let listRows = 1 + DataModel.filters(of: task).count
    // The matrix of ten classes stands below the image whole or on a screen of its own.
    let least = DataLayout.imageHeight + (isTen ? 4 + count : 10)
    let isWide = area.width >= 110 && area.height >= least
    isMatrixAlone = isTen && !isWide && state.data.isOnMatrix
    isMatrixTitled = isTen || isWide
    let largest = evaluation?.confusion.joined().max() ?? 0
    let digits = max(4, String(largest).count) + 1
    let labels = DataLayout.labelWidth(task, state.language)
    let matrixWidth = labels + count * digits + DataLayout.shareWidth

    guard !isMatrixAlone else {
      frames = nil
      (head, matrix) = area.splitTop(1)
      (thumbnails, classes) = (DataLayout.nothing, DataLayout.nothing)
      (picture, details) = (DataLayout.nothing, DataLayout.nothing)
      certainty = DataLayout.nothing
      boundary = nil
      cell = (digits, 1)
      return
    }
    guard isWide else {
      frames = nil
      let panel = DataLayout.classesWidth
      let sides = state.splits.cut(
        area, at: .digits, preferred: area.width - panel - 2, least: (26, panel + 2))
      let (left, right) = (sides.first, sides.second)
      // Here no frames meet: the grip is one column of the gap.
      boundary = Boundary(
        splitter: .digits, area: Rect(x: right.x - 1, y: right.y, width: 1, height: right.height),
        offset: sides.boundary.offset)
      (head, thumbnails) = left.splitTop(1)
      let side = Rect(x: right.x + 1, y: right.y, width: right.width - 2, height: right.height)
      cell = isTen ? (digits, 1) : (11, 1)
      let (upper, lower) = side.splitTop(listRows)
      classes = upper
      (picture, certainty) = (DataLayout.nothing, DataLayout.nothing)
      // Column names and a row for each class; ten classes need the whole screen.
      (matrix, details) = lower.splitTop(isTen ? 0 : count + 1)
      return
    }
    // Whole thumbnails at the left; what they leave goes to the panels.
    let pitch = DataLayout.pitch(state.scene.dataset)
    let panel = max(matrixWidth, 62, min(84, area.width * 42 / 100)) + 4
    let preferred = (area.width - panel - 3) / pitch * pitch + 3
    let sides = state.splits.cut(
      area, at: .digits, preferred: max(preferred, pitch + 3),
      least: (pitch + 3, max(matrixWidth, 58) + 4))
    let (left, right) = (sides.first, sides.second)
    boundary = sides.boundary
    head = Rect(x: left.x + 2, y: left.y, width: left.width - 4, height: 1)
    thumbnails = left.inset(1, 1)
    let isTall = right.height >= least + 20
    let (upper, lower) = right.splitTop(DataLayout.imageHeight + (isTall ? 10 : 0))
    let (list, image) = upper.splitLeft(DataLayout.classesWidth + 4)
    (classes, picture) = (list.inset(2, 1), image.inset(2, 1))
    details = DataLayout.nothing
    // Names of columns, cells and a line of words; of ten classes the worst confusions too.
    let rows =
      isTen ? (lower.height >= 5 + 2 * count ? 2 : 1) : (lower.height >= 30 ? 4 : 3)
    let needed = 2 + 2 + count * rows + (isTen ? 6 : 0)
    let hasCertainty = lower.height - needed >= DataLayout.certaintyHeight
    let (table, spare) = lower.splitTop(hasCertainty ? needed : lower.height)
    matrix = table.inset(2, 1)
    // Two classes have their shares beside the counts, ten in a column of their own.
    let free = matrix.width - labels - (isTen ? DataLayout.shareWidth : 0)
    cell = (min(isTen ? 8 : 36, max(digits, free / count)), rows)
    certainty = hasCertainty ? spare.inset(2, 1) : DataLayout.nothing
    frames = Frames(digits: left, classes: list, image: image, matrix: table, certainty: spare)
  }

  /// From one thumbnail to the next.
  static func pitch(_ dataset: Dataset) -> Int {
    let extent = PixelSize.half.extent(rows: dataset.rows, columns: dataset.columns)
    return max(extent.width, DataPainter.captionWidth) + 2
  }

  static func labelWidth(_ task: Task, _ language: Language) -> Int {
    max(4, task.classNames(in: language).map { $0.unicodeScalars.count }.max() ?? 0) + 1
  }
}
