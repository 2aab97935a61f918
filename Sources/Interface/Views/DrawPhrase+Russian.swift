import Engine

extension DrawPhrase {
  var russian: String {
    switch self {
    case .brush(let level, let isSoft): "\(level) \(isSoft ? "мягкая" : "жёсткая")"
    case .eraser: "ластик"
    case .pen: "перо опущено"
    case .part(let rows, let columns):
      "строки \(rows.lowerBound)–\(rows.upperBound - 1), столбцы \(columns.lowerBound)–\(columns.upperBound - 1)"
    case .numbersTitle: "x числами"
    case .numbersNote: "0 чёрный … 1 белый"
    case .agrees(let agrees): agrees ? "✓ как и y" : "✗ а y — нет"
    case .loss: "потери"
    case .untrained: "не обучена"
    case .untrainedHint: "Веса пока случайные: t — обучить."
    case .live(let update): "сейчас: шаг \(update)"
    case .weights(let update): "шаг \(update)"
    case .gradientTitle: "что изменит её мнение"
    case .raises: "ярче здесь — потери больше"
    case .lowers: "ярче здесь — потери меньше"
    case .noGradient: "0 в каждом пикселе"
    case .fitTitle: "вписано"
    case .fitChanges: "f впишет"
    case .fitNothing: "Рисунок уже заполняет сетку, как цифры набора."
    case .digits: "цифры набора"
    case .digitsShort: "цифры"
    case .random: "случайная"
    case .anyClass: "все"
    case .classIs(let digit): "только \(digit)"
    case .noDigit: "нет"
    case .begin: "С чего начать"
    case .stage(.draw): "нарисовано"
    case .stage(.walk): "пройдено"
    case .stage(.train): "обучено"
    case .doNow(.draw): "Нарисуйте мышью 0 или возьмите цифру: d."
    case .doNow(.walk): "Клавиша 2, затем пробел: шаг за шагом и назад."
    case .doNow(.train): "Клавиша t: обучение. На 3 потери падают."
    case .trainedBlank: "Рисуйте мышью или возьмите цифру: d."
    case .button(let action):
      switch action {
      case .clear: "стереть"
      case .invert: "негатив"
      case .fit: "вписать"
      case .centre: "центр"
      case .erase: "ластик"
      case .soft(let isSoft): isSoft ? "мягче" : "жёстче"
      case .sample: "пример"
      case .numbers: "числа"
      }
    case .key(let key):
      switch key {
      case .label: "верный y"
      case .mouse: "левая рисует, правая стирает, колесо: кисть"
      case .move: "двигать"
      case .paint: "закрасить"
      case .rub: "стереть пиксель"
      case .pen: "опустить перо: движение рисует"
      case .brush: "кисть темнее, ярче"
      case .digit: "цифра"
      case .digitBack: "предыдущая цифра"
      case .random: "случайная цифра"
      case .digitClass: "цифры: какого класса"
      case .sampleBack: "предыдущий пример"
      case .shift: "сдвинуть рисунок"
      }
    }
  }
}
