import Commands

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
    case .quitTitle: "Выйти?"
    case .quitQuestion:
      "Рисунок, обученные веса и кривые нигде не сохранены; модель сохранит 'save ФАЙЛ'."
    case .quitYes: "выйти"
    case .quitNo: "остаться"
    case .scrollClose: "стрелки листают, Esc закрывает"
    case .helpNote: "? значки, Esc закрывает"
    case .marks(let view): "Значки: \(InterfacePhrase.view(view).russian)"
    case .training: "обучение"
    case .paused: "пауза"
    case .validating: "валидация"
    case .idle: "обучение не идёт"
    case .epoch(let epoch, let total): "эпоха \(epoch)" + (total.map { " из \($0)" } ?? "")
    case .loss: "потери"
    case .validation: "вал"
    case .accuracy: "точн"
    case .left(let time): "осталось \(time)"
    case .working(let command): "работает: \(command)   Esc прервёт"
    case .noTerminal:
      "экрану нужен терминал на входе и выходе; 'chainrule repl' берёт команды из канала или файла"
    case .noCursor:
      "этот терминал не умеет ставить курсор (TERM); 'chainrule repl' работает построчно"
    case .noScreen: "терминал не даёт открыть экран; 'chainrule repl' работает построчно"
    case .key(let meaning):
      switch meaning {
      case .views: "виды"
      case .prompt: "команда"
      case .help: "помощь"
      case .undo: "отменить"
      case .redo: "вернуть"
      case .quit: "выход"
      case .close: "закрыть"
      case .trainPause: "обучать/пауза"
      case .boundaries: "панели шире, уже; выше, ниже"
      case .language: "язык/language"
      case .run: "выполнить"
      }
    }
  }
}
