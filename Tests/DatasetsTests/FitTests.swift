import Datasets
import Testing

struct FitTests {
  private func random(_ rows: Int, _ columns: Int, _ generator: inout TestGenerator) -> Picture {
    Picture(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { _ in Float.random(in: 0...1, using: &generator) })
  }

  @Test func `halving averages two by two pixels`() {
    let picture = Picture(rows: 2, columns: 4, values: [0, 1, 0.5, 0.5, 1, 0, 0.25, 0.75])
    #expect(picture.resampled(toRows: 1, columns: 2).values == [0.5, 0.5])
  }

  @Test func `parts of pixels count as parts`() {
    let picture = Picture(rows: 1, columns: 3, values: [1, 0.5, 0])
    // The first of two pixels covers the first pixel and half of the second.
    let result = picture.resampled(toRows: 1, columns: 2).values
    #expect(abs(result[0] - (1 + 0.25) / 1.5) < 1e-6)
    #expect(abs(result[1] - 0.25 / 1.5) < 1e-6)
  }

  @Test func `the mean stays the same whatever the size`() {
    var generator = TestGenerator(seed: 1)
    for (rows, columns, newRows, newColumns) in [(10, 10, 3, 7), (4, 9, 10, 10), (1, 1, 5, 5)] {
      let picture = random(rows, columns, &generator)
      let result = picture.resampled(toRows: newRows, columns: newColumns)
      let mean = picture.values.reduce(0, +) / Float(picture.values.count)
      let newMean = result.values.reduce(0, +) / Float(result.values.count)
      #expect(abs(mean - newMean) < 1e-5)
    }
  }

  @Test func `a size without pixels gives a black picture`() {
    #expect(Picture(rows: 0, columns: 0).resampled(toRows: 2, columns: 1).values == [0, 0])
    #expect(Picture(rows: 2, columns: 2).resampled(toRows: 0, columns: 3).values == [])
    #expect(Picture(rows: 2, columns: 2).fitted(rows: 0, columns: 0).values == [])
    #expect(Picture(rows: 0, columns: 5).fitted(rows: 1, columns: 1).values == [0])
  }

  @Test func `the ink's longer side becomes the grid's`() {
    var picture = Picture(rows: 20, columns: 20)
    for row in 3..<13 { for column in 5..<9 { picture[row, column] = 1 } }
    let fitted = picture.fitted(rows: 10, columns: 10)
    #expect(fitted.inkBox == InkBox(rows: 0..<10, columns: 3..<7))
    #expect(fitted.values.filter { $0 == 1 }.count == 40)
  }

  @Test func `a wide line fills the columns and stays one pixel high`() {
    var picture = Picture(rows: 10, columns: 10)
    for column in 2..<6 { picture[8, column] = 1 }
    let fitted = picture.fitted(rows: 10, columns: 10)
    #expect(fitted.inkBox?.columns == 0..<10)
    #expect(fitted.inkBox?.rows.count == 3)
    let thin = Picture(rows: 1, columns: 20, values: [Float](repeating: 1, count: 20))
    #expect(thin.fitted(rows: 10, columns: 10).inkBox == InkBox(rows: 4..<5, columns: 0..<10))
  }

  @Test func `a blank picture stays blank and one point fills the grid`() {
    #expect(Picture(rows: 28, columns: 28).fitted(rows: 10, columns: 10).isBlank)
    var point = Picture(rows: 28, columns: 28)
    point[20, 3] = 0.5
    #expect(point.fitted(rows: 2, columns: 2).values == [0.5, 0.5, 0.5, 0.5])
  }

  @Test func `fitting twice is fitting once`() {
    var generator = TestGenerator(seed: 2)
    for rows in 1...9 {
      for columns in 1...9 {
        // Ink everywhere in its box, so no edge fades away.
        let picture = Picture(
          rows: rows, columns: columns,
          values: (0..<rows * columns).map { _ in Float.random(in: 0.1...1, using: &generator) })
        let once = picture.fitted(rows: 6, columns: 8)
        #expect(once.fitted(rows: 6, columns: 8) == once)
      }
    }
  }

  @Test func `where the ink lies in the picture makes no difference`() {
    var picture = Picture(rows: 12, columns: 12)
    picture[5, 5] = 1
    picture[6, 5] = 0.5
    picture[7, 6] = 0.25
    let fitted = picture.fitted(rows: 10, columns: 10)
    picture.shift(dx: 4, dy: -3)
    #expect(picture.fitted(rows: 10, columns: 10) == fitted)
  }
}
