/// What reaches the program from outside: keys, the mouse, the terminal, the trainer, the clock.
public enum Event: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// A bracketed paste, as text.
  case paste(String)
  case focus(Bool)
  case resize(width: Int, height: Int)
  /// The terminal's background as it answered OSC 11, each channel 0…1.
  case background(red: Double, green: Double, blue: Double)
  /// The trainer has published something new, or a worker has finished.
  case wake
  /// A frame's worth of time has passed while something moves.
  case tick
}

public struct Key: Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    case character(Unicode.Scalar)
    case enter, tab, backspace, escape, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public var code: Code
  public var modifiers: Modifiers

  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  public static func character(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar)) }
  public static func control(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar), .control) }
}

public struct Mouse: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    case press, drag, release, move, wheelUp, wheelDown
  }
  public enum Button: Hashable, Sendable { case left, middle, right, none }

  public var action: Action
  public var button: Button
  /// The cell, from 0 at the top left.
  public var x: Int
  public var y: Int
  public var modifiers: Key.Modifiers

  public init(
    _ action: Action, _ button: Button = .left, x: Int, y: Int, modifiers: Key.Modifiers = []
  ) {
    self.action = action
    self.button = button
    self.x = x
    self.y = y
    self.modifiers = modifiers
  }
}
