import Testing

@Test func `Terminal placeholder`() { #expect(Bool(true)) }
