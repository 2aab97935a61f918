import Testing

@Test func `Commands placeholder`() { #expect(Bool(true)) }
