extension RunState {
  /// Puts a mark on the curve where settings changed between two trainings; slow motion is no such change.
  public mutating func mark(changeFrom old: TrainingSettings, to new: TrainingSettings) {
    var sameSpeed = new
    sameSpeed.updatesPerSecond = old.updatesPerSecond
    guard position.updates > 0, sameSpeed != old else { return }
    history.mark(SettingsMark(update: position.updates, old: old, new: new))
  }
}
