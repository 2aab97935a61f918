import Interface
import Testing

@Test func `linear ticks are steps of 1, 2 or 5`() {
  #expect(Ticks.linear(0...1, count: 6).map(\.label) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
  #expect(Ticks.linear(0...3000, count: 4).map(\.label) == ["0", "1 000", "2 000", "3 000"])
  #expect(Ticks.linear(-6...6, count: 5).map(\.label) == ["−5", "0", "5"])
  #expect(Ticks.linear(0.02...0.0249, count: 3).map(\.label) == ["0.020", "0.022", "0.024"])
  #expect(
    Ticks.logarithmic(1e-5...1, count: 6).map(\.label).prefix(3) == ["1e−5", "1e−4", "0.001"])
  #expect(Ticks.linear(0...4e-7, count: 3).map(\.label) == ["0", "2e−7", "4e−7"])
}

@Test func `there are never more ticks than asked for, and all lie within`() {
  for low in [-1e9, -7.3, 0, 1e-12, 0.1, 123] {
    for span in [1e-9, 0.07, 1, 3, 49, 1e6, 1e300] {
      for count in 1...12 {
        let range = low...(low + span)
        guard range.upperBound > range.lowerBound else { continue }
        let ticks = Ticks.linear(range, count: count)
        #expect(ticks.count <= count)
        let slack = span * 1e-6
        for tick in ticks {
          #expect(tick.value >= low - slack && tick.value <= low + span + slack)
        }
        #expect(Set(ticks.map(\.value)).count == ticks.count)
      }
    }
  }
}

@Test func `a range of nothing has no ticks`() {
  #expect(Ticks.linear(1...1, count: 5).isEmpty)
  #expect(Ticks.linear(0...Double.infinity, count: 5).isEmpty)
  #expect(Ticks.linear(0...1, count: 0).isEmpty)
  #expect(Ticks.logarithmic(0...1, count: 5).isEmpty)
  #expect(Ticks.logarithmic(-1...1, count: 5).isEmpty)
}

@Test func `logarithmic ticks thin out from 1-2-5 to decades`() {
  #expect(
    Ticks.logarithmic(0.01...1, count: 8).map(\.label)
      == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"])
  #expect(Ticks.logarithmic(0.01...1, count: 4).map(\.label) == ["0.01", "0.1", "1"])
  #expect(Ticks.logarithmic(1e-8...1, count: 5).count == 5)
  #expect(Ticks.logarithmic(0.021...0.024, count: 4).count >= 2)
}
