/// The elements of a tensor that a picture on the screen shows, for the mouse.
public struct PictureElements: Hashable, Sendable {
  /// The tensor, as commands call it.
  public let name: String
  /// Where the picture's elements lie in the whole tensor: a row lies in one piece, a column at equal distances.
  let first: Int
  let stride: Int
  let count: Int
  let columns: Int
  let size: PixelSize
  /// The cell of the first element, wherever the picture is cut.
  let x: Int
  let y: Int

  /// The elements in a cell, by their places in the whole tensor: in halves the upper one and the one below it.
  public func offsets(atX column: Int, y row: Int) -> [Int] {
    let (dx, dy) = (column - x, row - y)
    guard dx >= 0, dy >= 0 else { return [] }
    let (left, rows) =
      switch size {
      case .half: (dx, [2 * dy, 2 * dy + 1])
      case .cells(let k): (dx / (2 * max(1, k)), [dy / max(1, k)])
      }
    guard left < columns else { return [] }
    return rows.map { $0 * columns + left }.filter { $0 < count }.map { first + stride * $0 }
  }
}
