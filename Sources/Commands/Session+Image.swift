import Datasets
import Engine

extension Session {
  /// Puts another drawing in place; one of another size is fitted to the grid.
  mutating func put(_ picture: Picture) {
    drawing =
      picture.rows == plan.imageRows && picture.columns == plan.imageColumns
      ? picture : picture.resized(rows: plan.imageRows, columns: plan.imageColumns, by: .ink)
    dropWalk()
  }

  mutating func apply(
    _ command: ImageCommand, dataset: Dataset
  ) throws(CommandError) -> ImageNote? {
    switch command {
    case .show, .save: return nil
    case .load(let file):
      let loaded: PictureFile
      do {
        loaded = try PictureFile.load(file, rows: plan.imageRows, columns: plan.imageColumns)
      } catch {
        throw .dataset(error)
      }
      drawing = loaded.picture
      dropWalk()
      return .loaded(
        file: file, rows: loaded.sourceRows, columns: loaded.sourceColumns,
        fitted: loaded.wasFitted)
    case .sample(let name):
      guard let picture = Samples.named(name) else {
        throw .unknownSample(name, nearest: Spelling.nearest(to: name, among: Samples.names))
      }
      put(picture)
      guard let digit = Samples.label(of: name) else { return nil }
      taken = (drawing, digit)
      guard let target = task.target(ofLabel: digit) else { return .digitOutsideTask(digit) }
      return target == label ? nil : .labelStays(label, digit: digit, right: target)
    case .digit(let index, let split):
      let range = dataset.range(of: split)
      guard index < range.count else {
        throw .digitOutOfRange(index, split, count: range.count)
      }
      let place = range.lowerBound + index
      put(dataset.picture(at: place))
      let digit = dataset.label(at: place)
      taken = (drawing, digit)
      takenImage = (drawing, SetImage(split: split, index: index))
      guard let target = task.target(ofLabel: digit) else { return .digitOutsideTask(digit) }
      label = target
      return .digit(digit, label: target)
    case .set(let pixels):
      for pixel in pixels {
        guard drawing.contains(row: pixel.row, column: pixel.column) else {
          throw .pixelOutOfRange(
            row: pixel.row, column: pixel.column, rows: drawing.rows, columns: drawing.columns)
        }
        drawing[pixel.row, pixel.column] = pixel.value
      }
    case .clear: drawing.clear()
    case .invert: drawing.invert()
    case .centre: drawing.centre()
    case .fit: drawing = drawing.fitted(rows: drawing.rows, columns: drawing.columns)
    case .shift(let dx, let dy): drawing.shift(dx: dx, dy: dy)
    case .size(let rows, let columns):
      // The size that it has: nothing to build anew, and nothing to lose.
      guard rows != plan.imageRows || columns != plan.imageColumns else { return nil }
      var plan = plan
      plan.widths[0] = rows * columns
      plan.imageRows = rows
      plan.imageColumns = columns
      try rebuild(plan)
    }
    dropWalk()
    return nil
  }
}
