public import Kernels

/// The kernels in vectors of sixteen, as the target of this module compiles them.
///
/// A class, not a struct: a public struct would leave weak helper symbols with this module's instructions, which a linker may take for every module.
public final class VectorKernels: KernelSet {
  public let name: String

  public init(name: String) { self.name = name }

  public func multiplyAddOnly(count: Int) -> Float {
    var sums = InlineArray<8, Vector>(repeating: .zero)
    let factor = Vector(repeating: 0.999)
    for v in 0..<8 { sums[unchecked: v] = Vector(repeating: Float(v)) }
    for _ in 0..<count / 8 {
      for v in 0..<8 {
        sums[unchecked: v] = multiplyAdd(sums[unchecked: v], factor, factor)
      }
    }
    var total = Vector.zero
    for v in 0..<8 { total += sums[unchecked: v] }
    return sum(total)
  }
}
