import Commands
import Datasets

/// The way from an empty drawing to a trained network, said on the screen until it has been gone.
struct DrawGuide {
  enum Stage: CaseIterable { case draw, walk, train }

  let isBlank: Bool
  private let hasWalked: Bool
  private let hasTrained: Bool

  /// Columns that the hints to begin take.
  static let width = 55

  init(_ state: AppState) {
    let scene = state.scene
    isBlank = scene.session.drawing.isBlank
    hasWalked = state.draw.hasWalked || scene.hasFinishedWalk
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

  /// Whether all that is left is to draw again.
  var isOnlyBlank: Bool { isBlank && hasWalked && hasTrained }

  /// Rows: a few to begin, one until the end of the way, none after it.
  var height: Int {
    if isBlank { return isOnlyBlank ? 1 : 5 }
    return next == nil ? 0 : 1
  }
}

extension Scene {
  var hasFinishedWalk: Bool { walk?.isComplete ?? false }
}
