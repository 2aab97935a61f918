internal import CProcessor
package import Kernels
internal import KernelsBaseline

#if arch(x86_64)
  internal import KernelsAVX2
  internal import KernelsAVX512
#endif
#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The instruction sets that the kernels are built for.
///
/// Raw values are the words of the environment variable `CHAINRULE_KERNELS`, which forces one for tests and measurements.
public enum InstructionSet: String, CaseIterable, Sendable {
  case baseline, avx2, avx512

  /// Whether this machine and this build can run it.
  public var isAvailable: Bool {
    #if arch(x86_64)
      switch self {
      case .baseline: true
      case .avx2: processor_vector_level() >= 1
      case .avx512: processor_vector_level() >= 2
      }
    #else
      self == .baseline
    #endif
  }

  /// The widest available one, or the one that the environment names if it is available; chosen once.
  public static let current: InstructionSet = {
    if let word = getenv("CHAINRULE_KERNELS"),
      let forced = InstructionSet(rawValue: String(cString: word)), forced.isAvailable
    {
      return forced
    }
    return allCases.last(where: \.isAvailable) ?? .baseline
  }()

  package var kernels: any KernelSet {
    #if arch(x86_64)
      switch self {
      case .baseline: KernelsBaseline.VectorKernels(name: rawValue)
      case .avx2: KernelsAVX2.VectorKernels(name: rawValue)
      case .avx512: KernelsAVX512.VectorKernels(name: rawValue)
      }
    #else
      KernelsBaseline.VectorKernels(name: rawValue)
    #endif
  }
}
