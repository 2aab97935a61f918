import Commands

extension UnitsPhrase {
  var russian: String {
    switch self {
    case .noUnits:
      "В этой сети нет скрытых нейронов. ':network 100-128-1' построит сеть со 128."
    case .noRoom: "Картинкам нужно окно побольше."
    case .rows(let name, let count): "\(name): строк \(count)"
    case .subject(.weights, let weights): weights
    case .subject(.gradients, let weights): "dL/d\(weights)"
    case .subject(.change, let weights): "\(weights) − начало"
    case .order(.outgoing, let next): "по |\(next)|"
    case .order(.activation, _): "по активации"
    case .order(.gradient, _): "по |градиенту|"
    case .order(.index, _): "по номеру"
    case .sharedScale: "общая шкала"
    case .ownScale: "своя шкала"
    case .sharedUpTo(let limit): "общая шкала ±\(limit)"
    case .ownScales: "у каждой картинки своя шкала"
    case .allZero: "всё 0"
    case .turn(let on): on ? "включить" : "выключить"
    case .outgoing(let weights): "исходящие \(weights), сначала большие"
    case .winningPieces: "кусок-победитель"
    case .winningPiece(let piece): "кусок \(piece)"
    case .turnBriefly(let on): on ? "вкл" : "выкл"
    case .captionLegend(let bar, let marks, let value):
      (["нейрон" + (bar.map { " \($0) активность" } ?? "")] + marks + [value]).joined(
        separator: ", ")
    case .captionMark(let isSaturated): isSaturated ? "● насыщен" : "○ молчит"
    case .inputs(let count, let columns): "входы 0…\(count - 1), по \(columns) в строке"
    case .range(let first, let last, let count): "\(first)–\(last) из \(count)"
    case .page(let page, let count): "\(page) из \(count)"
    case .pageBriefly(let page, let count): "\(page)/\(count)"
    case .layerBriefly(let layer): "слой \(layer)"
    case .layer(let layer, let count): "слой \(layer) из \(count)"
    case .unit(let unit): "нейрон \(unit)"
    case .state(_, isOff: true): "выключен"
    case .state(.active, _): "включён, активен"
    case .state(.saturated, _): "включён, насыщен"
    case .state(.silent, _): "включён, молчит"
    case .state(.disconnected, _): "включён, впустую"
    case .meaning(_, isOff: true):
      "Исходящие веса равны 0, пока x их не вернёт; обучение может выучить их заново."
    case .meaning(.active, _): "Он отвечает на рисунок, и его веса могут на нём учиться."
    case .meaning(.saturated, _): "Он у самого края: ошибка почти не проходит назад."
    case .meaning(.silent, _): "Сумма не больше 0: здесь он ничего не добавляет и не учится."
    case .meaning(.disconnected, _): "Исходящие веса равны 0: от него ничего не зависит."
    case .adds(let name): "вклад в \(name)"
    case .addsBriefly(let name): "в \(name)"
    case .slope: "наклон"
    case .largestTerms(let name): "слагаемые \(name)"
    case .termsBriefly(let name): "из \(name)"
    case .term(let input): "i = \(input)"
    case .scaleBriefly(let isOwn): isOwn ? "своя" : "общая"
    case .more(let count): "+ ещё \(count)"
    case .without(let name): "\(name) без него"
    case .withoutBriefly(let name): "выкл.: \(name)"
    case .ifOff: "выкл."
    case .accuracy: "точность"
    case .off: "выкл"
    case .offCount(let count): "выкл. \(count)"
    case .orderKept: "порядок прежний"
    case .piece(let piece, let count): "побеждает кусок \(piece) из \(UnitsPhrase.places(count))"
    case .averaged(let size): "среднее по \(size)×\(size)"
    case .key(let key):
      switch key {
      case .choose: "выбор"
      case .page: "страница"
      case .closer: "ближе"
      case .farther: "шире"
      case .subject: "веса, градиенты, изменение"
      case .sort: "порядок"
      case .sortBack: "порядок, предыдущий"
      case .scale: "цвета: шкала общая или своя"
      case .turn: "выкл/вкл"
      case .layer: "слой"
      case .firstLast: "первый, последний"
      case .weight: "вес"
      }
    }
  }
}
