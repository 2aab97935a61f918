extension Safetensors {
  /// The longest header that is read; the format's own library has the same limit.
  static let headerLimit = 100_000_000

  /// Reads a file of at most 256 MiB.
  public static func load(_ path: String) throws(DatasetError) -> Safetensors {
    try Safetensors(decoding: try FileReader.read(path, limit: 1 << 28), file: path)
  }

  /// Reads the whole file or throws: each tensor is F32, has the bytes that its shape needs, and
  /// begins where the one before it ends; nothing is left over.
  ///
  /// PyTorch's batch normalisation also counts its batches, in an I64 that nothing here needs: it is passed over.
  public init(decoding bytes: [UInt8], file: String) throws(DatasetError) {
    guard !bytes.isEmpty else { throw DatasetError(file: file, problem: .empty) }
    var reader = ByteReader(bytes)
    guard let length = reader.littleEndianUInt64() else {
      throw DatasetError(
        file: file, place: .byte(0), problem: .notA(.model, found: Array(bytes.prefix(4))))
    }
    let limit = min(Safetensors.headerLimit, reader.remaining)
    // Of another file's first bytes no sensible length can be made.
    guard length <= Safetensors.headerLimit else {
      throw DatasetError(
        file: file, place: .byte(0), problem: .notA(.model, found: Array(bytes.prefix(4))))
    }
    guard length >= 2, length <= limit, let header = reader.take(Int(length)) else {
      throw DatasetError(
        file: file, place: .byte(0), problem: .headerLength(found: length, limit: limit))
    }
    let members = try Safetensors.members(of: header, file: file)
    metadata = [:]
    var entries: [Entry] = []
    for member in members {
      if member.key == Safetensors.metadataKey {
        metadata = try Safetensors.metadata(in: member.value, file: file)
      } else {
        entries.append(try Entry(name: member.key, value: member.value, file: file))
      }
    }
    // A tensor without elements shares its begin with the next one and comes first.
    entries.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }

    let dataStart = reader.offset
    tensors = []
    tensors.reserveCapacity(entries.count)
    var end = 0
    for entry in entries {
      try entry.check(from: end, available: bytes.count - dataStart, dataStart: dataStart, file)
      end = entry.end
      guard !entry.isCounter else { continue }
      tensors.append(
        Tensor(
          name: entry.name, shape: entry.shape,
          values: Safetensors.floats(bytes[dataStart + entry.begin..<dataStart + entry.end])))
    }
    guard dataStart + end == bytes.count else {
      throw DatasetError(
        file: file, place: .byte(dataStart + end),
        problem: .leftOver(bytes: bytes.count - dataStart - end))
    }
  }

  private static func members(
    of header: ArraySlice<UInt8>, file: String
  ) throws(DatasetError) -> [JSONValue.Member] {
    let parsed: JSONValue
    do {
      parsed = try JSONValue(parsing: header)
    } catch {
      let place = DatasetError.Place.byte(header.startIndex + error.byte)
      switch error.problem {
      case .duplicateKey(let key):
        throw DatasetError(file: file, place: place, problem: .duplicateKey(key))
      case .unexpected, .tooDeep:
        throw DatasetError(file: file, place: place, problem: .notJSON)
      }
    }
    guard case .object(let members) = parsed else {
      throw DatasetError(file: file, place: .byte(header.startIndex), problem: .notJSON)
    }
    return members
  }

  private static func metadata(
    in value: JSONValue, file: String
  ) throws(DatasetError) -> [String: String] {
    guard case .object(let members) = value else {
      throw DatasetError(file: file, problem: .missingField(tensor: metadataKey, field: "{…}"))
    }
    var metadata: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else {
        throw DatasetError(
          file: file, problem: .missingField(tensor: metadataKey, field: member.key))
      }
      metadata[member.key] = text
    }
    return metadata
  }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    bytes.withUnsafeBytes { raw in
      (0..<raw.count / 4).map { index in
        let bits = raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }

  /// What the header says of one tensor.
  private struct Entry {
    let name: String
    let shape: [Int]
    let begin: Int
    let end: Int
    /// Whether it is PyTorch's count of the batches that batch normalisation has seen.
    let isCounter: Bool

    init(name: String, value: JSONValue, file: String) throws(DatasetError) {
      func missing(_ field: String) -> DatasetError {
        DatasetError(file: file, problem: .missingField(tensor: name, field: field))
      }
      guard let type = value["dtype"]?.string else { throw missing("dtype") }
      isCounter = type == "I64" && name.hasSuffix(".num_batches_tracked")
      guard type == "F32" || isCounter else {
        throw DatasetError(file: file, problem: .unsupportedType(tensor: name, found: type))
      }
      guard let lengths = value["shape"]?.array else { throw missing("shape") }
      let shape = lengths.compactMap(\.count)
      guard shape.count == lengths.count else { throw missing("shape") }
      guard let offsets = value["data_offsets"]?.array, offsets.count == 2,
        let begin = offsets[0].count, let end = offsets[1].count, begin <= end
      else { throw missing("data_offsets") }
      self.name = name
      self.shape = shape
      self.begin = begin
      self.end = end
    }

    func check(
      from expected: Int, available: Int, dataStart: Int, _ file: String
    ) throws(DatasetError) {
      guard begin == expected else {
        throw DatasetError(
          file: file, problem: .tensorOffset(tensor: name, expected: expected, found: begin))
      }
      var needed = isCounter ? 8 : 4
      for length in shape {
        let (product, overflow) = needed.multipliedReportingOverflow(by: length)
        needed = overflow ? Int.max : product
      }
      let found = min(end, available) - begin
      guard end - begin == needed, end <= available else {
        throw DatasetError(
          file: file, place: .byte(dataStart + begin),
          problem: .tensorLength(tensor: name, needed: needed, found: found))
      }
    }
  }
}
