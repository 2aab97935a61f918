import Datasets
import Testing

struct PictureTests {
  private let small = Picture(rows: 2, columns: 3, values: [0.5, 0, 0, 0.25, 1, 0])

  @Test func `a new picture is black and blank`() {
    for (rows, columns) in [(0, 0), (0, 3), (1, 1), (2, 3), (10, 10)] {
      let picture = Picture(rows: rows, columns: columns)
      #expect(picture.values == [Float](repeating: 0, count: rows * columns))
      #expect(picture.isBlank)
      #expect(picture.inkBox == nil)
    }
    #expect(!small.isBlank)
  }

  @Test func `values outside the range are clamped and NaN is black`() {
    let picture = Picture(rows: 1, columns: 4, values: [-1, 2, .nan, .infinity])
    #expect(picture.values == [0, 1, 0, 1])
    var one = Picture(rows: 1, columns: 1)
    one[0, 0] = 7
    #expect(one[0, 0] == 1)
    one[0, 0] = -0.5
    #expect(one[0, 0] == 0)
  }

  @Test func `invert turns v into 1 − v and twice gives the picture back`() {
    var picture = small
    picture.invert()
    #expect(picture.values == [0.5, 1, 1, 0.75, 0, 1])
    picture.invert()
    #expect(picture == small)
  }

  @Test func `shift moves right and down and loses what leaves`() {
    var picture = small
    picture.shift(dx: 1, dy: 0)
    #expect(picture.values == [0, 0.5, 0, 0, 0.25, 1])
    picture = small
    picture.shift(dx: 0, dy: 1)
    #expect(picture.values == [0, 0, 0, 0.5, 0, 0])
    picture = small
    picture.shift(dx: -1, dy: -1)
    #expect(picture.values == [1, 0, 0, 0, 0, 0])
  }

  @Test func `a shift by any number neither traps nor leaves ink`() {
    for distance in [3, -3, 1000, Int.max, Int.min] {
      var picture = small
      picture.shift(dx: distance, dy: 0)
      #expect(picture.isBlank)
      picture = small
      picture.shift(dx: 0, dy: distance)
      #expect(picture.isBlank)
      var empty = Picture(rows: 0, columns: 0)
      empty.shift(dx: distance, dy: distance)
      #expect(empty.values == [])
    }
  }

  @Test func `centre puts the ink's box in the middle and keeps all ink`() {
    var picture = Picture(rows: 5, columns: 6)
    picture[4, 0] = 1
    picture[4, 1] = 0.5
    picture.centre()
    #expect(picture.inkBox == InkBox(rows: 2..<3, columns: 2..<4))
    #expect(picture[2, 2] == 1)
    let once = picture
    picture.centre()
    #expect(picture == once)
    var blank = Picture(rows: 3, columns: 3)
    blank.centre()
    #expect(blank.isBlank)
  }

  @Test func `the ink box spans every pixel above zero`() {
    #expect(small.inkBox == InkBox(rows: 0..<2, columns: 0..<2))
    let tiny = Picture(rows: 1, columns: 1, values: [.leastNonzeroMagnitude])
    #expect(tiny.inkBox == InkBox(rows: 0..<1, columns: 0..<1))
  }
}
