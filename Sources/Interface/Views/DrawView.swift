import Commands
import Datasets
import Engine

/// The Draw view: the drawing, what the network makes of it, and digits to pick from.
public enum DrawView: View {
  public static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let painter = DrawPainter(state)
    var targets: [AppState.Target] = []
    painter.drawGrid(on: &canvas)
    painter.drawNumbers(on: &canvas)
    targets += painter.drawVerdict(on: &canvas)
    painter.drawGradient(on: &canvas)
    targets += painter.drawFit(on: &canvas)
    targets += painter.drawActions(on: &canvas)
    targets += painter.drawGuide(on: &canvas)
    targets += painter.drawDigits(on: &canvas)
    return targets
  }

  public static func boundaries(_ state: AppState) -> [Boundary] { [DrawLayout(state).boundary] }

  public static func keys(_ state: AppState) -> [KeyHint] {
    func say(_ key: DrawKey) -> String { DrawPhrase.key(key).text(in: state.language) }
    func hint(_ action: DrawAction) -> KeyHint {
      KeyHint(String(action.key), DrawPhrase.meaning(action).text(in: state.language))
    }
    return [
      KeyHint("d", say(.digit)), KeyHint(DrawPhrase.space.text(in: state.language), say(.paint)),
      KeyHint("x", say(.rub)),
      KeyHint("y", say(.label)),
      KeyHint("←↓↑→ hjkl", say(.move)), KeyHint("p", say(.pen)), KeyHint("[ ]", say(.brush)),
    ] + DrawAction.all(state.draw).map(hint) + [
      KeyHint("D", say(.digitBack)), KeyHint("r", say(.random)),
      KeyHint(", .", say(.digitClass)), KeyHint("S", say(.sampleBack)),
      KeyHint("shift ←↓↑→", say(.shift)),
      KeyHint(DrawPhrase.mouse.text(in: state.language), say(.mouse)),
    ]
  }
}

/// Paints the parts of the view.
struct DrawPainter {
  let state: AppState
  let layout: DrawLayout
  let theme: Theme

  init(_ state: AppState) {
    self.state = state
    layout = DrawLayout(state)
    theme = state.theme
  }

  var scene: Scene { state.scene }
  var drawing: Picture { state.scene.session.drawing }

  func say(_ phrase: DrawPhrase) -> String { phrase.text(in: state.language) }

  /// The cursor, which may have been left outside by a smaller grid.
  var cursor: Place { state.draw.cursor.clamped(to: drawing) }

  /// Whose weights the numbers are of.
  var weightsNote: String {
    let update = NumberText.grouped(scene.liveUpdate)
    if scene.isTraining { return say(.live(update)) }
    if scene.liveUpdate > 0 {
      return say(.weights(update, isChanged: scene.session.run.isChanged))
    }
    return say(isUntrained ? .untrained : .changedWeights)
  }

  /// The same in a form that fits; that the weights are changed is worth more than since when.
  func weightsNote(width: Int) -> String {
    let note = weightsNote
    guard theme.text(note).unicodeScalars.count > width, !scene.isTraining, scene.liveUpdate > 0,
      scene.session.run.isChanged
    else { return note }
    return say(.changedWeights)
  }

  /// Whether the weights are those that the network began with: a walk's update changes them, too.
  var isUntrained: Bool {
    !scene.isTraining && scene.liveUpdate == 0 && scene.weightsAreInitial
  }
}

extension Place {
  func clamped(to picture: Picture) -> Place {
    Place(
      row: min(max(row, 0), max(0, picture.rows - 1)),
      column: min(max(column, 0), max(0, picture.columns - 1)))
  }
}
