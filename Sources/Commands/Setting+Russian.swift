extension Setting {
  var russianMeaning: String {
    switch self {
    case .hidden: "функция скрытых нейронов"
    case .slope: "наклон Leaky ReLU ниже 0"
    case .alpha: "α в ELU: выходы кончаются у −α"
    case .pieces: "сколько линейных кусков у нейрона Maxout"
    case .initializer:
      "с каких весов начинать; 'auto' — как советует литература для скрытой функции"
    case .bias: "прибавляется ли b к W·x; у Maxout оно есть всегда"
    case .dropout: "доля скрытых нейронов, которые обучение случайно выключает; меньше 1"
    case .batchNorm: "нормируются ли скрытые суммы по батчу"
    case .seed: "какими случайными числами даны веса и батчи"
    case .image: "строки x столбцы картинки; их произведение — число входов"
    case .decay: "затухание весов λ: к градиенту прибавляется λ·W"
    }
  }
}
