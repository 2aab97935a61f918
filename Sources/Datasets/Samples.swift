internal import CDigits

/// The sample pictures inside the binary, the same as the files of `samples/images`.
public enum Samples {
  /// What `image sample` takes: the lecture's slide and one clear image of each digit.
  public static let names = ["slide"] + (0...9).map(String.init)

  /// The picture of a name, 10×10; nil if there is none.
  public static func named(_ name: String) -> Picture? {
    guard let bytes = file(of: name) else { return nil }
    return try? PGM.decode(bytes, file: name)
  }

  /// The digit that a sample shows; nil if there is no such sample.
  public static func label(of name: String) -> Int? {
    guard names.contains(name) else { return nil }
    return Int(name) ?? 0
  }

  /// The bytes of a sample's PGM file.
  static func file(of name: String) -> [UInt8]? {
    guard names.contains(name) else { return nil }
    let slideIndex: CInt = 10
    var count = 0
    guard let bytes = cr_sample(CInt(name) ?? slideIndex, &count) else { return nil }
    return [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  }
}
