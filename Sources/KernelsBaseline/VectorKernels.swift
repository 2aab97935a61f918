public import Kernels

/// The kernels in vectors of sixteen, as the target of this module compiles them.
///
/// A class, not a struct: a public struct would leave weak helper symbols with this module's instructions, which a linker may take for every module.
public final class VectorKernels: KernelSet {
  public let name: String

  public init(name: String) { self.name = name }
}
