import Engine
import Walkthrough

/// What the Walk view says beside formulas and numbers.
enum WalkPhrase: Hashable {
  case phase(Phase)
  case step(Int, of: Int)
  case weightsOf(update: String)
  case frozen(update: String, ago: String)
  case frozenBriefly(ago: String)
  case oldGradients
  case startTitle
  case startText(steps: Int)
  case startPress
  case startDrawing
  case passDone
  case updateRefused
  case stale
  case noBias
  case longWay(product: String, exact: String)
  case saturated(Int, of: Int)
  case off(Int, of: Int)
  case batch(Int)
  case notFinite(Int)
  case sum(Int, zero: Int)
  case more(Int, String)
  case rows(Int, Int, of: Int)
  case before
  case after
  case oldColumn
  case newColumn
  case stepColumn
  case arithmetic
  case key(WalkKey)

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What the keys of Walk do.
enum WalkKey: CaseIterable, Hashable {
  case next, back, closer, farther, move, page, check, phase, start, end, sync
}
