import Engine
import Testing
import Walkthrough

/// The words among the symbols of equations.
@Suite struct EquationWordsTests {
  /// Functions, operations and settings, whose names are the same in every language.
  private static let names: Set<String> = [
    "softmax", "max", "tanh", "flatten", "Bernoulli", "diag", "slope",
  ]

  /// The Latin words of three letters or more that name nothing.
  private func words(_ text: String) -> [String] {
    text.unicodeScalars.split { scalar in
      !(scalar.isASCII
        && (Symbols.isLetter(scalar) || "0123456789_/".unicodeScalars.contains(scalar)))
    }.map(String.init).filter { word in
      let isName = word.contains("_") || word.contains("/") || word.contains(where: \.isNumber)
      return !isName && word.count >= 3 && !Self.names.contains(word)
    }
  }

  private var plans: [NetworkPlan] {
    let hidden: [HiddenFunction] =
      Activation.allCases.map { .activation($0, parameter: nil) } + [.maxout(pieces: 3)]
    return hidden.flatMap { function in
      [(1, Head.binary), (10, .categorical)].map { outputs, head in
        NetworkPlan(
          widths: [4, 3, outputs], hidden: function, hasBias: true, dropout: 0.25,
          hasBatchNorm: true, head: head)
      } + [NetworkPlan(widths: [4, 3, 1], hidden: function)]
    }
  }

  private var optimizers: [Optimizer] {
    let methods: [OptimizerMethod] = [
      .sgd, .standardMomentum, .momentum(0.9, nesterov: true), .standardAdam,
    ]
    return methods.flatMap { [Optimizer($0), Optimizer($0, weightDecay: 0.01)] }
  }

  @Test func `in Russian no equation of any network has an English word`() throws {
    for plan in plans {
      let network = try Network(plan)
      for optimizer in optimizers {
        for (mode, batch) in [(Mode.eval, 1), (.train, 5)] {
          for step in network.steps(mode: mode, batch: batch, optimizer: optimizer) {
            let russian = Symbols.worded(step.equation, in: .russian)
            #expect(words(russian).isEmpty, "\(russian)")
          }
        }
      }
    }
  }

  @Test func `in Russian no product of an element has an English word`() throws {
    for plan in plans {
      for (mode, batch) in [(Mode.eval, 1), (.train, 3)] {
        let trace = try trace(plan, mode: mode, batch: batch)
        for step in trace.steps {
          let value = trace.value(of: step, at: trace.steps.count)
          for offset in value.values.indices.prefix(12) {
            let expansion = try #require(
              trace.expansion(of: step, index: value.index(at: offset), at: trace.steps.count))
            for names in expansion.terms.map(\.names) {
              let russian = Symbols.worded(names, in: .russian)
              #expect(words(russian).isEmpty, "\(russian)")
            }
          }
        }
      }
    }
  }

  @Test func `the words of equations in Russian`() {
    for (english, russian) in [
      ("1 if x_output1 > 0 else 0", "1, если x_output₁ > 0, иначе 0"),
      (
        "dL/dW1 = dL/dx_output1 · x_inputᵀ for the piece that won, else 0",
        "dL/dW₁ = dL/dx_output₁ · x_inputᵀ для победившего куска, иначе 0"
      ),
      ("(W1 of the pieces that won)ᵀ", "(W₁ победивших кусков)ᵀ"),
      ("0: piece 2 won", "0: кусок 2 победил"),
      ("mean over the batch of −ln P[y]", "среднее по батчу от −ln P[y]"),
    ] {
      #expect(Symbols.typeset(english, in: .russian) == russian)
      #expect(Symbols.typeset(english, in: .english) == Symbols.typeset(english))
    }
  }
}
