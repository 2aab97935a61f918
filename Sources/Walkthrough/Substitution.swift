public import Engine

/// The case of a function by pieces that applies: z ≤ 0, where it is 0.1 · z.
public struct Branch: Equatable, Sendable {
  /// `x_output1[3] ≤ 0`.
  public let condition: String
  /// `0.1 · x_output1[3]`, with the function's parameter as a number.
  public let expression: String
  /// Whether the expression is a number or an element, so that nothing is left to be worked out.
  public let isPlain: Bool

  /// Whether the expression is a number.
  public var isNumber: Bool { isPlain && !condition.hasPrefix(expression) }
}

extension Expansion {
  /// An expression with the numbers of its elements put in, each in the given form: `1 − (−0.2020)²`.
  ///
  /// - Parameters:
  ///   - expression: What stands in a factor's name.
  ///   - names: The form of what stands between the numbers.
  ///   - text: The form of a number.
  /// - Returns: nil where there is none to put in.
  public func substituted(
    _ expression: String, names: (String) -> String = { $0 }, _ text: (Scalar) -> String
  ) -> String? {
    var result = ""
    var copied = expression.startIndex
    for (mention, range) in Mention.all(in: expression) {
      guard let number = elements[mention].map(text) ?? constant(mention) else { continue }
      let before = expression.unicodeScalars[..<range.lowerBound].last { $0 != " " }
      let after = expression.unicodeScalars[range.upperBound...].first
      result += names(String(expression[copied..<range.lowerBound]))
      result += Self.operand(number, after: before, before: after)
      copied = range.upperBound
    }
    return copied == expression.startIndex ? nil : result + names(String(expression[copied...]))
  }

  /// The function's own number that an expression mentions, as it was given: `slope`.
  private func constant(_ mention: Mention) -> String? {
    guard mention.index.isEmpty else { return nil }
    return context.first { $0.name == mention.name }.map { ActivationText.constant($0.value) }
  }

  /// A product with the numbers of its elements put in; nil where its factors are no expressions.
  public func substituted(
    _ term: Term, names: (String) -> String = { $0 }, _ text: (Scalar) -> String
  ) -> String? {
    guard term.factors.contains(where: \.isExpression) else { return nil }
    return substituted(term.names, names: names, text)
  }

  /// A number among others: a sign or an exponent of its own needs brackets after an operator or under a power.
  private static func operand(
    _ number: String, after before: Unicode.Scalar?, before after: Unicode.Scalar?
  ) -> String {
    let isPower = after.map { "²³^".unicodeScalars.contains($0) } ?? false
    let isExponent = before == "^"
    let follows = before.map { "+−·/√^".unicodeScalars.contains($0) } ?? false
    let needsBrackets =
      number.hasPrefix("−") && (follows || isPower)
      || number.contains("e") && (isPower || isExponent)
    return needsBrackets ? "(\(number))" : number
  }
}

extension Factor {
  /// Whether the name says the value already: `1`, `0: piece 2 won`.
  public var isStated: Bool {
    let text = ActivationText.constant(value)
    return name == text || name.hasPrefix(text + ":")
  }
}

extension ExpansionWriter {
  /// The numbers of the elements that expressions mention.
  func elements(of expressions: [String]) -> [Mention: Scalar] {
    var elements: [Mention: Scalar] = [:]
    // A sum over a batch mentions few tensors many times.
    var tensors: [String: Tensor?] = [:]
    for mention in expressions.flatMap({ Mention.all(in: $0).map(\.mention) })
    where elements[mention] == nil {
      let tensor = tensors[mention.name] ?? trace.value(mention.name, at: position)
      tensors[mention.name] = .some(tensor)
      guard let tensor, let offset = tensor.offset(of: mention.index) else { continue }
      elements[mention] = tensor.values[offset]
    }
    return elements
  }

  /// The expansion with the numbers that stand for the names of its expressions.
  func filled(_ expansion: Expansion) -> Expansion {
    let hasExpressions = expansion.terms.contains { $0.factors.contains(where: \.isExpression) }
    guard expansion.branch != nil || hasExpressions else { return expansion }
    var filled = expansion
    let expressions = expansion.terms.flatMap(\.factors).filter(\.isExpression).map(\.name)
    let branch = expansion.branch.map { [$0.condition, $0.expression] } ?? []
    // A product of an expression and an element is put in as a whole.
    let names = expressions.isEmpty ? [] : expansion.terms.flatMap(\.factors).map(\.name)
    filled.elements = elements(of: names + branch)
    return filled
  }
}
