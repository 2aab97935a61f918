import Testing

@Test func `Datasets placeholder`() { #expect(Bool(true)) }
