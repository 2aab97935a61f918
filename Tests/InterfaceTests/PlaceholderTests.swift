import Testing

@Test func `Interface placeholder`() { #expect(Bool(true)) }
