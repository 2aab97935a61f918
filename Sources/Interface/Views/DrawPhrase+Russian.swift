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
    case .labelSays(let meaning, let agrees, let isShort):
      (agrees ? "✓" : "✗") + (isShort ? " метка: " : " по метке это ") + meaning
    case .loss: "потери"
    case .changedWeights: "веса изменены"
    case .untrained: "не обучена"
    case .fitHelps(let p): "f впишет: P = \(p)"
    case .guess: "ответ"
    case .notFinite: "L не конечна"
    case .outsideTask(let digit): "цифры \(digit) в задаче нет"
    case .nothingDrawn: "рисунка ещё нет"
    case .nothingDrawnBriefly: "пусто"
    case .truth: "метка"
    case .untrainedHint: "Веса случайные: t обучит."
    case .live(let update): "сейчас: обновление \(update)"
    case .weights(let update, let isChanged):
      "обновление \(update)" + (isChanged ? ", потом изменены" : "")
    case .gradientTitle: "как пиксели меняют L"
    case .raises(let isShort): isShort ? "потери больше" : "ярче здесь — потери больше"
    case .lowers(let isShort): isShort ? "потери меньше" : "ярче здесь — потери меньше"
    case .noGradient: "0 в каждом пикселе"
    case .fitTitle: "вписано"
    case .fitChanges: "f впишет"
    case .fitNothing: "уже во весь рост"
    case .fitMeaning: "Когда что-то нарисовано: рисунок, растянутый на всю сетку, как цифры набора."
    case .digits: "цифры набора"
    case .digitsShort: "цифры"
    case .pick: "возьмите цифру:"
    case .orClick: ", мышь"
    case .back: "назад"
    case .next: "ещё"
    case .random: "случайная"
    case .classWord: "класс"
    case .anyClass: "все"
    case .classIs(let digit): "только \(digit)"
    case .mouse: "мышь"
    case .space: "пробел"
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
      case .clear: "чисто"
      case .invert: "негатив"
      case .fit: "вписать"
      case .centre: "центр"
      case .erase: "ластик"
      case .soft(let isSoft): isSoft ? "мягче" : "жёстче"
      case .sample: "пример"
      case .numbers: "числа"
      }
    case .meaning(let action):
      switch action {
      case .clear: "стереть всё"
      case .invert: "негатив"
      case .fit: "вписать рисунок в сетку"
      case .centre: "сдвинуть в центр"
      case .erase: "ластик: меняет кнопки местами"
      case .soft(let isSoft): isSoft ? "мягкая кисть" : "жёсткая кисть"
      case .sample: "пример: слайд, 0 … 9"
      case .numbers: "числа на пикселях"
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
