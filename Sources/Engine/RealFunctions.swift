// The only place that names the C library's mathematics, so that the rest reads as the formulas do.
#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The number type of the engine.
public typealias Scalar = Float

func exponential(_ x: Scalar) -> Scalar { exp(x) }
func exponential(_ x: Double) -> Double { exp(x) }

/// e^x − 1 without the cancellation near 0.
func exponentialMinusOne(_ x: Scalar) -> Scalar { expm1(x) }
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

func naturalLogarithm(_ x: Scalar) -> Scalar { log(x) }
func naturalLogarithm(_ x: Double) -> Double { log(x) }

/// ln(1 + x) without the cancellation near 0.
func logarithmOfOnePlus(_ x: Scalar) -> Scalar { log1p(x) }
func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }

func hyperbolicTangent(_ x: Scalar) -> Scalar { tanh(x) }
func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

/// 1 − erf x without the cancellation for large x.
func complementaryErrorFunction(_ x: Scalar) -> Scalar { erfc(x) }
func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }

func cosine(_ x: Double) -> Double { cos(x) }
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
