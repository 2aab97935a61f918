import Commands
import Datasets
import Engine

extension DataPhrase {
  var russian: String {
    switch self {
    case .split(let split):
      switch split {
      case .train: "обучение"
      case .validation: "валидация"
      case .test: "тест"
      }
    case .order(let wrongFirst): wrongFirst ? "сначала неверные" : "по порядку"
    case .orderByLoss: "сначала большие L"
    case .filter(.all, _): "все"
    case .filter(.digit(let digit), _): "цифра \(digit)"
    case .filter(.target(let target), let task):
      "y = \(target): \(task.className(target, in: .russian))"
    case .filter(.confused(let target, let prediction), let task):
      "\(task.className(target, in: .russian)) → \(task.className(prediction, in: .russian))"
    case .shown(let from, let to, let count):
      "\(NumberFormat.grouped(from))–\(NumberFormat.grouped(to)) из \(NumberFormat.grouped(count))"
    case .none: "Таких картинок нет; Esc покажет все."
    case .lossesNeeded: "e измерит эту часть."
    case .digit: "класс"
    case .images: "всего"
    case .wrong: "неверно"
    case .classIs(let name, let target): "y=\(target): \(name)"
    case .all: "все"
    case .chosen(let index, let digit): "картинка \(index): \(digit)"
    case .outside: "вне этой задачи"
    case .truth(let target, let name):
      name == String(target) ? "y = \(target)" : "y = \(target) (\(name))"
    case .prediction(let name, let isWrong): (isWrong ? "✗ ответ " : "✓ ответ ") + name
    case .countedAs(let name): "считается как \(name)"
    case .undecided(let count): "не решено \(NumberFormat.grouped(count))"
    case .loss(let value): "L = \(value)"
    case .take: "пробел: в рисунок"
    case .weights(let update, let isFresh, let isChanged, let unitsOff):
      "веса обновления \(NumberFormat.grouped(update))"
        + (unitsOff > 0
          ? ", нейронов выключено: \(unitsOff)"
          : isChanged ? ", потом изменены" : isFresh ? "" : ", старые")
    case .weightsBriefly(let update, let isFresh, let isChanged, let unitsOff):
      "обновление \(NumberFormat.grouped(update))"
        + (unitsOff > 0
          ? ", без \(unitsOff)" : isChanged ? ", изменены" : isFresh ? "" : ", старые")
    case .matrixCorner: "на деле ↓"
    case .changedWeights: "изменённые веса"
    case .matrixMissing(let split):
      "e оценит часть \(DataPhrase.split(split).russian): таблица ошибок"
    case .matrix(let split): "таблица ошибок, \(DataPhrase.split(split).russian)"
    case .matrixHint: "m: таблица ошибок"
    case .right: "верно"
    case .cell(let truth, let prediction, let count, let total, let share):
      "\(truth) → \(prediction): \(NumberFormat.grouped(count)) из \(NumberFormat.grouped(total)) (\(share))"
    case .classes: "классы"
    case .image: "выбранная картинка"
    case .logarithmicCounts: "лог. шкала"
    case .most(let count): "больше всего \(NumberFormat.grouped(count))"
    case .certainty: "P верного класса: сколько картинок"
    case .mostOften: "чаще всего путаются"
    case .matrixAxes: "строка — класс, → ответ"
    case .redRule: "красное: от 1 % строки"
    case .accuracy(let share, let count): "верно \(share) из \(NumberFormat.grouped(count))"
    case .key(let key):
      switch key {
      case .take: "в рисунок"
      case .wrong: "сначала неверные"
      case .filter: "класс"
      case .split: "часть"
      case .evaluate: "оценить"
      case .matrix: "таблица"
      case .move: "двигаться"
      case .page: "страница"
      case .back: "класс назад"
      case .all: "все классы"
      case .openCell: "её картинки"
      case .cell: "клетка"
      case .leave: "к картинкам"
      }
    }
  }
}
