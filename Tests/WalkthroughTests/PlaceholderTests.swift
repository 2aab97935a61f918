import Testing

@Test func `Walkthrough placeholder`() { #expect(Bool(true)) }
