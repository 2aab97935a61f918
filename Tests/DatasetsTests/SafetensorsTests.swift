import Datasets
import Engine
import Foundation
import Testing

struct SafetensorsTests {
  private let example = Safetensors(
    tensors: [
      Safetensors.Tensor(name: "0.weight", shape: [2, 3], values: [0, 0.25, 0.5, 0.75, 1, 1.25]),
      Safetensors.Tensor(name: "2.bias", shape: [2], values: [-1.5, .leastNonzeroMagnitude]),
      Safetensors.Tensor(name: "scalar", shape: [], values: [3.25]),
      Safetensors.Tensor(name: "empty", shape: [0, 4], values: []),
    ],
    metadata: ["format": "pt", "who": "Ω \"quoted\" \\"])

  private var reference: URL {
    packageRoot.appending(path: "Tests/DatasetsTests/Reference")
  }

  /// A file with this header and so many bytes of data.
  private func file(_ header: String, data: Int = 0) -> [UInt8] {
    var length = UInt64(header.utf8.count).littleEndian
    return withUnsafeBytes(of: &length) { Array($0) } + ascii(header)
      + [UInt8](repeating: 0, count: data)
  }

  private func message(_ bytes: [UInt8]) -> String? {
    datasetError { () throws(DatasetError) in
      try Safetensors(decoding: bytes, file: "m.safetensors")
    }?.words(in: .english)
  }

  @Test func `what was written reads back the same`() throws {
    let sets = [Safetensors(tensors: []), Safetensors(tensors: [], metadata: ["a": ""]), example]
    for set in sets {
      let read = try Safetensors(decoding: set.encoded(), file: "m")
      #expect(Set(read.tensors) == Set(set.tensors))
      #expect(read.metadata == set.metadata)
      let again = try Safetensors(decoding: read.encoded(), file: "m")
      #expect(again == read)
    }
    #expect(example["2.bias"]?.shape == [2])
    #expect(example["none"] == nil)
  }

  @Test func `every bit pattern survives`() throws {
    let patterns: [UInt32] = [
      0, 1, 0x8000_0000, 0x7F80_0000, 0x7FC0_0001, 0xFFFF_FFFF, 0x3F80_0000,
    ]
    let tensor = Safetensors.Tensor(
      name: "x", shape: [patterns.count], values: patterns.map(Float.init(bitPattern:)))
    let read = try Safetensors(decoding: Safetensors(tensors: [tensor]).encoded(), file: "m")
    #expect(read["x"]?.values.map(\.bitPattern) == patterns)
  }

  @Test func `the numbers begin at a multiple of eight`() throws {
    for length in 0..<9 {
      let set = Safetensors(
        tensors: [Safetensors.Tensor(name: "x", shape: [1], values: [1])],
        metadata: ["pad": String(repeating: "-", count: length)])
      let bytes = set.encoded()
      #expect((bytes.count - 4) % 8 == 0)
      #expect(Array(bytes.suffix(4)) == [0, 0, 0x80, 0x3F])
    }
  }

  @Test func `a file of the Python package is read`() throws {
    let path = reference.appending(path: "python.safetensors").path
    let read = try Safetensors.load(path)
    #expect(Set(read.tensors) == Set(example.tensors))
    #expect(read.metadata == example.metadata)
  }

  @Test func `the Python package reads what is written`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/m.safetensors"
      try AtomicFile.write(path, example.encoded())
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", reference.appending(path: "make_safetensors.py").path, path]
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      // 1: Python is there without the packages; 127: no Python. The file made by Python, in the
      // test above, has the same content.
      if process.terminationStatus == 1, output.isEmpty { return }
      if process.terminationStatus == 127 { return }
      #expect(process.terminationStatus == 0)
      #expect(
        String(decoding: output, as: UTF8.self) == """
          [('format', 'pt'), ('who', 'Ω "quoted" \\\\')]
          0.weight float32 [2, 3] [0.0, 0.25, 0.5, 0.75, 1.0, 1.25]
          2.bias float32 [2] [-1.5, 1.401298464324817e-45]
          empty float32 [0, 4] []
          scalar float32 [] [3.25]

          """)
    }
  }

  @Test func `no cut file is read, wherever it is cut`() {
    let bytes = example.encoded()
    for count in 0..<bytes.count {
      #expect(throws: DatasetError.self) {
        try Safetensors(decoding: Array(bytes[..<count]), file: "m")
      }
    }
    #expect(
      message(bytes + [0]) == "m.safetensors: byte \(bytes.count): 1 byte left over at the end"
    )
  }

  @Test(arguments: [
    ("[]", 0, "byte 8: the header is not JSON from here on"),
    ("{} x", 0, "byte 11: the header is not JSON from here on"),
    ("{'a':1}", 0, "byte 9: the header is not JSON from here on"),
    (#"{"a":1}"#, 0, "'a' has no right 'dtype'"),
    (
      #"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}"#, 2,
      "'a' has numbers of type 'F16'; F32 is needed"
    ),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "'a' has no right 'shape'"),
    (#"{"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,4]}}"#, 4, "'a' has no right 'shape'"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4,
      "'a' has no right 'data_offsets'"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4, "'a' has no right 'data_offsets'"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
      "byte 62: 'a' needs 8 bytes by its shape, it has 4"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4,
      "byte 62: 'a' needs 8 bytes by its shape, it has 4"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
      "'a' begins at 4 of the data; 0 would be right"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      8, "'b' begins at 4 of the data; 8 would be right"
    ),
    (#"{"a":{},"a":{}}"#, 0, "byte 16: 'a' is there twice"),
    (#"{"__metadata__":{"n":1}}"#, 0, "'__metadata__' has no right 'n'"),
    (#"{"__metadata__":[]}"#, 0, "'__metadata__' has no right '{…}'"),
    (
      #"{"\u001b[2J":{"dtype":"I8"}}"#, 0,
      "'\\u{1B}[2J' has numbers of type 'I8'; F32 is needed"
    ),
  ])
  func `a wrong header says what is wrong`(header: String, data: Int, expected: String) {
    #expect(message(file(header, data: data)) == "m.safetensors: " + expected)
  }

  @Test func `the count of batches that PyTorch keeps is passed over, and no other whole number`()
    throws
  {
    let counter =
      #"{"1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"#
      + #""a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#
    let read = try Safetensors(decoding: file(counter, data: 12), file: "m")
    #expect(read.tensors.map(\.name) == ["a"])
    #expect(message(file(counter, data: 8)) != nil)
    let other = counter.replacing("num_batches_tracked", with: "steps")
    #expect(message(file(other, data: 12))?.contains("has numbers of type 'I64'") == true)
  }

  @Test func `a shape beyond every number is an error, not a trap`() {
    let huge = "9007199254740992,9007199254740992"
    let header = #"{"a":{"dtype":"F32","shape":[\#(huge)],"data_offsets":[0,4]}}"#
    #expect(
      message(file(header, data: 4))
        == "m.safetensors: byte \(8 + header.utf8.count): 'a' needs 9223372036854775807 bytes by its shape, it has 4"
    )
  }

  @Test func `an absurd length of the header is an error`() {
    #expect(
      message([UInt8](repeating: 0xFF, count: 16))
        == "m.safetensors: byte 0: starts with FF FF FF FF; a model is a safetensors file")
    #expect(
      message([9, 0, 0, 0, 0, 0, 0, 0] + Array("{\"a\":{}".utf8))
        == "m.safetensors: byte 0: a header of 9 bytes, where at most 7 follow; "
        + "the file is cut off or no safetensors file")
    #expect(message([]) == "m.safetensors: the file is empty")
    #expect(
      message([1, 2, 3])
        == "m.safetensors: byte 0: starts with 01 02 03; a model is a safetensors file")
  }

  @Test func `damaged files never trap and never half-load`() {
    for bytes in damaged(example.encoded(), times: 5000, seed: 8) {
      guard let read = try? Safetensors(decoding: bytes, file: "m") else { continue }
      for tensor in read.tensors {
        #expect(tensor.values.count == tensor.shape.reduce(1, *))
      }
    }
  }
}

struct JSONTests {
  private func parse(_ text: String) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: text.utf8)
  }

  @Test func `each kind of value is read`() throws {
    let value = try parse(#" {"a":[1,-0.5e+1,true,false,null,"x"],"b":{}} "#)
    let expected: [JSONValue] = [
      .number(1), .number(-5), .bool(true), .bool(false), .null, .string("x"),
    ]
    #expect(value["a"]?.array == expected)
    #expect(value["b"] == .object([]))
    #expect(value["c"] == nil)
    #expect(try parse("[]") == .array([]))
    #expect(try parse("0").count == 0)
    #expect(try parse("9007199254740993e9").count == nil)
    #expect(try parse("1.5").count == nil)
    #expect(try parse("-1").count == nil)
  }

  @Test func `escapes and surrogate pairs are decoded`() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#).string == "\"\\/\u{8}\u{C}\n\r\té😀")
  }

  @Test func `any text survives being quoted`() throws {
    for text in ["", "\"\\/", "\u{0}\u{1F}\u{7F}\u{9B}", "é😀\u{2028}", "a\nb\tc\rd"] {
      let quoted = JSONValue.quoted(text)
      #expect(try parse(quoted).string == text)
      #expect(!quoted.unicodeScalars.contains { $0.value < 32 || (127...159).contains($0.value) })
    }
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{a:1}", "01", "1.", ".5", "+1", "-",
    "1e",
    "nan", "Infinity", "1e999", "tru", "nulll", "\"", "\"\t\"", "\"\\x\"", "\"\\u12g4\"",
    "\"\\ud800\"",
    "\"\\udc00\"", "\"\\ud800\\u0041\"", "'a'", "[1] 2", "// c\n1",
  ])
  func `what is not JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: [34, 0xC3, 34] as [UInt8]) }
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: [34, 0xED, 0xA0, 0x80, 34] as [UInt8])
    }
  }

  @Test func `errors say where`() {
    #expect(throws: JSONError(byte: 4, problem: .unexpected)) { try parse("[1, ]") }
    #expect(throws: JSONError(byte: 7, problem: .duplicateKey("a"))) {
      try parse(#"{"a":1,"a":2}"#)
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError(byte: 65, problem: .tooDeep)) { try parse(deep) }
  }
}
