extension Key {
  /// The same key of the keyboard with the Latin layout on it: with the Russian one `ц` is `w`, `Ж` is `:`.
  ///
  /// For keys that are commands; what is typed stays what it is.
  var onLatinLayout: Key {
    guard case .character(let scalar) = code, let twin = Key.latin[scalar] else { return self }
    return Key(.character(twin), modifiers)
  }

  private static let latin = Dictionary(
    uniqueKeysWithValues: zip(
      "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ".unicodeScalars,
      "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~".unicodeScalars))
}
