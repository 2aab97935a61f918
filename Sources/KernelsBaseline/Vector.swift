/// Sixteen floats: one AVX-512 register, two of AVX2, four of SSE or NEON.
typealias Vector = SIMD16<Float>

/// As many floats as one register holds.
#if WIDE
  typealias Register = SIMD16<Float>
#elseif FUSED
  typealias Register = SIMD8<Float>
#else
  typealias Register = SIMD4<Float>
#endif

@inline(__always)
func loadRegister(_ pointer: UnsafePointer<Float>) -> Register {
  UnsafeRawPointer(pointer).loadUnaligned(as: Register.self)
}

@inline(__always)
func writeRegister(_ register: Register, to pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: register, as: Register.self)
}

@inline(__always)
func load(_ pointer: UnsafePointer<Float>) -> Vector {
  UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
}

@inline(__always)
func load(_ pointer: UnsafeMutablePointer<Float>) -> Vector {
  UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
}

@inline(__always)
func write(_ vector: Vector, to pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: Vector.self)
}

/// c + a·b: fused where the target has the instruction, since elsewhere the fused form is a call for each lane.
@inline(__always)
func multiplyAdd<Lanes: SIMD<Float>>(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
  #if FUSED || arch(arm64)
    c.addingProduct(a, b)
  #else
    c + a * b
  #endif
}

@inline(__always)
func multiplyAdd<Lanes: SIMD<Float>>(_ a: Lanes, _ b: Float, _ c: Lanes) -> Lanes {
  multiplyAdd(a, Lanes(repeating: b), c)
}

@inline(__always)
func magnitude(_ x: Vector) -> Vector {
  Vector(bits: x.bits & SIMD16<UInt32>(repeating: 0x7fff_ffff))
}

/// The sum of the lanes by halves: the order is fixed, whatever the instruction set.
@inline(__always)
func sum(_ x: Vector) -> Float {
  let eight = x.lowHalf + x.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

extension Vector {
  @inline(__always)
  var bits: SIMD16<UInt32> { unsafeBitCast(self, to: SIMD16<UInt32>.self) }

  @inline(__always)
  init(bits: SIMD16<UInt32>) { self = unsafeBitCast(bits, to: Vector.self) }
}
