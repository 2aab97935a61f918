import Commands
import Datasets

extension InterfacePhrase {
  var russian: String {
    switch self {
    case .view(.draw): "Рисунок"
    case .view(.walk): "Проход"
    case .view(.train): "Обучение"
    case .view(.functions): "Функции"
    case .view(.data): "Данные"
    case .view(.units): "Нейроны"
    case .viewKeys(let view): "Клавиши вида «\(InterfacePhrase.view(view).russian)»"
    case .keysEverywhere: "Везде"
    case .tooSmall(let width, let height):
      "Нужно окно 60×20 знаков; сейчас \(width)×\(height)."
    case .tooSmallKeys: "q — выход, : — команды"
    case .task: "задача"
    case .taskName(.oneAgainstRest(let digit)): "\(digit) или нет"
    case .taskName(.pair(let first, let second)): "\(first) или \(second)"
    case .taskName(.evenOdd): "чёт или нечет"
    case .taskName(.belowFive): "меньше 5"
    case .taskName(.digits): "цифры"
    case .title(.quit): "Выйти?"
    case .title(.replace): "Заменить файл?"
    case .question(.quit(let unsaved)):
      InterfacePhrase.list(
        unsaved, drawing: "Рисунок не сохранён: ':image save ФАЙЛ' сохранит его.",
        weights: "Веса не сохранены: ':save ФАЙЛ' сохранит их.",
        training: "Обучение ещё не закончено.")
    case .question(.replace(let file)):
      "'\(file)' уже есть, и создан он не в этом сеансе. Его содержимое пропадёт."
    case .yes(.quit): "выйти"
    case .no(.quit): "остаться"
    case .yes(.replace): "заменить"
    case .no(.replace): "оставить"
    case .scrolls: "стрелки листают"
    case .closes: "Esc закрывает"
    case .helpNote: "? значки, Esc закрывает"
    case .marks(let view): "Значки: \(InterfacePhrase.view(view).russian)"
    case .training: "обучение"
    case .paused: "пауза"
    case .validating: "валидация"
    case .idle: "обучение не идёт"
    case .unitsOff(let count): "выключено нейронов: \(count)"
    case .modesDiffer: "P — как в mode eval; mode train — только в проходе"
    case .modesDifferBriefly: "P в mode eval"
    case .weightsChanged: "веса потом изменены"
    case .weightsChangedBriefly: "изменены"
    case .epoch(let epoch, let total): "эпоха \(epoch)" + (total.map { " из \($0)" } ?? "")
    case .loss: "потери"
    case .validation: "вал"
    case .accuracy: "точн"
    case .left(let time): "ещё \(time)"
    case .working(let command, let waiting):
      "работает: \(command)" + (waiting.isEmpty ? "" : "   потом: \(waiting)") + "   Esc прервёт"
    case .nothingMatches(let query): "ничего не найдено: '\(query)'"
    case .afterTraining(let commands): "после обучения: \(commands)"
    case .notRun(let commands): "не выполнено: \(commands)"
    case .noTerminal:
      "экрану нужен терминал на входе и выходе; 'chainrule repl' берёт команды из канала или файла"
    case .noCursor:
      "этот терминал не умеет ставить курсор (TERM); 'chainrule repl' работает построчно"
    case .noScreen: "терминал не даёт открыть экран; 'chainrule repl' работает построчно"
    case .key(let meaning):
      switch meaning {
      case .views: "виды"
      case .prompt: "команда"
      case .palette: "все команды"
      case .help: "помощь"
      case .undo: "отменить"
      case .redo: "вернуть"
      case .quit: "выход"
      case .close: "закрыть"
      case .trainPause: "обучать/пауза"
      case .uprightBoundary: "граница влево, вправо"
      case .flatBoundary: "граница вверх, вниз"
      case .nextBoundary: "которую границу"
      case .language: "язык/language"
      case .languageInASCII: "language"
      case .largeType: "крупные буквы"
      case .nextTheme: "следующая тема"
      case .run: "выполнить"
      case .complete: "варианты"
      case .completes: "дополнить"
      case .nothingToOffer: "выбирать не из чего"
      case .take: "взять"
      case .scroll: "прокрутка"
      case .marks: "значки"
      }
    }
  }
}
