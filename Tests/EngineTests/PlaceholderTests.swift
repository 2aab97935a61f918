import Testing

@Test func `Engine placeholder`() { #expect(Bool(true)) }
