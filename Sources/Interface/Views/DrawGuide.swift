import Commands
import Datasets

/// The way from an empty drawing to a trained network, said on the screen until it has been gone.
struct DrawGuide {
  enum Stage: CaseIterable { case draw, walk, train }

  let isBlank: Bool
  let hasWalked: Bool
  let hasTrained: Bool

  /// Columns that the hints to begin take.
  static let width = 55

  init(_ state: AppState) {
    let scene = state.scene
    isBlank = scene.session.drawing.isBlank
    hasWalked = scene.walk?.isComplete ?? false
    hasTrained = scene.isTraining || scene.isPaused || scene.report.updates > 0
  }

  func isDone(_ stage: Stage) -> Bool {
    switch stage {
    case .draw: !isBlank
    case .walk: hasWalked
    case .train: hasTrained
    }
  }

  /// What to do now.
  var next: Stage? { Stage.allCases.first { !isDone($0) } }

  /// Rows: a few to begin, one until the end of the way, none after it.
  var height: Int {
    if isBlank { return hasTrained ? 2 : 5 }
    return hasTrained ? 0 : 1
  }
}
