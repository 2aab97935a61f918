import Interface
import Testing

private func sheet(_ count: Int, chosen: Int? = nil) -> ContactSheet {
  let raster = Raster(rows: 2, columns: 4, values: Array(repeating: 1.0, count: 8))
  return ContactSheet(
    (0..<count).map {
      ContactSheet.Item(PixelGrid(raster, scale: .pixels), caption: [Span("\($0) +0.5000")])
    },
    chosen: chosen)
}

@Test func `captions never touch and the chosen picture is framed`() {
  #expect(
    drawn(19, 5) { sheet(5, chosen: 1).draw(on: &$0, in: $0.bounds, ascii) } == """
       @@@@ |@@@@| @@@@
       0 +0 |1 +0| 2 +0

       @@@@  @@@@
       3 +0  4 +0
      """)
}

@Test func `each item is on one page, once, and the mouse finds it`() {
  for (width, height) in [(0, 0), (5, 2), (7, 2), (19, 5), (80, 24)] {
    let area = Rect(x: 2, y: 1, width: width, height: height)
    for chosen in 0..<11 {
      let sheet = sheet(11, chosen: chosen)
      let page = sheet.page(in: area)
      let capacity = sheet.capacity(in: area)
      #expect(page.contains(chosen) == (capacity.columns * capacity.rows > 0))
      #expect(page.count <= capacity.columns * capacity.rows)
      for index in page {
        guard let tile = sheet.tile(of: index, in: area) else {
          Issue.record("no tile for \(index)")
          continue
        }
        #expect(area.intersection(tile) == tile)
        #expect(sheet.item(atX: tile.x, y: tile.maxY - 1, in: area) == index)
      }
    }
  }
  #expect(sheet(0).page(in: Rect(x: 0, y: 0, width: 80, height: 24)).isEmpty)
}

@Test func `a status line says things briefly before it leaves them out`() {
  let line = StatusLine(
    left: [
      .init([Span("> training")], brief: .init([Span(">")], expendability: 1)),
      .init(
        [Span("epoch 3 of 20")], expendability: 2,
        brief: .init([Span("3/20")], expendability: 3)),
    ])
  func row(_ width: Int) -> String {
    drawn(width, 1) { line.draw(on: &$0, in: $0.bounds, ascii) }
  }
  #expect(row(30) == " > training   epoch 3 of 20")
  #expect(row(27) == " > training   3/20")
  #expect(row(18) == " > training")
  #expect(row(11) == " >")
}

@Test func `a status line gives up the least important first`() {
  let line = StatusLine(
    left: [
      .init([Span("> training", .right)]), .init([Span("epoch 3 of 20")], expendability: 1),
      .init([Span("0:01 left")], expendability: 3),
    ],
    right: [
      .init([Span("acc 99.2 %")], expendability: 1),
      .init([Span("1.94 M images/s")], expendability: 2),
    ])
  func row(_ width: Int) -> String {
    drawn(width, 1) { line.draw(on: &$0, in: $0.bounds, ascii) }
  }
  #expect(row(74) == " > training   epoch 3 of 20   0:01 left      acc 99.2 %   1.94 M images/s")
  #expect(row(60) == " > training   epoch 3 of 20    acc 99.2 %   1.94 M images/s")
  #expect(row(45) == " > training   epoch 3 of 20       acc 99.2 %")
  #expect(row(30) == " > training   epoch 3 of 20")
  #expect(row(14) == " > training")
  #expect(row(6) == " > tra")
  #expect(row(0) == "")
}
