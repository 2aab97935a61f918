import Engine

/// How the values of a tensor lie on the screen: as a number, a list, a picture or a sheet of pictures.
///
/// The cursor moves by this geometry; it does not depend on the size of the screen.
struct TensorLayout: Hashable {
  enum Kind: Hashable {
    case number
    /// At most ten values, each with its number.
    case list
    case picture
    /// A picture for each row of a matrix.
    case sheet
  }

  let kind: Kind
  /// The pictures: rows of a matrix, samples of a batch; 1 for everything else.
  let tiles: Int
  /// The rows and columns of one picture.
  let rows: Int
  let columns: Int
  /// The values of one picture: at most rows · columns.
  let tileCount: Int

  /// The longest list of numbers.
  static let longestList = 10

  /// The name tells which vectors of inputs are pictures of the drawing's size: x_input, the rows of W1 and of dL/dW1.
  init(name: String, shape: [Int], image: (rows: Int, columns: Int)) {
    let count = shape.reduce(1, *)
    let inputs = image.rows * image.columns
    let dimensions = shape.filter { $0 != 1 }
    let isImage = name == "x_input" || name == "x" || name == "dL/dx" || name.hasSuffix("W1")
    if count <= 1 {
      self.init(.number, tiles: 1, rows: 1, columns: 1, count: count)
    } else if isImage, count == inputs {
      self.init(.picture, tiles: 1, rows: image.rows, columns: image.columns, count: count)
    } else if isImage, count % inputs == 0 {
      self.init(
        .sheet, tiles: count / inputs, rows: image.rows, columns: image.columns, count: inputs)
    } else if dimensions.count <= 1 {
      if count <= TensorLayout.longestList {
        self.init(.list, tiles: 1, rows: count, columns: 1, count: count)
      } else {
        let columns = TensorLayout.wrap(count)
        self.init(
          .picture, tiles: 1, rows: (count + columns - 1) / columns, columns: columns, count: count)
      }
    } else if dimensions.count == 2, dimensions[0] <= 12, dimensions[1] <= 12 {
      self.init(
        .picture, tiles: 1, rows: dimensions[0], columns: dimensions[1], count: count)
    } else {
      let each = dimensions.last ?? 1
      let columns = TensorLayout.wrap(each)
      self.init(
        .sheet, tiles: count / each, rows: (each + columns - 1) / columns, columns: columns,
        count: each)
    }
  }

  private init(_ kind: Kind, tiles: Int, rows: Int, columns: Int, count: Int) {
    self.kind = kind
    self.tiles = tiles
    self.rows = rows
    self.columns = columns
    tileCount = count
  }

  /// The layout of a vector that is a part of a matrix: a row, or a column across the rows.
  static func vector(count: Int) -> TensorLayout {
    TensorLayout(name: "", shape: [count], image: (1, 1))
  }

  /// One picture of a sheet alone.
  var tile: TensorLayout {
    kind == .sheet
      ? TensorLayout(.picture, tiles: 1, rows: rows, columns: columns, count: tileCount) : self
  }

  /// The columns of a vector's picture: wide ones for long vectors.
  static func wrap(_ count: Int) -> Int {
    switch count {
    case ...10: 5
    case ...16: 4
    case ...64: 8
    case ...256: 16
    case ...1024: 32
    default: 64
    }
  }

  var count: Int { tiles * tileCount }

  func place(of offset: Int) -> (tile: Int, place: Place) {
    let within = offset % max(1, tileCount)
    return (
      offset / max(1, tileCount), Place(row: within / columns, column: within % columns)
    )
  }

  /// The offset after a move by columns and rows; at the side of a picture it goes on in the next one.
  func move(_ offset: Int, columns dx: Int, rows dy: Int) -> Int {
    guard count > 0 else { return 0 }
    var (tile, place) = place(of: min(max(0, offset), count - 1))
    place.column += dx
    place.row += dy
    if place.column < 0 || place.row < 0 {
      guard tile > 0 else { return offset }
      tile -= 1
      if place.column < 0 { place.column = columns - 1 } else { place.row = rows - 1 }
    } else if place.column >= columns || place.row >= rows {
      guard tile < tiles - 1 else { return offset }
      tile += 1
      if place.column >= columns { place.column = 0 } else { place.row = 0 }
    }
    return tile * tileCount + min(place.row * columns + place.column, tileCount - 1)
  }

  /// The offset after a move by pictures, or in a single picture by a quarter of its rows.
  func move(_ offset: Int, pages: Int) -> Int {
    guard count > 0 else { return 0 }
    let stride = kind == .sheet ? tileCount : max(1, rows / 4) * columns
    let target = offset + pages * stride
    return target < 0 || target >= count ? offset : target
  }
}
