import Walkthrough

extension WalkPhrase {
  var russian: String {
    switch self {
    case .phase(.forward): "ВПЕРЁД"
    case .phase(.loss): "ПОТЕРЯ"
    case .phase(.backward): "НАЗАД"
    case .phase(.update): "ОБНОВЛЕНИЕ"
    case .step(let step, let count): "шаг \(step) из \(count)"
    case .weightsOf(let update): "веса обновления \(update)"
    case .frozen(let update, let ago): "\(update), \(ago) назад: s — новые"
    case .frozenBriefly(let ago): "\(ago) назад: s"
    case .oldGradients: "градиенты: старых весов"
    case .startTitle: "Один шаг обучения, операция за операцией"
    case .startText(let steps):
      "Шагов: \(steps). Вперёд до P и потери L, назад по правилу цепочки до градиента каждого веса, затем шаг вниз по склону. Каждое число можно разобрать на слагаемые."
    case .startPress: "Нажмите пробел: первый шаг"
    case .startDrawing: "Это x, рисунок, который пройдёт через сеть."
    case .passDone: "Проход закончен: пробел начнёт следующий, с новыми весами."
    case .updateRefused:
      "Идёт обучение, и веса у него: t ставит паузу, затем s, и обновление возможно."
    case .stale: "Эти веса уже не самые новые: s возьмёт новые, тогда обновление возможно."
    case .noBias: "В этой сети нет смещений."
    case .longWay(let product, let exact):
      "Произведение множителей: \(product); вычисленное прямо из x_output: \(exact)."
    case .saturated(let count, let all): "Насыщены, у краёв кривой: \(count) из \(all)."
    case .off(let count, let all): "Выключены, ровно 0: \(count) из \(all)."
    case .batch(let count): "Пакет из \(count); рисунок — номер 0."
    case .notFinite(let count): "Не конечных: \(count)."
    case .sum(let count, let zero):
      "сумма, слагаемых \(count)" + (zero > 0 ? ", из них 0: \(zero)" : "")
    case .more(let count, let sum): "ещё \(count) = \(sum)"
    case .rows(let first, let last, let count): "строки \(first)…\(last) из \(count)"
    case .before: "до"
    case .after: "после"
    case .oldColumn: "старые"
    case .newColumn: "новые"
    case .stepColumn: "шаг"
    case .arithmetic: "полностью, большие слагаемые сначала"
    case .key(let key):
      switch key {
      case .next: "дальше"
      case .back: "назад"
      case .closer: "ближе"
      case .farther: "шире"
      case .move: "элемент"
      case .page: "нейрон, страница"
      case .check: "проверка"
      case .phase: "до конца фазы"
      case .start: "в начало"
      case .end: "в конец"
      case .sync: "новые веса"
      }
    }
  }
}
