/// What is wrong with a file: which file, where in it, what was found and what would be right.
///
/// The words are in `words(in:)`.
public struct DatasetError: Error, Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    /// The fault is not at one place.
    case whole
    /// Counted from 0.
    case byte(Int)
    /// Counted from 1.
    case line(Int)
  }

  /// What a number in a file stands for.
  public enum Quantity: Hashable, Sendable, CaseIterable {
    case width, height, maximum, pixel, label
  }

  /// What a file may hold.
  public enum Content: Hashable, Sendable, CaseIterable {
    case picture, images, labels, dataset, model
  }

  public enum Problem: Hashable, Sendable {
    case file(FileFailure)
    case empty
    /// The file, or what it unpacks to, has more bytes than the program takes.
    case tooLarge(limit: Int)
    case damagedGzip
    case truncatedGzip
    /// The file does not begin as one of this content does; `found` is its first bytes.
    case notA(Content, found: [UInt8])
    /// A bitmap or colour picture of the PNM family, `P1` for example.
    case otherPNM(String)
    case missing(Quantity)
    case notANumber(Quantity, found: String)
    case outOfRange(Quantity, found: String, lower: Int, upper: Int)
    case pixelCount(needed: Int, found: Int)
    case leftOver(bytes: Int)
    case unevenLine(needed: Int, found: Int)
    /// So many numbers make no grid.
    case noShape(numbers: Int)
    case imageSize(rows: Int, columns: Int, limit: Int)
    case imagesTooShort(images: Int, rows: Int, columns: Int, needed: Int, found: Int)
    case labelsTooShort(labels: Int, needed: Int, found: Int)
    case labelCount(labels: Int, images: Int)
    case labelsMissing
    case labelsNotNeeded
    case noImages
    case headerLength(found: UInt64, limit: Int)
    case notJSON
    case duplicateKey(String)
    case missingField(tensor: String, field: String)
    case unsupportedType(tensor: String, found: String)
    case tensorLength(tensor: String, needed: Int, found: Int)
    /// The tensor does not begin where the one before it ends.
    case tensorOffset(tensor: String, expected: Int, found: Int)
  }

  public let file: String
  public let place: Place
  public let problem: Problem

  public init(file: String, place: Place = .whole, problem: Problem) {
    self.file = file
    self.place = place
    self.problem = problem
  }

  /// A name that stays the same in every language and version.
  public var code: String {
    switch problem {
    case .file(let failure): failure.code
    case .empty, .noImages: "empty-file"
    case .tooLarge, .imageSize: "too-large"
    case .damagedGzip, .truncatedGzip: "damaged-gzip"
    case .notA, .otherPNM: "wrong-format"
    case .missing, .headerLength, .pixelCount, .imagesTooShort, .labelsTooShort: "too-short"
    case .notANumber, .outOfRange, .unevenLine, .noShape: "bad-value"
    case .leftOver: "left-over-bytes"
    case .labelCount, .labelsMissing, .labelsNotNeeded: "labels-do-not-match"
    case .notJSON, .duplicateKey, .missingField, .unsupportedType, .tensorLength, .tensorOffset:
      "bad-model-file"
    }
  }
}

/// Why a file could not be read or written.
public enum FileFailure: Hashable, Sendable {
  case notFound
  case noPermission
  case isDirectory
  /// A folder on the way is a file or does not exist.
  case noFolder
  case diskFull
  case readOnly
  case tooLongName
  /// Larger than the system lets a file become.
  case tooLargeFile
  /// A terminal, which is no file though it has the name of one.
  case terminal
  /// An open file, or one that is closed, by the number that it has or had in this program.
  case descriptor
  /// A pipe or device from which nothing comes, or which takes nothing, for some seconds.
  case stalled
  /// Any other error, by its number in `errno.h`.
  case other(Int32)

  /// A name that stays the same in every language and version.
  public var code: String {
    switch self {
    case .notFound, .noFolder: "file-not-found"
    case .noPermission, .readOnly: "no-permission"
    case .isDirectory: "is-a-directory"
    case .diskFull: "disk-full"
    case .tooLongName, .tooLargeFile, .terminal, .descriptor, .stalled, .other: "file-error"
    }
  }
}
