import Commands

extension UnitsPhrase {
  var english: String {
    switch self {
    case .noUnits:
      "This network has no hidden units. ':network 100-128-1' builds one with 128 of them."
    case .noRoom: "A larger window shows the pictures."
    case .rows(let name, let count): "\(name): \(count) \(count == 1 ? "row" : "rows")"
    case .subject(.weights, let weights): weights
    case .subject(.gradients, let weights): "dL/d\(weights)"
    case .subject(.change, let weights): "\(weights) − start"
    case .order(.outgoing, let next): "by |\(next)|"
    case .order(.activation, _): "by activation"
    case .order(.gradient, _): "by |gradient|"
    case .order(.index, _): "by number"
    case .sharedScale: "shared scale"
    case .ownScale: "own scale"
    case .sharedUpTo(let limit): "shared scale ±\(limit)"
    case .ownScales: "each picture on its own scale"
    case .allZero: "all 0"
    case .turn(let on): on ? "switch on" : "switch off"
    case .outgoing(let weights): "outgoing \(weights), largest first"
    case .winningPieces: "the piece that wins"
    case .winningPiece(let piece): "piece \(piece)"
    case .turnBriefly(let on): on ? "on" : "off"
    case .captionLegend(let bar, let marks, let value):
      (["unit" + (bar.map { " \($0) activity" } ?? "")] + marks + [value]).joined(separator: ", ")
    case .captionMark(let isSaturated): isSaturated ? "● saturated" : "○ silent"
    case .inputs(let count, let columns): "inputs 0…\(count - 1), \(columns) a row"
    case .range(let first, let last, let count): "\(first)–\(last) of \(count)"
    case .page(let page, let count): "\(page) of \(count)"
    case .pageBriefly(let page, let count): "\(page)/\(count)"
    case .layerBriefly(let layer): "layer \(layer)"
    case .layer(let layer, let count): "layer \(layer) of \(count)"
    case .unit(let unit): "unit \(unit)"
    case .state(_, isOff: true): "switched off"
    case .state(.active, _): "on, active"
    case .state(.saturated, _): "on, saturated"
    case .state(.silent, _): "on, silent"
    case .state(.disconnected, _): "on, leads nowhere"
    case .meaning(_, isOff: true):
      "Outgoing weights are 0 (x puts them back); training learns anew from 0."
    case .meaning(.active, _): "It answers to the drawing, and its weights can learn from it."
    case .meaning(.saturated, _): "It is at its edge: hardly any of the error passes back."
    case .meaning(.silent, _): "Its sum is not above 0: it adds nothing and learns nothing here."
    case .meaning(.disconnected, _): "Its outgoing weights are 0: nothing depends on it."
    case .adds(let name): "adds to \(name)"
    case .addsBriefly(let name): "to \(name)"
    case .slope: "slope"
    case .largestTerms(let name): "largest terms of \(name)"
    case .termsBriefly(let name): "terms of \(name)"
    case .term(let input): "i = \(input)"
    case .scaleBriefly(let isOwn): isOwn ? "own" : "shared"
    case .more(let count): "+ \(count) more"
    case .without(let name): "\(name) without it"
    case .withoutBriefly(let name): "\(name) if off"
    case .ifOff: "if off"
    case .accuracy: "accuracy"
    case .off: "off"
    case .offCount(let count): "\(count) off"
    case .orderKept: "order kept"
    case .piece(let piece, let count): "piece \(piece) of \(UnitsPhrase.places(count)) wins"
    case .averaged(let size): "\(size)×\(size) averaged"
    case .key(let key):
      switch key {
      case .choose: "choose"
      case .page: "page"
      case .closer: "closer"
      case .farther: "farther"
      case .subject: "weights, gradients, change"
      case .sort: "sort"
      case .sortBack: "sort, backwards through the ways"
      case .scale: "colours: shared scale or own"
      case .turn: "off/on"
      case .layer: "layer"
      case .firstLast: "first, last"
      case .weight: "a weight"
      }
    }
  }
}
