import Commands
import Datasets
import Engine
import Walkthrough

extension WalkView {
  /// Before the first step: what will happen, and the drawing it will happen to.
  static func drawStart(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let (theme, language) = (place.theme, place.state.language)
    func say(_ phrase: WalkPhrase) -> String { phrase.text(in: language) }
    let (head, rest) = area.splitTop(1)
    drawRule(title: say(.startTitle), note: "", on: &canvas, in: head, theme)
    let inside = rest.inset(2, 1)
    let drawing = place.state.scene.session.drawing
    let raster = Raster(rows: drawing.rows, columns: drawing.columns, values: drawing.values)
    let size = PixelSize.fitting(
      rows: drawing.rows, columns: drawing.columns, width: inside.width / 2,
      height: inside.height)
    let grid = PixelGrid(raster, scale: .pixels, size: size)
    grid.draw(on: &canvas, in: inside, theme)
    let words = inside.splitLeft(min(grid.width, inside.width / 2) + 3).right
    let about: WalkPhrase =
      place.batch.map { .startBatch($0.images) }
      ?? (place.state.scene.session.needsBatch ? .startCompany : .startDrawing)
    let lines = Paragraph([
      Span(say(about) + "\n", .faint), Span(say(.startText(steps: place.steps.count))),
      Span("\n\n"), Span(say(.startPress), .selected),
    ]).draw(on: &canvas, in: words, theme)
    _ = drawBatch(place, on: &canvas, in: words.splitTop(lines + 1).bottom)
    return [AppState.Target(rest, .key(.character(" ")))]
  }
}
