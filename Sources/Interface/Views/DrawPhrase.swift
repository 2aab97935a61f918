import Engine

/// What the Draw view says.
enum DrawPhrase: Hashable, Sendable {
  case brush(level: String, isSoft: Bool)
  case eraser
  case pen
  case part(rows: Range<Int>, columns: Range<Int>)
  case numbersTitle
  case numbersNote
  case agrees(Bool)
  case loss
  case untrained
  case untrainedHint
  case live(String)
  case weights(String)
  case gradientTitle
  case raises
  case lowers
  case noGradient
  case fitTitle
  case fitChanges
  case fitNothing
  case digits
  case anyClass
  case classIs(Int)
  case noDigit
  case begin
  case stage(DrawGuide.Stage)
  case doNow(DrawGuide.Stage)
  case trainedBlank
  case button(DrawAction)
  case key(DrawKey)

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What a button of the view does.
enum DrawAction: CaseIterable, Hashable, Sendable {
  case label, clear, invert, fit, centre, erase, soft, sample, numbers

  var key: Unicode.Scalar {
    switch self {
    case .label: "y"
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
  case mouse, move, paint, rub, pen, brush, digit, digitBack, random, digitClass, sampleBack, shift
}
