import Commands
import Engine

/// What the Units view says, apart from names and formulas.
enum UnitsPhrase: Hashable {
  case noUnits
  case noRoom
  case rows(String, count: Int)
  case subject(UnitsState.Subject, weights: String)
  case order(UnitOrder, next: String)
  case sharedScale, ownScale
  /// The same where room is short.
  case scaleBriefly(isOwn: Bool)
  /// What the colours of all pictures end at.
  case sharedUpTo(String)
  /// Of pictures side by side that are of different things.
  case ownScales
  /// In place of the colours where there is nothing to tell apart.
  case allZero
  /// What the key for it would do.
  case turn(on: Bool)
  case turnBriefly(on: Bool)
  /// In a title: that of a maxout unit the piece is shown that won for the drawing.
  case winningPieces
  case winningPiece(Int)
  /// The heading of the weights that lead on from a unit.
  case outgoing(String)
  /// The parts of the caption below a picture: the unit, a bar of its activity and marks of its state where there are any, a number.
  case captionLegend(bar: String?, marks: [String], value: String)
  case captionMark(isSaturated: Bool)
  /// How the weights of inputs that are no picture lie in one.
  case inputs(count: Int, columns: Int)
  case range(first: Int, last: Int, of: Int)
  case page(Int, of: Int)
  case pageBriefly(Int, of: Int)
  case layer(Int, of: Int)
  case layerBriefly(Int)
  case unit(Int)
  case state(UnitState, isOff: Bool)
  /// What the state means, in a sentence.
  case meaning(UnitState, isOff: Bool)
  case adds(String)
  case addsBriefly(String)
  case slope
  case off
  case largestTerms(String)
  /// The same where room is short.
  case termsBriefly(String)
  case term(Int)
  case more(Int)
  case without(String)
  case withoutBriefly(String)
  case ifOff
  case accuracy
  case offCount(Int)
  case orderKept
  /// Which piece of a maxout unit goes on; pieces count from 0, as in their names.
  case piece(Int, of: Int)
  case averaged(Int)
  case key(UnitsKey)

  /// `0, 1`, `0 … 3`: the numbers of so many pieces.
  static func places(_ count: Int) -> String {
    count > 2 ? "0 … \(count - 1)" : (0..<count).map(String.init).joined(separator: ", ")
  }

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What the keys of the view do.
enum UnitsKey: Hashable {
  case choose, page, closer, farther, subject, sort, sortBack, scale, turn, layer, firstLast, weight
}
