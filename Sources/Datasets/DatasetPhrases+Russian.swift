extension DatasetError {
  var russian: String {
    switch problem {
    case .file(let failure): failure.russian
    case .empty: "файл пуст"
    case .tooLarge(let limit): "больше \(limit) байт; такие большие файлы не читаются"
    case .damagedGzip: "данные gzip повреждены"
    case .truncatedGzip: "данные gzip обрываются"
    case .notA(let content, let found):
      "начинается с \(DatasetError.hexadecimal(found)); \(content.russian)"
    case .otherPNM(let magic):
      "\(DatasetError.quoted(magic)) — изображение другого вида; нужен PGM, P2 или P5"
    case .missing(let quantity): "файл обрывается: нет \(quantity.genitive)"
    case .notANumber(let quantity, let found):
      "\(DatasetError.quoted(found)) не годится как \(quantity.russian)"
    case .outOfRange(let quantity, let found, let lower, let upper):
      "\(quantity.russian) \(DatasetError.quoted(found)) вне пределов \(lower)…\(upper)"
    case .pixelCount(let needed, let found): "нужно пикселей: \(needed), в файле: \(found)"
    case .leftOver(let bytes): "в конце лишние байты: \(bytes)"
    case .unevenLine(let needed, let found):
      "чисел в строке: \(found), а в строке выше: \(needed)"
    case .noShape(let numbers):
      "чисел: \(numbers), это не квадрат; пишите каждую строку изображения отдельно"
    case .imageSize(let rows, let columns, let limit):
      "изображения \(rows)×\(columns); читаются от 1×1 до \(limit)×\(limit)"
    case .imagesTooShort(let images, let rows, let columns, let needed, let found):
      "изображений \(rows)×\(columns): \(images), для них нужно байт: \(needed), в файле: \(found)"
    case .labelsTooShort(let labels, let needed, let found):
      "меток: \(labels), для них нужно байт: \(needed), в файле: \(found)"
    case .labelCount(let labels, let images): "меток: \(labels), а изображений: \(images)"
    case .labelsMissing: "к файлу IDX с изображениями нужен файл с метками"
    case .labelsNotNeeded: "в файле CSV метки уже есть; второй файл не нужен"
    case .noImages: "в файле нет изображений"
    case .headerLength(let found, let limit):
      "длина заголовка \(found) байт, а есть не больше \(limit); файл обрезан или это не safetensors"
    case .notJSON: "заголовок отсюда не JSON"
    case .duplicateKey(let key): "\(DatasetError.quoted(key)) встречается дважды"
    case .missingField(let tensor, let field):
      "у \(DatasetError.quoted(tensor)) нет верного поля '\(field)'"
    case .unsupportedType(let tensor, let found):
      "числа \(DatasetError.quoted(tensor)) имеют тип \(DatasetError.quoted(found)); нужен F32"
    case .tensorLength(let tensor, let needed, let found):
      "для формы \(DatasetError.quoted(tensor)) нужно байт: \(needed), в файле: \(found)"
    case .tensorOffset(let tensor, let expected, let found):
      "\(DatasetError.quoted(tensor)) начинается с байта данных \(found); верно было бы \(expected)"
    }
  }
}

extension DatasetError.Quantity {
  fileprivate var russian: String {
    switch self {
    case .width: "ширина"
    case .height: "высота"
    case .maximum: "наибольшее значение"
    case .pixel: "пиксель"
    case .label: "метка"
    }
  }

  fileprivate var genitive: String {
    switch self {
    case .width: "ширины"
    case .height: "высоты"
    case .maximum: "наибольшего значения"
    case .pixel: "пикселя"
    case .label: "метки"
    }
  }
}

extension DatasetError.Content {
  fileprivate var russian: String {
    switch self {
    case .picture: "изображение — это PGM (P2 или P5) или текст с числами от 0 до 1"
    case .images: "файл IDX с изображениями начинается с 00 00 08 03"
    case .labels: "файл IDX с метками начинается с 00 00 08 01"
    case .dataset: "набор данных — это IDX или CSV, можно и .gz"
    case .model: "модель — это файл safetensors"
    }
  }
}

extension FileFailure {
  var russian: String {
    switch self {
    case .notFound: "такого файла нет"
    case .noPermission: "нет прав доступа"
    case .isDirectory: "это каталог, а не файл"
    case .noFolder: "нет каталога для этого файла"
    case .diskFull: "на диске нет места"
    case .readOnly: "диск доступен только для чтения"
    case .tooLongName: "слишком длинное имя"
    case .tooLargeFile: "система не даёт файлу стать таким большим"
    case .terminal: "это терминал, а не файл"
    case .descriptor: "это обозначает открытый файл: дайте имя самого файла"
    case .stalled: "это не файл, и на другом его конце ничего не происходит"
    case .other(let number): "ошибка системы \(number)"
    }
  }
}

extension TaskError {
  var russian: String {
    let typed = DatasetError.quoted(words.joined(separator: " "))
    let forms = nearest.map { "'\($0)'" }.joined(separator: ", ")
    return switch problem {
    case .empty: "какая задача? годится: \(forms) (A и B — цифры)"
    case .unknown: "неизвестная задача \(typed); может быть, \(forms)?"
    case .secondMissing: "в задаче \(typed) нет второго класса; годится, например: \(forms)"
    case .sameDigit: "в задаче \(typed) оба класса одинаковы; годится, например: \(forms)"
    case .tooManyWords: "в задаче \(typed) слишком много слов; годится, например: \(forms)"
    }
  }
}
