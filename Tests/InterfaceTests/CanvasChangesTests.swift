import Interface
import Testing

@Test func `a row's changed columns are runs, joined where little lies between`() {
  let old = Canvas(width: 40, height: 3)
  var new = old
  new.put("a", x: 2, y: 1, .plain)
  new.put("b", x: 5, y: 1, .plain)
  new.put("cd", x: 30, y: 1, .plain)
  new.put(" ", x: 39, y: 2, Ink(on: .palette(4)))
  #expect(new.changedColumns(ofRow: 0, from: old) == [])
  #expect(new.changedColumns(ofRow: 1, from: old) == [2..<6, 30..<32])
  #expect(new.changedColumns(ofRow: 2, from: old) == [39..<40])
  #expect(old.changedColumns(ofRow: 1, from: new) == [2..<6, 30..<32])
}

@Test func `without an old canvas of the same size every column has changed`() {
  let new = Canvas(width: 4, height: 2)
  #expect(new.changedColumns(ofRow: 1, from: nil) == [0..<4])
  #expect(new.changedColumns(ofRow: 0, from: Canvas(width: 4, height: 3)) == [0..<4])
  #expect(new.changedColumns(ofRow: 0, from: Canvas(width: 5, height: 2)) == [0..<4])
}

@Test func `rows that are not there have no changed columns`() {
  #expect(Canvas(width: 0, height: 0).changedColumns(ofRow: 0, from: nil) == [])
  #expect(Canvas(width: 3, height: 1).changedColumns(ofRow: 1, from: nil) == [])
  #expect(Canvas(width: 3, height: 1).changedColumns(ofRow: -1, from: nil) == [])
}
