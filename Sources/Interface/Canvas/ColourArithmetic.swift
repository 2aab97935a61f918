#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A colour in light: red, green and blue of sRGB before the display's gamma, 0…1.
struct LinearColour {
  var red: Double
  var green: Double
  var blue: Double

  init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From the bytes of sRGB (IEC 61966-2-1).
  init(bytes red: UInt8, _ green: UInt8, _ blue: UInt8) {
    func light(_ byte: UInt8) -> Double {
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    self.init(red: light(red), green: light(green), blue: light(blue))
  }

  /// The colour of a palette entry as xterm has it; the first sixteen are the user's own and unknown.
  init?(_ colour: Colour) {
    switch colour.kind {
    case .rgb(let red, let green, let blue): self.init(bytes: red, green, blue)
    case .palette(let index) where index >= 232:
      let grey = 8 + 10 * (index - 232)
      self.init(bytes: grey, grey, grey)
    case .palette(let index) where index >= 16:
      let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
      let cube = Int(index) - 16
      self.init(bytes: levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    case .palette, .standard: return nil
    }
  }

  /// The nearest bytes of sRGB.
  var colour: Colour {
    func byte(_ light: Double) -> UInt8 {
      let value = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
      return UInt8((min(max(value, 0), 1) * 255).rounded())
    }
    return .rgb(byte(red), byte(green), byte(blue))
  }
}

/// A colour by perceived lightness and two opponent axes: equal distances look about equal.
///
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020.
struct PerceivedColour {
  /// 0 black … 1 white.
  var lightness: Double
  /// Green (negative) to red.
  var a: Double
  /// Blue (negative) to yellow.
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  init(_ colour: LinearColour) {
    let (red, green, blue) = (colour.red, colour.green, colour.blue)
    let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    self.init(
      lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
  }

  var linear: LinearColour {
    let l = lightness + 0.3963377774 * a + 0.2158037573 * b
    let m = lightness - 0.1055613458 * a - 0.0638541728 * b
    let s = lightness - 0.0894841775 * a - 1.2914855480 * b
    let (l3, m3, s3) = (l * l * l, m * m * m, s * s * s)
    return LinearColour(
      red: 4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
      green: -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
      blue: -0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3)
  }

  /// The colour a part of the way to another; `part` 0…1.
  func mixed(with other: PerceivedColour, _ part: Double) -> PerceivedColour {
    PerceivedColour(
      lightness: lightness + (other.lightness - lightness) * part,
      a: a + (other.a - a) * part, b: b + (other.b - b) * part)
  }

  func distance(to other: PerceivedColour) -> Double {
    let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }
}
