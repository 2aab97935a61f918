import Engine
import Foundation
import Testing

@testable import Datasets

struct IDXTests {
  private let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]
  private let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]

  private func message(_ images: [UInt8], _ labels: [UInt8]) -> String? {
    datasetError { () throws(DatasetError) in
      try IDX.decode(
        images: images, imagesFile: "digits.idx", labels: labels, labelsFile: "labels.idx")
    }?.words(in: .english)
  }

  @Test func `images and labels make a set`() throws {
    let set = try IDX.decode(images: images, imagesFile: "i", labels: labels, labelsFile: "l")
    #expect((set.rows, set.columns, set.count) == (1, 3, 2))
    let values: [Float] = [4, 5, 6].map { $0 / 256 }
    #expect(set.picture(at: 1).values == values)
    #expect(set.label(at: 0) == 7)
    #expect(set.label(at: 1) == 9)
    #expect(IDX.encodeImages(set) == images)
    #expect(IDX.encodeLabels(set) == labels)
  }

  @Test func `the sizes and what the file has are named`() {
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28, 0, 0, 0, 28]
    #expect(
      message(header + [UInt8](repeating: 0, count: 7_840_000), labels)
        == "digits.idx: byte 4: 60000 images of 28×28 need 47040000 bytes, the file has 7840000")
  }

  @Test func `a wrong file says where and what`() {
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 0xFF, count: 12)
    #expect(
      message(huge, labels)
        == "digits.idx: byte 8: images of 4294967295×4294967295; 1×1 to 1024×1024 can be read")
    #expect(
      message(labels, labels)
        == "digits.idx: byte 0: starts with 00 00 08 01; an IDX file of images starts with 00 00 08 03"
    )
    #expect(
      message(images, images)
        == "labels.idx: byte 0: starts with 00 00 08 03; an IDX file of labels starts with 00 00 08 01"
    )
    #expect(message([], labels) == "digits.idx: the file is empty")
    #expect(message(images, []) == "labels.idx: the file is empty")
    #expect(
      message(images + [0], labels) == "digits.idx: byte 22: 1 byte left over at the end")
    #expect(
      message(images, [0, 0, 8, 1, 0, 0, 0, 2, 1])
        == "labels.idx: byte 4: 2 labels need 2 bytes, the file has 1")
    #expect(
      message(images, [0, 0, 8, 1, 0, 0, 0, 1, 1]) == "labels.idx: byte 4: 1 label for 2 images")
    #expect(
      message(images, [0, 0, 8, 1, 0, 0, 0, 2, 1, 10])
        == "labels.idx: byte 9: the label '10' is outside 0…9")
    #expect(
      message([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3], labels)
        == "digits.idx: byte 4: the file has no images")
  }

  @Test func `damaged files never trap`() {
    for bytes in damaged(images, times: 3000, seed: 9) {
      if let set = try? IDX.decode(images: bytes, imagesFile: "i", labels: labels, labelsFile: "l")
      {
        #expect(set.count == 2)
      }
    }
    for bytes in damaged(labels, times: 3000, seed: 10) {
      if let set = try? IDX.decode(images: images, imagesFile: "i", labels: bytes, labelsFile: "l")
      {
        #expect(set.label(at: 0) < 10)
      }
    }
  }
}

struct CSVTests {
  private func read(_ text: String) throws(DatasetError) -> Dataset {
    try CSV.decode(ascii(text), file: "a.csv", rows: 2, columns: 1)
  }

  private func message(_ text: String) -> String? {
    datasetError { () throws(DatasetError) in try read(text) }?.words(in: .english)
  }

  @Test func `the label comes first, with or without a heading`() throws {
    for text in [
      "5,0,128,255,7\n6,1,2,3,4", "label,a,b,c,d\r\n5, 0 ,128,255,7\r\n\r\n6,1,2,3,4\r\n",
    ] {
      let set = try read(text)
      #expect((set.rows, set.columns, set.count) == (2, 2, 2))
      #expect(set.label(at: 0) == 5)
      #expect(set.withPixels(Array.init) == [0, 128, 255, 7, 1, 2, 3, 4])
    }
  }

  @Test func `a heading may name the last column as the label`() throws {
    let set = try read("a,b,Class\n1,200,3\n")
    #expect((set.rows, set.columns) == (2, 1))
    #expect(set.label(at: 0) == 3)
    #expect(set.withPixels(Array.init) == [1, 200])
  }

  @Test func `pixels in 0…1 are scaled`() throws {
    #expect(try read("1,0.5,1\n2,0,1e-1").withPixels(Array.init) == [128, 255, 0, 26])
    #expect(try read("1.0e+00,2.5e1,3").withPixels(Array.init) == [25, 3])
  }

  @Test(arguments: [
    ("", "a.csv: the file is empty"),
    ("\n \n", "a.csv: the file is empty"),
    ("label,p\n", "a.csv: the file has no images"),
    ("hello", "a.csv: byte 0: starts with 68 65 6C 6C; a data set is IDX or CSV, also as .gz"),
    ("3", "a.csv: line 1: the file ends before the pixel"),
    ("3,1,2,3", "a.csv: line 1: 3 numbers cannot make a square; give one line for each row"),
    ("3,1\n4,1,2\n", "a.csv: line 2: 3 numbers where the line above has 2"),
    ("10,1", "a.csv: line 1: the label '10' is outside 0…9"),
    ("1.5,1", "a.csv: line 1: '1.5' is not a label"),
    ("1,256", "a.csv: line 1: the pixel '256' is outside 0…255"),
    ("1,1\n\n1,-1", "a.csv: line 3: the pixel '-1' is outside 0…255"),
    ("1,1\n1,", "a.csv: line 2: '' is not a pixel"),
    ("1,\u{1B}]0;x", "a.csv: line 1: '\\u{1B}]0;x' is not a pixel"),
  ])
  func `a wrong file says where and what`(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test func `what was written reads back the same`() throws {
    let set = Dataset(rows: 2, columns: 1, images: [0, 1, 254, 255], labels: [0, 9])
    let text = CSV.encode(set)
    #expect(String(decoding: text, as: UTF8.self) == "label,pixel0,pixel1\n0,0,1\n9,254,255\n")
    #expect(
      try read(String(decoding: text, as: UTF8.self)).withPixels(Array.init) == [0, 1, 254, 255])
  }

  @Test func `damaged text never traps`() {
    for bytes in damaged(ascii("label,a,b\n1,2,3\n4,0.5,255\n"), times: 3000, seed: 11) {
      if let set = try? CSV.decode(bytes, file: "a", rows: 2, columns: 1) {
        #expect(set.withPixels(\.count) == set.count * set.rows * set.columns)
      }
    }
  }
}

struct DatasetFileTests {
  /// `[1,2]` and `[3]` packed by gzip as two members.
  private let packed: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 100, 2, 0, 146, 66, 204, 182, 2, 0, 0, 0,
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 6, 0, 55, 190, 11, 75, 1, 0, 0, 0,
  ]

  @Test func `gzip members are unpacked one after another`() throws {
    #expect(try Gzip.unpack(packed, limit: 3, file: "a.gz") == [1, 2, 3])
  }

  @Test func `gzip data that is cut, damaged or too large is an error`() {
    func problem(_ bytes: [UInt8], limit: Int = 100) -> DatasetError.Problem? {
      datasetError { () throws(DatasetError) in
        try Gzip.unpack(bytes, limit: limit, file: "a.gz")
      }?.problem
    }
    #expect(problem(packed, limit: 2) == .tooLarge(limit: 2))
    #expect(problem(Array(packed[..<20])) == .truncatedGzip)
    var changed = packed
    changed[15] ^= 0xFF
    #expect(problem(changed) == .damagedGzip)
  }

  @Test func `damaged gzip data never traps`() {
    for bytes in damaged(packed, times: 3000, seed: 12) {
      if let output = try? Gzip.unpack(bytes, limit: 1 << 20, file: "a") {
        #expect(output.count <= 1 << 20)
      }
    }
  }

  @Test func `the shipped files load as a set of any user would`() throws {
    let digits = packageRoot.appending(path: "samples/digits").path
    let set = try DatasetFile.load(
      images: "\(digits)/digits10-test-images.idx3-ubyte",
      labels: "\(digits)/digits10-test-labels.idx1-ubyte")
    #expect((set.rows, set.columns, set.count) == (10, 10, 10_000))
    #expect(set.range(of: .train).count == 7144)
    #expect(set.picture(at: 0) == BuiltInDigits.shared.picture(at: 60_000))
  }

  @Test func `CSV, gzip and IDX are told apart by content`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("\(folder)/a", ascii("1,2\n"))
      #expect(try DatasetFile.load(images: "\(folder)/a", labels: nil).count == 1)
      try AtomicFile.write("\(folder)/b", packed)
      let error = datasetError { () throws(DatasetError) in
        try DatasetFile.load(images: "\(folder)/b", labels: nil)
      }
      #expect(error?.problem == .notA(.dataset, found: [1, 2, 3]))
      try AtomicFile.write("\(folder)/c", [0, 0, 8, 3])
      let missing = datasetError { () throws(DatasetError) in
        try DatasetFile.load(images: "\(folder)/c", labels: nil)
      }
      #expect(missing?.problem == .labelsMissing)
      let needless = datasetError { () throws(DatasetError) in
        try DatasetFile.load(images: "\(folder)/a", labels: "\(folder)/a")
      }
      #expect(needless?.problem == .labelsNotNeeded)
    }
  }
}
