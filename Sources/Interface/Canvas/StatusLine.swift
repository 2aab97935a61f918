/// Pieces of a line by importance: where room is short they are said briefly, then the least important go, whole.
public struct StatusLine: Sendable {
  public struct Piece: Hashable, Sendable {
    public var spans: [Span]
    /// 0 stays as long as it fits itself; the highest number goes first.
    public var expendability: Int
    /// The same in fewer words, and when they take its place: in one order with what goes.
    public var brief: Brief?

    public struct Brief: Hashable, Sendable {
      public let spans: [Span]
      public let expendability: Int

      public init(_ spans: [Span], expendability: Int) {
        self.spans = spans
        self.expendability = expendability
      }
    }

    public init(_ spans: [Span], expendability: Int = 0, brief: Brief? = nil) {
      self.spans = spans
      self.expendability = expendability
      self.brief = brief
    }

    /// How soon something of it is given up.
    fileprivate var priority: Int { max(expendability, brief?.expendability ?? 0) }

    func width(_ theme: Theme) -> Int {
      spans.map { theme.text($0.text).unicodeScalars.count }.reduce(0, +)
    }
  }

  public var left: [Piece]
  /// Pieces that end at the right edge.
  public var right: [Piece]
  public var ground: Role
  public var gap: Int

  public init(left: [Piece], right: [Piece] = [], ground: Role = .statusBar, gap: Int = 3) {
    self.left = left
    self.right = right
    self.ground = ground
    self.gap = max(0, gap)
  }

  /// Fills the first row of `area` with the ground and draws what fits, one column off both edges.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    let row = area.splitTop(1).top
    guard !row.isEmpty else { return }
    canvas.fill(row, theme.ink(ground))
    var shown = Array((left + right).indices)
    var pieces = left + right
    func used() -> Int {
      shown.map { pieces[$0].width(theme) }.reduce(0, +) + gap * max(0, shown.count - 1)
    }
    while used() > row.width - 2 {
      // Of equals the last goes first.
      guard
        let next = shown.indices.max(by: {
          (pieces[shown[$0]].priority, $0) < (pieces[shown[$1]].priority, $1)
        })
      else { break }
      let piece = pieces[shown[next]]
      if let brief = piece.brief, brief.expendability >= piece.expendability {
        pieces[shown[next]] = Piece(brief.spans, expendability: piece.expendability)
      } else if shown.count > 1 {
        shown.remove(at: next)
      } else {
        break
      }
    }
    canvas.clipped(to: row) { canvas in
      var x = row.x + 1
      for index in shown where index < left.count { x = draw(pieces[index], x, on: &canvas) + gap }
      let ending = shown.filter { $0 >= left.count }
      x = row.maxX - 1 - ending.map { pieces[$0].width(theme) + gap }.reduce(0, +) + gap
      for index in ending { x = draw(pieces[index], x, on: &canvas) + gap }
    }

    func draw(_ piece: Piece, _ x: Int, on canvas: inout Canvas) -> Int {
      Paragraph(piece.spans).drawLine(
        on: &canvas, x: x, y: row.y, width: row.maxX - x, ground: ground, theme)
    }
  }
}
