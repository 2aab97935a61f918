/// Text from outside (a file, a name) in a form that cannot move the cursor or turn text round.
///
/// Control characters (C0, DEL, C1), line and paragraph separators, and the invisible characters
/// that set the direction of text or hide in it become `\u{…}`; everything else stays. A backslash
/// is doubled, so that different texts stay different.
public func escaped(_ text: some StringProtocol) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default:
      if scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// The same of a name that is quoted in a line: of a very long one the beginning and the end.
public func shownName(_ text: some StringProtocol) -> String {
  guard text.count > 120 else { return escaped(text) }
  return escaped(text.prefix(60)) + "…" + escaped(text.suffix(40))
}
