import Engine

/// What the Draw view says.
enum DrawPhrase: Hashable, Sendable {
  case brush(level: String, isSoft: Bool)
  case eraser
  case pen
  case part(rows: Range<Int>, columns: Range<Int>)
  case numbersTitle
  case numbersNote
  /// Whether the guess is what the label says, and what that is.
  case labelSays(String, agrees: Bool, isShort: Bool)
  case loss
  case untrained
  case changedWeights
  case untrainedHint
  /// What the network says of the drawing.
  case guess
  /// In the place of an answer, where the loss is no number.
  case notFinite
  case nothingDrawn, nothingDrawnBriefly
  /// The digit is of the set, and the task has no answer for it.
  case outsideTask(Int)
  /// What fitting would make of P.
  case fitHelps(String)
  /// Before y: it is what the person says, not the network.
  case truth
  case live(String)
  case weights(String, isChanged: Bool)
  case gradientTitle
  case raises(isShort: Bool)
  case lowers(isShort: Bool)
  case noGradient
  case fitTitle
  case fitChanges
  case fitNothing
  case fitMeaning
  case digits
  case digitsShort
  /// `pick a digit: d, click`: before the key, and after it.
  case pick, orClick
  case back, next
  case random
  /// Before the choice of a class.
  case classWord
  case anyClass
  case classIs(Int)
  case mouse
  case space
  case begin
  case stage(DrawGuide.Stage)
  case doNow(DrawGuide.Stage)
  case trainedBlank
  case button(DrawAction)
  case meaning(DrawAction)
  case key(DrawKey)

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What a button of the view does.
enum DrawAction: Hashable, Sendable {
  case clear, invert, fit, centre, erase
  /// To a soft brush, or to a hard one.
  case soft(Bool)
  case sample, numbers

  static func all(_ state: DrawState) -> [DrawAction] {
    [.clear, .invert, .fit, .centre, .erase, .soft(!state.brush.isSoft), .sample, .numbers]
  }

  var key: Unicode.Scalar {
    switch self {
    case .clear: "c"
    case .invert: "i"
    case .fit: "f"
    case .centre: "m"
    case .erase: "e"
    case .soft: "b"
    case .sample: "s"
    case .numbers: "n"
    }
  }
}

/// What the other keys do.
enum DrawKey: CaseIterable, Hashable, Sendable {
  case label, mouse, move, paint, rub, pen, brush, digit, digitBack, random, digitClass, sampleBack,
    shift
}
