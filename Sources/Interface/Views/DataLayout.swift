import Commands
import Datasets
import Engine

/// Where the parts of the Data view lie.
struct DataLayout {
  var head: Rect
  var thumbnails: Rect
  var classes: Rect
  /// The chosen image large; empty where there is no room.
  var picture: Rect
  var details: Rect
  var matrix: Rect
  /// Whether the matrix takes the place of the thumbnails.
  var isMatrixAlone: Bool
  /// The form of the matrix's cells.
  var cell: (width: Int, height: Int)

  static let classesWidth = 28

  init(_ state: AppState, in area: Rect) {
    let count = state.scene.session.task.classes.count
    let isWide = area.width >= 110 && area.height >= 30
    let isTall = area.height >= 48
    let isTen = count > 2
    isMatrixAlone = isTen && !isWide && state.data.isOnMatrix
    cell = isTen ? (isTall && area.width >= 150 ? 7 : 5, isTall ? 2 : 1) : (13, 1)
    let matrixWidth = DataLayout.labelWidth + count * cell.width + DataLayout.shareWidth
    let panel = isWide ? max(matrixWidth, 60) : DataLayout.classesWidth
    let (left, right) = area.splitLeft(area.width - panel - 1)
    (head, thumbnails) = left.splitTop(1)
    let side = Rect(x: right.x + 1, y: right.y, width: right.width - 1, height: right.height)
    let listRows = 1 + DataModel.filters(of: state.scene.session.task).count
    let (upper, lower) = side.splitTop(listRows + 1)
    classes = Rect(
      x: upper.x, y: upper.y, width: min(DataLayout.classesWidth, upper.width), height: listRows)
    let matrixRows = 2 + count * cell.height + 1
    if isWide {
      let beside = Rect(
        x: classes.maxX + 2, y: upper.y, width: upper.maxX - classes.maxX - 2,
        height: upper.height)
      (picture, details) = beside.splitTop(11)
      // What does not fit under the picture stands under the list.
      if details.height < 4 {
        let room = lower.splitTop(4)
        details = room.top
        matrix = room.bottom
      } else {
        matrix = lower
      }
    } else if isMatrixAlone {
      picture = Rect(x: side.x, y: side.y, width: 0, height: 0)
      matrix = thumbnails
      let wide = DataLayout.labelWidth + count * 4 + DataLayout.shareWidth
      cell = (matrixWidth <= matrix.width ? 5 : wide <= matrix.width ? 4 : 3, 1)
      details = lower
    } else {
      picture = Rect(x: side.x, y: side.y, width: 0, height: 0)
      let room = isTen ? Rect(x: 0, y: 0, width: 0, height: 0) : lower.splitTop(matrixRows).top
      matrix = room
      details = isTen ? lower : lower.splitTop(matrixRows).bottom
      cell.width = min(cell.width, (DataLayout.classesWidth - 6) / max(1, count))
    }
  }

  static let labelWidth = 6
  static let shareWidth = 8

  /// The area that the shell gives to a view.
  static func body(of state: AppState) -> Rect {
    Rect(x: 0, y: 1, width: state.width, height: state.height - 3)
  }
}
