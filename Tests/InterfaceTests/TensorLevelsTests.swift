import Engine
import Testing

@testable import Interface

@Test func `a tensor of one value or two is told by them`() {
  #expect(TensorLevels(of: [0, 2, 0, 2])?.texts == ["0", "2"])
  #expect(TensorLevels(of: [1, 0.1, 0.1])?.texts == ["0.100", "1"])
  #expect(TensorLevels(of: [0.5, 0.5, 0.5])?.isOne == true)
  #expect(TensorLevels(of: [0])?.isOne == true)
  for others in [[], [1, 2], [0, 1, 2], [1, .nan, 1], [.infinity, .infinity, 0]] as [[Scalar]] {
    #expect(TensorLevels(of: others) == nil, "\(others)")
  }
}

@Test func `a mask has its two values below it, and no colours between them`() throws {
  var desk = try WalkDesk("network dropout=0.5; mode train; image sample slide; goto 4")
  #expect(desk.screen().text.contains("▆▆ 0  ▆▆ 2"))
  desk.state.theme = ascii
  #expect(desk.screen().text.contains(#/\n *0 +(@@)? 2 *\n/#))
  var slope = try WalkDesk("network hidden=relu; image sample slide; forward; backward; goto 15")
  #expect(slope.screen().text.contains("▆▆ 0  ▆▆ 1"))
  var scale = try WalkDesk("network batchnorm=on; image sample slide; goto 4")
  #expect(scale.screen().text.contains("γ₁ all 1"))
}
