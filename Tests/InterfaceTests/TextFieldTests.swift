import Interface
import Testing

private func typed(_ text: String, history: [String] = []) -> TextField {
  var field = TextField(history: history)
  for scalar in text.unicodeScalars { _ = field.handle(.character(scalar)) }
  return field
}

private func after(_ field: TextField, _ keys: Key...) -> TextField {
  var field = field
  for key in keys { _ = field.handle(key) }
  return field
}

private func alt(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar), .alt) }

@Test func `letters go in front of the cursor`() {
  let field = after(typed("rate 1"), .control("a"), .character("x"), Key(.end), .character("0"))
  #expect(field.text == "xrate 10")
  #expect(field.cursor == 8)
}

@Test func `what is typed takes the place of a selected value, and what moves keeps it`() {
  let field = TextField("train ", value: "20", " epochs")
  #expect(field.text == "train 20 epochs" && field.cursor == 8)
  #expect(after(field, .character("5")).text == "train 5 epochs")
  #expect(after(field, .character("5"), .character("0")).text == "train 50 epochs")
  for key in [Key(.backspace), Key(.delete), .control("h")] {
    #expect(after(field, key).text == "train  epochs")
  }
  var pasted = field
  _ = pasted.paste("7")
  #expect(pasted.text == "train 7 epochs")
  for key in [Key(.left), Key(.right), Key(.home), Key(.end), Key(.tab)] {
    let kept = after(field, key)
    #expect(kept.text == field.text && kept.selection == nil)
  }
  var clicked = field
  clicked.click(column: 7, width: 60)
  #expect(after(clicked, .character("1")).text == "train 210 epochs")
  #expect(after(field, Key(.enter)).history == ["train 20 epochs"])
}

@Test func `words and ends are reached as in a shell`() {
  let field = typed("show dL/dW2 now")
  #expect(after(field, alt("b")).cursor == 12)
  #expect(after(field, alt("b"), alt("b")).cursor == 5)
  #expect(after(field, .control("a"), alt("f")).cursor == 4)
  #expect(after(field, .control("a"), .control("f"), .control("f"), .control("b")).cursor == 1)
  #expect(after(field, Key(.left), Key(.home), Key(.left)).cursor == 0)
  #expect(after(field, .control("e"), Key(.right)).cursor == 15)
}

@Test func `words and lines are cut and put back`() {
  let field = typed("train 5 epochs")
  #expect(after(field, .control("w")).text == "train 5 ")
  #expect(after(field, .control("w"), .control("w")).text == "train ")
  #expect(after(field, .control("u")).text == "")
  #expect(after(field, alt("b"), .control("k")).text == "train 5 ")
  #expect(
    after(field, alt("b"), .control("k"), .control("a"), .control("y")).text == "epochstrain 5 ")
  #expect(after(field, .control("a"), Key(.delete)).text == "rain 5 epochs")
  #expect(after(field, .control("a"), alt("d")).text == " 5 epochs")
  #expect(after(field, Key(.backspace)).text == "train 5 epoch")
}

@Test func `keys at the ends do nothing, and deleting in an empty line leaves`() {
  var field = TextField()
  for key in [Key(.delete), .control("w"), .control("k"), .control("u"), .control("y"), Key(.left)]
  {
    #expect(field.handle(key) == .moved)
  }
  #expect(field.handle(Key(.backspace)) == .cancelled)
  #expect(field.handle(Key(.escape)) == .cancelled)
  #expect(field.handle(Key(.function(1))) == .ignored)
  #expect(field.handle(alt("z")) == .ignored)
}

@Test func `enter submits and keeps the line once`() {
  var field = typed("step")
  #expect(field.handle(Key(.enter)) == .submitted("step"))
  #expect(field.isEmpty)
  #expect(field.handle(Key(.enter)) == .submitted(""))
  for scalar in "step".unicodeScalars { _ = field.handle(.character(scalar)) }
  _ = field.handle(Key(.enter))
  #expect(field.history == ["step"])
}

@Test func `history goes through the lines that start as typed`() {
  let history = ["train 1", "rate 2", "train 3"]
  #expect(after(TextField(history: history), Key(.up)).text == "train 3")
  #expect(after(TextField(history: history), Key(.up), Key(.up)).text == "rate 2")
  let field = typed("tr", history: history)
  #expect(after(field, .control("p"), .control("p")).text == "train 1")
  #expect(after(field, .control("p"), .control("p"), .control("p")).text == "train 1")
  #expect(after(field, .control("p"), .control("p"), .control("n")).text == "train 3")
  #expect(after(field, .control("p"), .control("n")).text == "tr")
  #expect(after(field, .control("n")).text == "tr")
}

@Test func `history is bounded`() {
  let field = TextField(history: (0..<900).map(String.init))
  #expect(field.history.count == TextField.historyLimit)
  #expect(field.history.last == "899")
}

@Test func `the window follows the cursor`() {
  let field = typed("abcdefghijklmnopqrst")
  for width in 1...30 {
    for position in 0...20 {
      var moved = after(field, .control("a"))
      for _ in 0..<position { _ = moved.handle(Key(.right)) }
      let window = moved.window(width: width)
      #expect((0..<width).contains(window.cursor))
      #expect(window.first + window.cursor == position)
      #expect(window.text.count <= width)
    }
  }
  #expect(field.window(width: 0).text == "")
  #expect(after(field, .control("a")).window(width: 5).text == "abcde")
  #expect(typed("abc").window(width: 10).text == "abc")
}

@Test func `a paste is one clean line`() {
  var field = TextField()
  _ = field.paste("rate 1\n\u{1B}[31mbatch\t2")
  #expect(field.text == "rate 1; [31mbatch 2")
}

@Test func `a pasted script becomes commands in one line, without its comments`() {
  var field = typed("image clear; ")
  _ = field.paste("# half the rate\nrate 0.5   # slower\n\nlabel 0; forward\n")
  #expect(field.text == "image clear; rate 0.5; label 0; forward")
  // A single line stays as it is, and so does what is no script.
  field = TextField()
  _ = field.paste("show W1 # why")
  #expect(field.text == "show W1 # why")
  field = TextField()
  _ = field.paste("save 'a\nb")
  #expect(field.text == "save 'a b")
}

@Test func `a click puts the cursor there`() {
  var field = typed("abc")
  field.click(column: 1, width: 10)
  #expect(field.cursor == 1)
  field.click(column: 99, width: 10)
  #expect(field.cursor == 3)
}

// MARK: Completion

private let words = [Candidate("train"), Candidate("trace"), Candidate("task")]

@Test func `one candidate is taken with a space`() {
  var field = typed("for")
  #expect(field.complete([Candidate("forward")], replacing: 3) == .changed)
  #expect(field.text == "forward ")
  #expect(field.completion == nil)
  #expect(!field.foundNothing)
  #expect(field.complete([], replacing: 0) == .moved)
  #expect(field.foundNothing)
  _ = field.handle(.character("x"))
  _ = field.handle(Key(.backspace))
  #expect(!field.foundNothing)
}

@Test func `of several the shared part is taken and the list stays`() {
  var field = typed("t")
  #expect(field.handle(Key(.tab)) == .wantsCompletion)
  #expect(field.complete(Array(words.prefix(2)), replacing: 1) == .changed)
  #expect(field.text == "tra")
  #expect(field.completion?.candidates.count == 2)
}

@Test func `tab goes round and escape gives back what was typed`() {
  var field = typed("show t")
  _ = field.complete(words, replacing: 1)
  let texts = (0..<5).map { _ in
    _ = field.handle(Key(.tab))
    return field.text
  }
  #expect(texts == ["show train", "show trace", "show task", "show t", "show train"])
  #expect(after(field, Key(.tab, .shift), Key(.tab, .shift)).text == "show task")
  let back = after(field, Key(.escape))
  #expect(back.text == "show t")
  #expect(back.completion == nil)
}

@Test func `enter takes the chosen word and typing closes the list`() {
  var field = typed("t")
  _ = field.complete(words, replacing: 1)
  _ = field.handle(Key(.tab))
  let taken = after(field, Key(.enter))
  #expect(taken.text == "train ")
  #expect(taken.completion == nil)
  #expect(after(field, .character("!")).text == "train!")
  #expect(after(field, .character("!")).completion == nil)
}

@Test func `a letter takes the place of what the arrows chose, a sign goes on from it`() {
  var field = typed("show d")
  _ = field.complete([Candidate("dL/dP"), Candidate("dL/dW1")], replacing: 1)
  _ = field.handle(Key(.down))
  _ = field.handle(Key(.down))
  #expect(field.text == "show dL/dW1")
  #expect(after(field, .character("[")).text == "show dL/dW1[")
  #expect(after(field, .character(" ")).text == "show dL/dW1 ")
  // What was typed and shared stays, what was chosen goes.
  #expect(after(field, .character("x")).text == "show dL/dx")
  var folder = typed("open s")
  _ = folder.complete([Candidate("samples/"), Candidate("scripts/")], replacing: 1)
  _ = folder.handle(Key(.down))
  #expect(after(folder, .character("d")).text == "open samples/d")
}

@Test func `a search moves in its list and leaves the line to what is typed`() throws {
  var field = typed("t")
  field.search((0..<25).map { Candidate("word\($0)") })
  #expect(field.completion?.chosen == 0)
  _ = field.handle(Key(.up))
  #expect(field.completion?.chosen == 24 && field.text == "t")
  _ = field.handle(Key(.down))
  _ = field.handle(Key(.pageDown))
  #expect(field.completion?.chosen == 10)
  _ = field.handle(Key(.pageUp))
  _ = field.handle(.character("r"))
  #expect(field.text == "tr" && field.completion?.isSearch == true)
  field.search([])
  #expect(field.completion?.chosen == nil)
  _ = field.handle(Key(.down))
  #expect(field.completion?.candidates.isEmpty == true)
}

@Test func `a value takes the place of the word under way, to its end`() {
  var field = typed("theme light; rate 1")
  field.click(column: 8, width: 40)
  field.take("dark", replacing: 2)
  #expect(field.text == "theme dark ; rate 1" && field.textBeforeCursor == "theme dark ")
  var command = typed("theme")
  command.take(" dark", replacing: 0)
  #expect(command.text == "theme dark ")
  var setting = typed("network hi")
  setting.take("hidden=", replacing: 2)
  #expect(setting.text == "network hidden=")
}

@Test func `a list shows ten rows with the chosen one among them`() throws {
  var field = TextField()
  _ = field.complete((0..<25).map { Candidate("word\($0)", meaning: "m") }, replacing: 0)
  for index in 0..<25 {
    _ = field.handle(Key(.tab))
    let list = try #require(field.completion)
    #expect(list.chosen == index)
    #expect(list.window().count == 10)
    #expect(list.window().contains(index))
  }
  var canvas = Canvas(width: 20, height: 30)
  let rows = try #require(field.completion).draw(on: &canvas, in: canvas.bounds, dark)
  #expect(rows.count == 10)
  #expect(rows.last?.row.maxY == 30)
  #expect(text(canvas).contains(" word24  m"))
  for height in 0..<3 {
    var small = Canvas(width: height, height: height)
    #expect(field.completion?.draw(on: &small, in: small.bounds, dark).count == height)
  }
}

@Test func `the prompt shows the line and the cursor`() {
  var canvas = Canvas(width: 8, height: 1)
  typed("rate").draw(on: &canvas, in: canvas.bounds, dark)
  #expect(text(canvas) == ": rate")
  #expect(canvas[6, 0]?.ink == dark.ink(.cursor))
  var tiny = Canvas(width: 1, height: 1)
  typed("rate").draw(on: &tiny, in: tiny.bounds, dark)
  #expect(text(tiny) == ":")
}

@Test func `an open list can be refilled without a change of the line`() {
  var field = typed("t")
  field.offer(words, replacing: 1)
  #expect(field.text == "t")
  #expect(field.completion?.candidates == words)
  field.offer([words[0]], replacing: 1)
  #expect(field.text == "t")
  #expect(field.completion?.candidates == [words[0]])
  field.offer([], replacing: 1)
  #expect(field.completion == nil)
}

@Test func `what inserts nothing leaves a selected value`() {
  var line = TextField("rate ", value: "1")
  _ = line.paste("")
  _ = line.paste("\u{7}")
  #expect(line.text == "rate 1" && line.selection != nil)
  _ = line.handle(.control("y"))
  #expect(line.text == "rate 1")
}
