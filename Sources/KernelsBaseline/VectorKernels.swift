public import Kernels

// As many independent sums as hide the latency of a multiply-add and fit the registers beside the factor.
#if WIDE
  private typealias Sums = InlineArray<8, Vector>
#elseif FUSED || arch(arm64)
  private typealias Sums = InlineArray<5, Vector>
#else
  private typealias Sums = InlineArray<3, Vector>
#endif

/// The kernels in vectors of sixteen, as the target of this module compiles them.
///
/// A class, not a struct: a public struct would leave weak helper symbols with this module's instructions, which a linker may take for every module.
public final class VectorKernels: KernelSet {
  public let name: String

  public init(name: String) { self.name = name }

  public func multiplyAddOnly(count: Int) -> Float {
    var sums = Sums(repeating: .zero)
    let factor = Vector(repeating: 0.999)
    for v in 0..<sums.count { sums[unchecked: v] = Vector(repeating: Float(v)) }
    // A loop that cannot trap: a way out of its middle would put the sums into memory at each turn.
    var done = 0
    while done < count {
      for v in 0..<sums.count {
        sums[unchecked: v] = multiplyAdd(sums[unchecked: v], factor, factor)
      }
      done &+= sums.count
    }
    var total = Vector.zero
    for v in 0..<sums.count { total += sums[unchecked: v] }
    return sum(total)
  }
}
