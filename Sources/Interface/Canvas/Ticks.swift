import Commands

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One labelled place of an axis: `units · 10^exponent`.
public struct Tick: Hashable, Sendable {
  private let units: Double
  private let exponent: Int
  public let value: Double

  init(_ units: Double, exponent: Int) {
    self.units = units
    self.exponent = exponent
    value = DecimalText.scaled(units, by: exponent)
  }

  /// The value with just the digits that the step has.
  ///
  /// Made when it is asked for: of the ticks that a layout tries most are never written.
  public var label: String {
    if units == 0 { return "0" }
    if exponent >= 0, abs(value) < 1e6 { return NumberText.grouped(Int(value)) }
    if exponent < 0, exponent >= -4 {
      let text = NumberText.fixed(value, digits: -exponent)
      if !text.contains("e") { return text }
    }
    if exponent >= 0, abs(value) < 1e9 { return NumberText.abbreviated(value) }
    let sign = units < 0 ? "−" : ""
    return sign + String(Int(abs(units))) + NumberFormat.power(exponent)
  }
}

/// Places of an axis at steps of 1, 2 or 5 times a power of ten.
public enum Ticks {
  /// At most `count` ticks within the range; none for an empty range, one that is not finite, or a
  /// count below 1.
  public static func linear(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    guard count > 0, span.isFinite, span > 0 else { return [] }
    var exponent = DecimalText.exponent(of: span / Double(count))
    var mantissas = [1.0, 2, 5]
    while true {
      for mantissa in mantissas {
        let step = DecimalText.scaled(mantissa, by: exponent)
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        // Beyond 2⁵³ steps neighbours are one number: there is nothing to tell apart.
        guard abs(first) < 9e15, abs(last) < 9e15 else { return [] }
        guard last - first + 1 <= Double(count) else { continue }
        guard first <= last else { return [] }
        return (Int(first)...Int(last)).map { Tick(Double($0) * mantissa, exponent: exponent) }
      }
      exponent += 1
      mantissas = [1, 2, 5]
    }
  }

  /// Ticks of a logarithmic axis: 1, 2 and 5 of each decade, 1 alone where that is too many, then
  /// every n-th decade.
  ///
  /// Rather a few more than `count` than fewer than two; where no decades fall into the range, the ticks are those of a linear axis.
  public static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    guard count > 0, range.lowerBound > 0, range.upperBound.isFinite,
      range.upperBound > range.lowerBound
    else { return [] }
    let low = DecimalText.exponent(of: range.lowerBound)
    let high = DecimalText.exponent(of: range.upperBound)
    func ticks(_ mantissas: [Double], every step: Int) -> [Tick] {
      var ticks: [Tick] = []
      for exponent in low...(high + 1) where exponent % step == 0 {
        for mantissa in mantissas {
          let tick = Tick(mantissa, exponent: exponent)
          if (range.lowerBound * (1 - 1e-9)...range.upperBound * (1 + 1e-9)) ~= tick.value {
            ticks.append(tick)
          }
        }
      }
      return ticks
    }
    var fewest: [Tick]?
    var candidate = ticks([1, 2, 5], every: 1)
    for step in [1, 2, 5, 10, 50, 100] where candidate.count >= 2 {
      if candidate.count <= count { return candidate }
      fewest = candidate
      candidate = ticks([1], every: step)
    }
    if candidate.count >= 2 { return candidate }
    return fewest ?? linear(range, count: count)
  }
}

/// Where values lie between the ends of an axis.
struct Axis {
  let low: Double
  let high: Double
  let isLogarithmic: Bool
  /// The least value that there is to show below a logarithmic axis, where it has room for it.
  let reach: Double
  /// The ends, in decades where it is logarithmic.
  private let ends: (low: Double, high: Double)

  init(low: Double, high: Double, isLogarithmic: Bool, reach: Double? = nil) {
    self.low = low
    self.high = high
    self.isLogarithmic = isLogarithmic
    self.reach = min(reach ?? low, low)
    ends = isLogarithmic ? (log10(low), log10(high)) : (low, high)
  }

  /// The axis a little longer at its ends, so that ticks at equal distances stand in the middle of rows of four dots each.
  ///
  /// A tick's row is then that in which a curve has its value, and ticks are equally far apart. Others keep the axis.
  /// What the rows leave over goes above, and on a logarithmic axis, which has no end below, to the values there.
  ///
  /// With a floor the low end stands beside its tick in the lowest row, and ticks are as far up in theirs.
  func aligned(_ ticks: [Double], dots: Int, hasFloor: Bool = false) -> Axis {
    let places = ticks.map(place)
    let (low, high) = ends
    guard places.count > 1, dots > 4, high > low, (high - low).isFinite else { return self }
    let distance = places[1] - places[0]
    let isEven = zip(places, places.dropFirst()).allSatisfy {
      abs($1 - $0 - distance) <= distance * 1e-6
    }
    guard isEven, distance > 0, !hasFloor || abs(places[0] - low) <= distance * 1e-6 else {
      return self
    }
    let last = Double(dots - 1)
    var rows = (last * distance / (high - low) / 4).rounded(.down)
    while rows >= 1 {
      let scale = 4 * rows / distance
      // The middle of a row lies between its second and its third dot.
      let first = (1.5 - (places[0] - low) * scale).remainder(dividingBy: 4)
      var start = hasFloor ? 1 : first < 0 ? first + 4 : first
      let rest = last - start - (high - low) * scale
      if rest >= 0 {
        if isLogarithmic, !hasFloor {
          let wanted = ((low - place(reach)) * scale / 4).rounded(.up)
          start += 4 * min(max(0, wanted), (rest / 4).rounded(.down))
        }
        return Axis(
          low: value(low - start / scale), high: value(low + (last - start) / scale),
          isLogarithmic: isLogarithmic)
      }
      rows -= 1
    }
    return self
  }

  /// From end to end, in decades where it is logarithmic.
  var length: Double { ends.high - ends.low }

  private func place(_ value: Double) -> Double { isLogarithmic ? log10(value) : value }
  private func value(_ place: Double) -> Double { isLogarithmic ? pow(10, place) : place }

  /// 0 at the low end … 1 at the high one; `nil` for NaN, infinities, and what has no logarithm.
  func part(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    guard isLogarithmic else { return (value / 2 - low / 2) / (high / 2 - low / 2) }
    guard value > 0 else { return nil }
    return (log10(value) - ends.low) / length
  }
}
