import Commands
import Engine
import Walkthrough

/// The images that a walk with batch statistics is over.
extension WalkView {
  private static let thumbnail = (width: 12, height: 6)

  /// The rows of a title and one line of images.
  static let batchRows = 1 + thumbnail.height

  /// The images with their numbers and true classes, those around the sample in view; a press chooses a sample.
  static func drawBatch(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let batch = place.batch, let trace = place.trace, area.height > thumbnail.height else {
      return []
    }
    let theme = place.theme
    canvas.put(
      theme.text(WalkPhrase.batchTitle(batch.count).text(in: place.state.language)), x: area.x,
      y: area.y, width: area.width, ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
    let (across, down) = (area.width / thumbnail.width, (area.height - 1) / thumbnail.height)
    let onPage = across * down
    guard onPage > 0 else { return [] }
    let first = (place.sample ?? 0) / onPage * onPage
    var targets: [AppState.Target] = []
    for sample in first..<min(batch.count, first + onPage) {
      let order = sample - first
      let box = Rect(
        x: area.x + order % across * thumbnail.width,
        y: area.y + 1 + order / across * thumbnail.height, width: thumbnail.width - 1,
        height: thumbnail.height)
      draw(sample, of: trace, place, on: &canvas, in: box)
      if let target = sampleTarget(sample, place, box) { targets.append(target) }
    }
    return targets
  }

  private static func draw(
    _ sample: Int, of trace: Trace, _ place: WalkPlace, on canvas: inout Canvas, in box: Rect
  ) {
    let (rows, columns) = place.image
    let isChosen = sample == place.sample
    canvas.clipped(to: box) { canvas in
      PixelGrid(
        Raster(rows: rows, columns: columns, values: Array(trace.forward.input.row(sample))),
        scale: .pixels
      ).draw(on: &canvas, in: box.splitTop(box.height - 1).top, place.theme)
      canvas.put(
        place.theme.text("\(sample)  y=\(trace.forward.targets[sample])"), x: box.x,
        y: box.maxY - 1, place.theme.ink(isChosen ? .selected : .faint))
    }
  }

  /// The same element of another sample, where the step has one for each.
  private static func sampleTarget(
    _ sample: Int, _ place: WalkPlace, _ box: Rect
  ) -> AppState.Target? {
    guard place.sample != nil, let step = place.step,
      let offset = place.value?.offset(of: [sample] + place.index.dropFirst())
    else { return nil }
    return AppState.Target(box, .element(name: step.name, offset: offset))
  }
}
