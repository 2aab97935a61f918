public import Engine

extension CommandWord {
  /// What the command does in a few words, for a list: 54 columns at most.
  public func brief(in language: Language) -> String {
    let brief =
      switch language {
      case .english: englishBrief
      case .russian: russianBrief
      }
    return brief ?? meaning(in: language)
  }

  /// nil where the whole meaning is short enough.
  private var englishBrief: String? {
    switch self {
    case .image: "the drawing: a sample, a digit, a file, pixels, size"
    case .network: "builds a network, or describes the present one"
    case .set: "types weights in, to check a calculation by hand"
    case .unit: "a hidden unit in numbers; switches it off and on"
    case .walk: "the list of the steps, and where the walk is"
    case .sync: "walks the newest weights of the running training"
    case .show: "a value with its shape"
    case .explain: "one element as the sum or product that it is"
    case .check: "compares gradients with central differences"
    case .wait: "waits for the training to end, says what it reached"
    case .losses: "the loss of each image, the wrong ones first"
    case .speed: "updates per second, for slow motion; or full"
    case .optimizer: "how a gradient becomes a step: sgd, momentum, adam …"
    case .augment: "shifts each batch by up to one pixel"
    case .mode: "train or eval, for dropout and batch normalisation"
    case .functions: "the activation functions: formula, derivative, range"
    case .initializers: "how far outputs and gradients spread, by initialiser"
    case .save: "saves the model as safetensors"
    case .view: "changes the view, or says in words what it shows"
    case .theme: "the colours of the screen"
    case .type: "large letters for a view's most important number"
    case .log: "the commands so far, as a script"
    default: nil
    }
  }

  private var russianBrief: String? {
    switch self {
    case .image: "рисунок: образец, цифра, файл, пиксели, размер"
    case .network: "строит сеть или описывает нынешнюю"
    case .set: "вводит веса, чтобы проверить счёт от руки"
    case .forward: "весь прямой проход и функция потерь"
    case .unit: "скрытый нейрон в числах; выключает и включает его"
    case .update: "шаг градиентного спуска для всех весов, снова вперёд"
    case .sync: "берёт новейшие веса идущего обучения"
    case .show: "значение и его форма"
    case .explain: "один элемент как сумма или произведение"
    case .check: "сверяет градиенты с центральными разностями"
    case .resume: "продолжает обучение после паузы"
    case .stop: "заканчивает обучение и хранит выученное"
    case .wait: "ждёт конца обучения и говорит, чего оно достигло"
    case .speed: "обновлений в секунду; 'full' — во всю силу"
    case .optimizer: "как градиент становится шагом: sgd, momentum, adam …"
    case .augment: "сдвигает каждый батч до одного пикселя"
    case .mode: "train или eval, для dropout и batch normalisation"
    case .losses: "потери каждой картинки, неверные первыми"
    case .functions: "функции активации: формула, производная, значения"
    case .initializers: "насколько широки выходы и градиенты сети"
    case .view: "меняет вид или говорит словами, что он показывает"
    case .theme: "цвета экрана"
    case .type: "главное число вида крупными буквами"
    case .log: "команды до сих пор, как сценарий"
    default: nil
    }
  }

  /// Whether the command may be said with more than its own word.
  public var takesArguments: Bool { usages.contains { $0 != rawValue } }
}
