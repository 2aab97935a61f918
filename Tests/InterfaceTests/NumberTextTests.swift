import Interface
import Testing

@Test func `fixed digits round and carry`() {
  #expect(NumberText.fixed(0.73124, digits: 4) == "0.7312")
  #expect(NumberText.fixed(0.99996, digits: 4) == "1.0000")
  #expect(NumberText.fixed(-1.3676, digits: 2) == "−1.37")
  #expect(NumberText.fixed(2.5, digits: 0) == "3")
  #expect(NumberText.fixed(0.05, digits: 3, sign: true) == "+0.050")
  #expect(NumberText.fixed(0.0, digits: 4) == "0.0000")
  #expect(NumberText.fixed(Float(0.1), digits: 6) == "0.100000")
}

@Test func `what was not computed is no number`() {
  let nothing: Double? = nil
  #expect(NumberText.fixed(nothing, digits: 4) == "--")
  #expect(NumberText.scientific(nothing, digits: 2) == "--")
  #expect(NumberText.percent(nil) == "--")
  #expect(NumberText.probability(nil, digits: 2) == "--")
  #expect(NumberText.clock(nil) == "--")
  #expect(NumberText.rate(nil, unit: "images/s") == "-- images/s")
}

@Test func `a number that is not zero never reads as zero`() {
  #expect(NumberText.fixed(0.000_04, digits: 4, sign: true) == "+4.0e−5")
  #expect(NumberText.fixed(-0.00004, digits: 4) == "−4.0e−5")
  #expect(NumberText.fixed(0.00005, digits: 3) == "5e−5")
  #expect(NumberText.fixed(1e-300, digits: 2) == "1e−300")
  #expect(NumberText.fixed(0.3, digits: 0) == "3e−1")
  for exponent in 0...320 {
    var value = 3.7
    for _ in 0..<exponent { value /= 10 }
    guard value > 0 else { continue }
    for digits in [0, 2, 4, 6] {
      let text = NumberText.fixed(value, digits: digits)
      #expect(text.contains { $0 != "0" && $0 != "." }, "\(value) \(text)")
    }
  }
}

@Test func `small numbers keep as many figures as their width holds`() {
  for digits in 4...8 {
    for exponent in 1...9 {
      var value = 4.256_789_012
      for _ in 0..<exponent { value /= 10 }
      let text = NumberText.fixed(value, digits: digits)
      #expect(text.unicodeScalars.count == digits + 2, "\(text)")
      let figures = text.prefix { $0 != "e" }.drop { $0 == "0" || $0 == "." }
      #expect(figures.filter { $0 != "." }.count >= digits - 2, "\(text)")
    }
  }
  #expect(NumberText.fixed(-0.000_43, digits: 4) == "−4.3e−4")
  #expect(NumberText.fixed(0.000_999_6, digits: 4) == "0.0010")
  #expect(NumberText.fixed(4.2e-12, digits: 4) == "4e−12")
}

@Test func `large and unusual numbers stay short`() {
  #expect(NumberText.fixed(123_456_789.0, digits: 4) == "1.23e8")
  #expect(NumberText.fixed(-Double.greatestFiniteMagnitude, digits: 4) == "−1.80e308")
  #expect(NumberText.fixed(Double.infinity, digits: 4, sign: true) == "+∞")
  #expect(NumberText.fixed(-Double.infinity, digits: 4) == "−∞")
  #expect(NumberText.fixed(Double.nan, digits: 4) == NumberText.notComputed)
}

@Test func `scientific form has one digit in front of the point`() {
  #expect(NumberText.scientific(0.0000602, digits: 2) == "6.02×10⁻⁵")
  #expect(NumberText.scientific(-9.996, digits: 2) == "−1.00×10¹")
  #expect(NumberText.scientific(0, digits: 1) == "0.0")
  #expect(NumberText.scientific(5.5, digits: 1) == "5.5")
  #expect(NumberText.scientific(Double.leastNonzeroMagnitude, digits: 0).hasSuffix("×10⁻³²⁴"))
}

@Test func `a probability that is not certain never reads as certain`() {
  #expect(NumberText.probability(0.9999, digits: 4) == "0.9999")
  #expect(NumberText.probability(0.999996, digits: 4) == "1−4e−6")
  #expect(NumberText.probability(1, digits: 4) == "1.0000")
  #expect(NumberText.probability(2e-7, digits: 4) == "2.0e−7")
  #expect(NumberText.probability(0, digits: 2) == "0.00")
}

@Test func `a percentage is neither all nor nothing before it is`() {
  #expect(NumberText.percent(0.992) == "99.2 %")
  #expect(NumberText.percent(0.99999) == "99.9 %")
  #expect(NumberText.percent(1) == "100.0 %")
  #expect(NumberText.percent(0) == "0.0 %")
  #expect(NumberText.percent(0.0001) == "<0.1 %")
  #expect(NumberText.percent(0.46, digits: 0) == "46 %")
}

@Test func `counts are grouped in threes`() {
  #expect(NumberText.grouped(0) == "0")
  #expect(NumberText.grouped(999) == "999")
  #expect(NumberText.grouped(4690) == "4 690")
  #expect(NumberText.grouped(-60_000) == "−60 000")
  #expect(NumberText.grouped(1_234_567) == "1 234 567")
  #expect(NumberText.grouped(Int.min).hasPrefix("−9 223"))
}

@Test func `rates have three figures`() {
  #expect(NumberText.rate(1_940_000, unit: "images/s") == "1.94 M images/s")
  #expect(NumberText.abbreviated(999.6) == "1.00 k")
  #expect(NumberText.abbreviated(850) == "850")
  #expect(NumberText.abbreviated(12_345) == "12.3 k")
  #expect(NumberText.abbreviated(0) == "0")
  #expect(NumberText.abbreviated(999_999_999_999) == "1.00 T")
}

@Test func `times read as a clock or with a unit`() {
  #expect(NumberText.clock(7.9) == "0:07")
  #expect(NumberText.clock(760) == "12:40")
  #expect(NumberText.clock(3723) == "1:02:03")
  #expect(NumberText.clock(-1) == "0:00")
  #expect(NumberText.clock(.infinity) == "∞")
  #expect(NumberText.duration(0.00085) == "850 µs")
  #expect(NumberText.duration(0.0125) == "12.5 ms")
  #expect(NumberText.duration(0.9999) == "1.0 s")
  #expect(NumberText.duration(75) == "1:15")
}

@Test func `a column of tiny numbers shares a factor`() {
  let column = NumberColumn(fitting: [0.000_06, -0.000_012, 0], digits: 2, sign: true)
  #expect(column.factor == "×10⁻⁵")
  #expect(column.text(Float(0.000_06)) == "+6.00")
  #expect(column.text(Float(-0.000_012)) == "−1.20")
  #expect(column.text(Float(0)) == "+0.00")
  #expect(column.text(Float(1e-9)) == "+1e−4")
  #expect(NumberColumn(fitting: [0.5, -2], digits: 4).factor.isEmpty)
  #expect(NumberColumn(fitting: [], digits: 4).factor.isEmpty)
  #expect(NumberColumn(fitting: [.nan, .infinity], digits: 4).factor.isEmpty)
  #expect(NumberColumn(fitting: [1e30], digits: 1).text(Float(1e30)) == "1.0")
}

@Test func `a number in an equation keeps its figures`() {
  let cases: [(Double?, Int, String)] = [
    (0.0115, 4, "0.0115"), (-0.0011478, 4, "−1.148e−3"), (9.123e-6, 4, "9.123e−6"),
    (9.123e-6, 3, "9.1e−6"),
    (0.25, 4, "0.2500"), (0, 4, "0.0000"), (nil, 4, "--"), (12.5, 4, "12.5000"),
    (0.0011478, 6, "0.001148"), (0.00011478, 6, "1.148e−4"), (0.00001148, 6, "1.1480e−5"),
    (0.25, 2, "0.25"), (0.025, 2, "2.5e−2"), (.infinity, 4, "∞"),
  ]
  for (value, digits, text) in cases {
    #expect(NumberText.figures(value, digits: digits) == text)
  }
  #expect(NumberText.figures(0.0012, digits: 4, sign: true) == "+1.200e−3")
}

@Test func `a setting stands as it was given`() {
  let cases: [(Float, String)] = [
    (0.9, "0.9"), (0.999, "0.999"), (1e-8, "1e−8"), (4, "4"), (-0.5, "−0.5"), (1e10, "1e10"),
    (0, "0"), (.infinity, "∞"),
  ]
  for (value, text) in cases { #expect(NumberText.shortest(value) == text) }
}

@Test func `a large loss is short`() {
  let cases: [(Double?, String)] = [
    (0.03051, "0.0305"), (99.5, "99.5000"), (1754.41, "1754.4"), (-250, "−250.0"),
    (3_042_363.5, "3.04e6"), (nil, "--"), (.nan, NumberText.fixed(Double.nan, digits: 4)),
  ]
  for (value, text) in cases { #expect(NumberText.compact(value, digits: 4) == text) }
}
