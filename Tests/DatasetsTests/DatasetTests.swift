import CDigits
import Datasets
import Testing

struct DatasetTests {
  /// 1×2 images whose bytes say which image they are.
  private func numbered(_ count: Int, offset: Int = 0) -> Dataset {
    Dataset(
      rows: 1, columns: 2, images: (0..<count).flatMap { [UInt8($0 + offset), UInt8($0 % 3)] },
      labels: (0..<count).map { UInt8(($0 + offset) % 10) })
  }

  private func firstBytes(_ set: Dataset, _ split: Split) -> [Int] {
    set.withPixels { pixels in set.range(of: split).map { Int(pixels[$0 * 2]) } }
  }

  @Test func `of seven images five are for training, one to validate, one to test`() {
    let set = numbered(16)
    #expect(firstBytes(set, .train) == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15])
    #expect(firstBytes(set, .validation) == [5, 12])
    #expect(firstBytes(set, .test) == [6, 13])
    #expect(set.range(of: .train).map(set.label) == [0, 1, 2, 3, 4, 7, 8, 9, 0, 1, 4, 5])
  }

  @Test func `small sets keep everything for training`() {
    for count in [0, 1, 2, 5] {
      let set = numbered(count)
      #expect(set.count == count)
      #expect(set.range(of: .train) == 0..<count)
      #expect(set.range(of: .validation).isEmpty)
      #expect(set.range(of: .test).isEmpty)
    }
  }

  @Test func `a pixel is its byte over 256`() {
    let set = Dataset(rows: 2, columns: 1, images: [0, 255, 128, 1], labels: [3, 4])
    #expect(set.picture(at: 0).values == [0, 255 / 256])
    #expect(set.picture(at: 1).values == [0.5, 1 / 256])
    #expect(set.label(at: 1) == 4)
  }

  @Test func `own pictures become the nearest bytes`() {
    let picture = Picture(rows: 1, columns: 4, values: [0, 0.5, 1, 0.003])
    let set = Dataset(rows: 1, columns: 4, pictures: [(picture, 7)])
    #expect(set.withPixels(Array.init) == [0, 128, 255, 1])
    #expect(set.label(at: 0) == 7)
    #expect(Dataset(rows: 1, columns: 4, pictures: []).count == 0)
  }

  @Test func `two sets are joined split by split`() {
    let joined = numbered(7).appending(numbered(14, offset: 100))
    #expect(joined.count == 21)
    #expect(
      firstBytes(joined, .train) == [0, 1, 2, 3, 4] + [100, 101, 102, 103, 104, 107, 108, 109]
        + [110, 111])
    #expect(firstBytes(joined, .validation) == [5, 105, 112])
    #expect(firstBytes(joined, .test) == [6, 106, 113])
    #expect(joined.label(at: joined.range(of: .test).lowerBound + 1) == 6)
    #expect(numbered(0).appending(numbered(2)).count == 2)
  }

  @Test func `resizing keeps labels and splits`() {
    let set = numbered(7)
    let larger = set.resized(rows: 2, columns: 4, by: .area)
    #expect((larger.rows, larger.columns, larger.count) == (2, 4, 7))
    #expect(larger.range(of: .validation) == set.range(of: .validation))
    #expect(
      larger.picture(at: 4).values == set.picture(at: 4).resampled(toRows: 2, columns: 4).values)
    #expect(larger.withLabels(Array.init) == set.withLabels(Array.init))
    #expect(set.resized(rows: 1, columns: 2).withPixels(Array.init) == set.withPixels(Array.init))
  }
}

struct BuiltInDigitsTests {
  private let digits = BuiltInDigits.shared

  @Test func `the set in the binary is the files of samples`() throws {
    let train = try sampleBytes("digits/digits10-train-images.idx3-ubyte")
    let test = try sampleBytes("digits/digits10-test-images.idx3-ubyte")
    #expect(Array(train[..<16]) == [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 10, 0, 0, 0, 10])
    #expect(Array(test[..<16]) == [0, 0, 8, 3, 0, 0, 0x27, 0x10, 0, 0, 0, 10, 0, 0, 0, 10])
    digits.withPixels { #expect($0.elementsEqual(train[16...] + test[16...])) }
    let trainLabels = try sampleBytes("digits/digits10-train-labels.idx1-ubyte")
    let testLabels = try sampleBytes("digits/digits10-test-labels.idx1-ubyte")
    digits.withLabels { #expect($0.elementsEqual(trainLabels[8...] + testLabels[8...])) }
  }

  @Test func `the set is not copied`() {
    digits.withPixels { #expect($0.baseAddress == cr_digit_images()) }
    digits.resized(rows: 10, columns: 10).withPixels {
      #expect($0.baseAddress == cr_digit_images())
    }
  }

  @Test func `the splits are 50 000, 10 000 and 10 000`() {
    #expect(digits.range(of: .train) == 0..<50_000)
    #expect(digits.range(of: .validation) == 50_000..<60_000)
    #expect(digits.range(of: .test) == 60_000..<70_000)
  }

  @Test func `the counts of the labels are those of MNIST`() {
    let counts = Dictionary(grouping: 60_000..<70_000, by: digits.label).mapValues(\.count)
    #expect((0...9).map { counts[$0] } == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect((0..<5).map(digits.label) == [5, 0, 4, 1, 9])
  }

  @Test func `the set on a grid of 2×2 is bytes of 2×2`() {
    let small = digits.resized(rows: 2, columns: 2)
    #expect(small.count == 70_000)
    #expect(small.withPixels(\.count) == 280_000)
    let expected = digits.picture(at: 69_999).fitted(rows: 2, columns: 2).values
    for (value, exact) in zip(small.picture(at: 69_999).values, expected) {
      #expect(abs(value - exact) <= 1 / 512)
    }
  }

  @Test func `the set that all cores have made is the one of its images one by one`() {
    for (rows, columns, method) in [(4, 7, FitMethod.ink), (13, 11, .ink), (12, 12, .area)] {
      let set = digits.resized(rows: rows, columns: columns, by: method)
      let size = rows * columns
      // The first, the last and the edges of parts for any number of cores up to 16.
      let edges = (1...16).flatMap { cores in (1...cores).map { 70_000 * $0 / cores } }
      for place in Set(edges.flatMap { [$0 - 1, $0 % 70_000] } + [0]).sorted() {
        let picture = digits.picture(at: place).resized(rows: rows, columns: columns, by: method)
        let expected = picture.values.map { UInt8(min(255, Double($0) * 256 + 0.5)) }
        set.withPixels {
          #expect(Array($0[place * size..<(place + 1) * size]) == expected, "image \(place)")
        }
      }
    }
  }

  @Test func `the slide is the lecture's image, value by value`() throws {
    let slide = try #require(Samples.named("slide"))
    var expected = Picture(rows: 10, columns: 10)
    let ink: [(row: Int, values: [(column: Int, byte: Float)])] = [
      (2, [(5, 48), (6, 252), (7, 237)]), (3, [(4, 163), (5, 252), (6, 252), (7, 189)]),
      (4, [(3, 38), (4, 233), (8, 165)]), (5, [(3, 253), (8, 196)]),
      (6, [(3, 230), (7, 135), (8, 12)]), (7, [(3, 225), (6, 238)]),
      (8, [(3, 252), (4, 252), (5, 145)]),
    ]
    for (row, values) in ink {
      for (column, byte) in values { expected[row, column] = byte / 256 }
    }
    #expect(slide == expected)
  }

  @Test func `each sample is there and shows its digit`() throws {
    #expect(Samples.names == ["slide", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
    // The places in the set that samples/README.md names.
    let places = [1] + [6901, 9318, 5508, 19, 6548, 1373, 6586, 3588, 2443].map { 60_000 + $0 }
    for (digit, place) in places.enumerated() {
      let sample = try #require(Samples.named("\(digit)"))
      #expect(sample == digits.picture(at: place))
      #expect(digits.label(at: place) == digit)
      #expect(Samples.label(of: "\(digit)") == digit)
    }
    #expect(Samples.label(of: "slide") == 0)
  }

  @Test func `what is no sample is nil`() {
    for name in ["", "10", "-1", "+3", "03", "Slide", "slide ", "٣", "99999999999999999999"] {
      #expect(Samples.named(name) == nil)
      #expect(Samples.label(of: name) == nil)
    }
  }
}
