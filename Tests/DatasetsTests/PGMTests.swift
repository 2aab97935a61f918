import Datasets
import Engine
import Testing

struct PGMTests {
  private func decode(_ bytes: [UInt8]) throws(DatasetError) -> Picture {
    try PGM.decode(bytes, file: "a.pgm")
  }

  private func message(_ bytes: [UInt8]) -> String? {
    datasetError { () throws(DatasetError) in try decode(bytes) }?.words(in: .english)
  }

  @Test func `text pixels are v over maxval`() throws {
    let picture = try decode(ascii("P2\n3 2\n4\n0 1 2\n3 4 0\n"))
    #expect((picture.rows, picture.columns) == (2, 3))
    #expect(picture.values == [0, 0.25, 0.5, 0.75, 1, 0])
  }

  @Test func `comments and any white space are skipped`() throws {
    let picture = try decode(ascii("P2#c\r\n# 9 9\n1\t# width\n2\n # m\n256 0 # ink 7\n\n128"))
    #expect(picture.values == [0, 0.5])
    #expect(picture.rows == 2)
  }

  @Test func `binary pixels have one byte, or two from maxval 256 on`() throws {
    #expect(try decode(ascii("P5 2 1 255\n") + [0, 255]).values == [0, 1])
    #expect(try decode(ascii("P5 2 1 256\n") + [1, 0, 0, 64]).values == [1, 0.25])
    // Bytes that look like space or a comment are pixels.
    #expect(try decode(ascii("P5 3 1 64\n") + [10, 35, 32]).values == [10 / 64, 35 / 64, 0.5])
  }

  @Test(
    arguments: [
      ("", "a.pgm: the file is empty"),
      (
        "GIF89a",
        "a.pgm: byte 0: starts with 47 49 46 38; a picture is PGM (P2 or P5) or text with numbers in 0…1"
      ),
      ("P6 1 1 255\nabc", "a.pgm: byte 0: 'P6' is another kind of picture; give PGM, P2 or P5"),
      ("P2", "a.pgm: line 1: the file ends before the width"),
      ("P2\n\n3", "a.pgm: line 3: the file ends before the height"),
      ("P2 0 1 255 ", "a.pgm: line 1: the width '0' is outside 1…4096"),
      ("P2 1 -1 255 ", "a.pgm: line 1: '-1' is not a height"),
      ("P2 1 1\n65536 0", "a.pgm: line 2: the largest value '65536' is outside 1…65535"),
      ("P2 1 1\n0 0", "a.pgm: line 2: the largest value '0' is outside 1…65535"),
      (
        "P2 99999999999999999999 1 255 ",
        "a.pgm: line 1: the width '99999999999999999999' is outside 1…4096"
      ),
      ("P2 4096 4096 255 1 2 3", "a.pgm: line 1: 16777216 pixels needed, the file has 3"),
      ("P5 4096 4096 255 123", "a.pgm: byte 17: 16777216 pixels needed, the file has 3"),
      ("P2 2 2 9\n1 2\n3     \n", "a.pgm: line 4: 4 pixels needed, the file has 3"),
      ("P2 1 2 9\n1\n10", "a.pgm: line 3: the pixel '10' is outside 0…9"),
      ("P2 1 2 9\n1\nx\u{1B}[31m", "a.pgm: line 3: 'x\\u{1B}[31m' is not a pixel"),
      ("P2 1 1 9\n1\n2 3", "a.pgm: line 3: 3 bytes left over at the end"),
      ("P5 1 1 255\nab", "a.pgm: byte 12: 1 byte left over at the end"),
      ("P5 1 1 9\n\n", nil),
    ] as [(String, String?)])
  func `a wrong file says where and what`(text: String, expected: String?) {
    if let expected {
      #expect(message(ascii(text)) == expected)
    } else {
      #expect(message(ascii(text)) == "a.pgm: byte 9: the pixel '10' is outside 0…9")
    }
  }

  @Test func `256ths read back exactly and are written with maxval 256`() throws {
    let picture = Picture(rows: 1, columns: 257, values: (0...256).map { Float($0) / 256 })
    let bytes = PGM.encode(picture)
    #expect(bytes.starts(with: ascii("P2\n257 1\n256\n  0   1   2 ")))
    #expect(try decode(bytes) == picture)
  }

  @Test func `255ths read back exactly and others within half a step`() throws {
    let picture = Picture(rows: 256, columns: 1, values: (0...255).map { Float($0) / 255 })
    #expect(try decode(PGM.encode(picture)) == picture)
    var generator = TestGenerator(seed: 4)
    let values = (0..<1000).map { _ in Float.random(in: 0...1, using: &generator) }
    let other = try decode(PGM.encode(Picture(rows: 10, columns: 100, values: values)))
    for (value, written) in zip(values, other.values) {
      #expect(abs(value - written) <= 1.0 / 131_000)
    }
  }

  @Test func `the shipped samples are what the writer writes, but for a comment`() throws {
    for name in Samples.names {
      let bytes = try sampleBytes("images/\(name).pgm")
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      #expect(lines[1].hasPrefix("# "))
      let plain = (lines[..<1] + lines[2...]).joined(separator: "\n") + "\n"
      let sample = try #require(Samples.named(name))
      #expect(String(decoding: PGM.encode(sample), as: UTF8.self) == plain)
    }
  }

  @Test func `damaged files never trap`() throws {
    let binary = ascii("P5 4 3 300\n") + [UInt8](repeating: 1, count: 24)
    for bytes in damaged(PGM.encode(Picture(rows: 3, columns: 4)), times: 3000, seed: 5)
      + damaged(binary, times: 3000, seed: 6)
    {
      do {
        let picture = try decode(bytes)
        #expect(picture.values.count == picture.rows * picture.columns)
      } catch {
        #expect(!error.words(in: .russian).isEmpty)
      }
    }
  }
}

struct PictureFileTests {
  private func read(
    _ text: String, rows: Int = 10, columns: Int = 10
  ) throws(DatasetError) -> PictureFile {
    try PictureFile.decode(ascii(text), file: "a.txt", rows: rows, columns: columns)
  }

  private func message(_ text: String) -> String? {
    datasetError { () throws(DatasetError) in try read(text) }?.words(in: .english)
  }

  @Test func `lines of numbers are rows`() throws {
    let file = try read(
      "# three by two\n0 1\n.5,0.25\n\n1e-1; 0".replacing(";", with: ""), rows: 3, columns: 2)
    #expect(file.picture.values == [0, 1, 0.5, 0.25, 0.1, 0])
    #expect(file.format == .text)
    #expect(!file.wasFitted)
    #expect(file.fittedInk == nil)
  }

  @Test func `one line is the wanted grid or else a square`() throws {
    let six = try read("0 1 0 1 0 1", rows: 2, columns: 3)
    #expect((six.sourceRows, six.sourceColumns) == (2, 3))
    let four = try read("0,1,1,0", rows: 1, columns: 1)
    #expect((four.sourceRows, four.sourceColumns) == (2, 2))
    #expect(four.wasFitted)
    #expect(try read("0.5", rows: 1, columns: 1).picture.values == [0.5])
  }

  @Test func `lines broken anywhere are the wanted grid if the count is right`() throws {
    #expect(try read("0 1\n1\n0 0 1", rows: 3, columns: 2).picture.values == [0, 1, 1, 0, 0, 1])
    #expect(try read("0\n1\n1\n0", rows: 2, columns: 2).picture.values == [0, 1, 1, 0])
  }

  @Test func `a picture of another size is fitted and says so`() throws {
    let file = try PictureFile.decode(
      ascii("P2 4 4 1  0 0 0 0  0 1 0 0  0 1 0 0  0 0 0 0"), file: "a", rows: 10, columns: 10)
    #expect(file.format == .pgm)
    #expect(file.wasFitted)
    #expect((file.sourceRows, file.sourceColumns) == (4, 4))
    #expect(file.fittedInk == InkBox(rows: 1..<3, columns: 1..<2))
    #expect(file.picture.inkBox == InkBox(rows: 0..<10, columns: 2..<7))
  }

  @Test(arguments: [
    ("", "a.txt: the file is empty"),
    (" \n# nothing\n", "a.txt: the file is empty"),
    (
      "hello",
      "a.txt: byte 0: starts with 68 65 6C 6C; a picture is PGM (P2 or P5) or text with numbers in 0…1"
    ),
    ("0 1\n1 nan", "a.txt: line 2: 'nan' is not a pixel"),
    ("0 1\n1 0x1", "a.txt: line 2: '0x1' is not a pixel"),
    ("0 1\n1 1.5", "a.txt: line 2: the pixel '1.5' is outside 0…1"),
    ("0 1\n1 -1e-9", "a.txt: line 2: the pixel '-1e-9' is outside 0…1"),
    ("0 1\n1 1 1\n0 1", "a.txt: line 2: 3 numbers where the line above has 2"),
    ("0 1 0", "a.txt: 3 numbers cannot make a square; give one line for each row"),
  ])
  func `a wrong text says where and what`(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test func `a file on disk is read by its content, not its name`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("\(folder)/x.png", PGM.encode(Picture(rows: 2, columns: 2)))
      let file = try PictureFile.load("\(folder)/x.png", rows: 2, columns: 2)
      #expect(file.format == .pgm)
    }
  }

  @Test func `damaged text never traps`() {
    for bytes in damaged(ascii("0 0.5 1\n0.25 1e-3 0\n"), times: 3000, seed: 7) {
      do {
        let file = try PictureFile.decode(bytes, file: "a", rows: 2, columns: 3)
        #expect(file.picture.values.count == 6)
      } catch {
        #expect(error.words(in: .english).hasPrefix("a: "))
      }
    }
  }
}
