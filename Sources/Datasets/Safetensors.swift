/// Named tensors of Float32 numbers with text beside them, in the safetensors format.
///
/// A file is the length n of the header (8 bytes, little end first), the header (n bytes of JSON),
/// and the numbers (IEEE 754, little end first) of one tensor after another without gaps. The
/// header is padded with spaces so that the numbers begin at a multiple of 8.
/// Source: <https://github.com/huggingface/safetensors>, section "Format".
public struct Safetensors: Hashable, Sendable {
  public struct Tensor: Hashable, Sendable {
    public var name: String
    /// Empty for a scalar.
    public var shape: [Int]
    /// Row by row; as many as the product of the shape.
    public var values: [Float]

    public init(name: String, shape: [Int], values: [Float]) {
      precondition(
        shape.allSatisfy { $0 >= 0 } && values.count == shape.reduce(1, *),
        "\(values.count) values for the shape \(shape) of \(name)")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// In the order of their numbers in the file.
  public var tensors: [Tensor]
  public var metadata: [String: String]

  public init(tensors: [Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The tensor of a name; nil if there is none.
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }

  /// The bytes of the file; the same bytes for the same content.
  ///
  /// Names are all different, and none is `__metadata__`.
  public func encoded() -> [UInt8] {
    precondition(Set(tensors.map(\.name)).count == tensors.count, "a tensor's name is there twice")
    precondition(self[Safetensors.metadataKey] == nil, "a tensor named as the metadata")
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(JSONValue.quoted($0.key)):\(JSONValue.quoted($0.value))" }
      members.append("\"\(Safetensors.metadataKey)\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + tensor.values.count * 4
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(JSONValue.quoted(tensor.name)):"
          + "{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }

    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for tensor in tensors {
      for value in tensor.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return bytes
  }

  static let metadataKey = "__metadata__"
}
