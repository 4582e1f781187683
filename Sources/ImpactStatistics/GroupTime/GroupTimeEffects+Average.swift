/// How the effects of groups and periods are averaged.
public enum EffectAverage: String, Sendable, Hashable, CaseIterable {
  /// Over all groups and periods since the start, by the size of groups.
  case simple
  /// By periods since the start; overall the mean of those from the start on.
  case dynamic
  /// By group; overall by the size of groups.
  case group
  /// By calendar period; overall the mean of periods.
  case calendar
}

/// Average effects, overall and by exposure, group or period.
public struct AveragedEffects: Sendable, Hashable {
  /// One of them.
  public struct Part: Sendable, Hashable {
    /// Periods since the start, the group's first period, or the period.
    public var key: Int
    /// The average.
    public var effect: AverageEffect
  }

  /// How they were averaged.
  public var average: EffectAverage
  /// The single figure.
  public var overall: AverageEffect
  /// The parts in ascending order; none for `simple`.
  public var parts: [Part]
}

extension GroupTimeEffects {
  /// Averages the effects.
  ///
  /// Groups count by their size (by the weights of their places), and margins include that sizes are
  /// estimated too.
  ///
  /// R: `did::aggte(…, type)`.
  ///
  /// - Parameter average: Over what.
  /// - Returns: The overall effect and its parts.
  /// - Throws: `ImpactError.outOfRange`.
  public func average(_ average: EffectAverage) throws(ImpactError) -> AveragedEffects {
    let after = effects.indices.filter { effects[$0].isAfterStart }
    switch average {
    case .simple:
      let overall = weighted(after.map(item))
      return AveragedEffects(average: average, overall: try effect(overall), parts: [])
    case .dynamic:
      let parts = Self.keyed(Array(effects.indices)) { effects[$0].exposure }
        .map { (key: $0.key, item: weighted($0.members.map(item))) }
      return try averaged(average, parts, over: parts.filter { $0.key >= 0 }.map(\.item))
    case .group:
      let parts = Self.keyed(after) { effects[$0].group }
        .map { (key: $0.key, item: plain($0.members.map(item))) }
      return AveragedEffects(
        average: average, overall: try effect(weighted(parts.map(\.item))),
        parts: try self.parts(parts))
    case .calendar:
      let parts = Self.keyed(after) { effects[$0].period }
        .map { (key: $0.key, item: weighted($0.members.map(item))) }
      return try averaged(average, parts, over: parts.map(\.item))
    }
  }

  /// A figure with the influence of each place, and the group by whose size it counts.
  private struct Item {
    var value: Double
    var influences: [Double]
    var group: Int
    var isSinglePlace: Bool
  }

  private func item(_ index: Int) -> Item {
    Item(
      value: effects[index].effect.value, influences: influences[index],
      group: effects[index].group,
      isSinglePlace: effects[index].effect.noMargin == .singlePlace)
  }

  private func averaged(
    _ average: EffectAverage, _ parts: [(key: Int, item: Item)], over: [Item]
  ) throws(ImpactError) -> AveragedEffects {
    AveragedEffects(
      average: average, overall: try effect(plain(over)), parts: try self.parts(parts))
  }

  private func parts(
    _ parts: [(key: Int, item: Item)]
  ) throws(ImpactError) -> [AveragedEffects.Part] {
    var result: [AveragedEffects.Part] = []
    for part in parts { result.append(.init(key: part.key, effect: try effect(part.item))) }
    return result
  }

  private func effect(_ item: Item) throws(ImpactError) -> AverageEffect {
    try AverageEffect(
      value: item.value, influences: item.influences, isSinglePlace: item.isSinglePlace,
      scale: scale, level: level)
  }

  /// The mean of figures that count alike.
  private func plain(_ items: [Item]) -> Item {
    combined(items, shares: items.map { _ in 1 / Double(items.count) })
  }

  /// The mean by the size of groups, whose sizes are estimated: the derivative of pₖ/Σp is added.
  private func weighted(_ items: [Item]) -> Item {
    let sizes = items.map { size(of: $0.group) }
    let total = sizes.reduce(0, +)
    var result = combined(items, shares: sizes.map { $0 / total })
    for place in masses.indices {
      guard let group = groups[place] else { continue }
      for item in items where item.group == group {
        result.influences[place] += masses[place] / total * (item.value - result.value)
      }
    }
    return result
  }

  private func size(of group: Int) -> Double {
    zip(groups, masses).reduce(0) { $1.0 == group ? $0 + $1.1 : $0 }
  }

  private func combined(_ items: [Item], shares: [Double]) -> Item {
    var result = Item(
      value: 0, influences: [Double](repeating: 0, count: masses.count), group: 0,
      isSinglePlace: items.contains(where: \.isSinglePlace))
    for (item, share) in zip(items, shares) {
      result.value += share * item.value
      for place in masses.indices { result.influences[place] += share * item.influences[place] }
    }
    result.group = items.first?.group ?? 0
    return result
  }

  /// Members by key, keys ascending.
  private static func keyed(
    _ members: [Int], by key: (Int) -> Int
  ) -> [(key: Int, members: [Int])] {
    let keys = Set(members.map(key)).sorted()
    return keys.map { value in (value, members.filter { key($0) == value }) }
  }
}
