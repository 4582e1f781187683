/// Organisations and which of them work together: a network without directions and loops.
package struct PartnershipNetwork: Sendable, Hashable {
  /// Two organisations, the lower number first.
  package struct Tie: Sendable, Hashable, Comparable {
    /// The one organisation.
    package var first: Int
    /// The other.
    package var second: Int

    /// A tie of two organisations in either order.
    package init(_ one: Int, _ other: Int) {
      first = min(one, other)
      second = max(one, other)
    }

    /// By the first organisation, then the second.
    package static func < (left: Tie, right: Tie) -> Bool {
      (left.first, left.second) < (right.first, right.second)
    }
  }

  /// How many organisations there are, those without a partner too.
  package let organisationCount: Int
  /// Each tie once, in order.
  package let ties: [Tie]

  /// Makes a network; a tie that is there twice counts once.
  ///
  /// - Throws: `ParticipationError.unknown` for organisations that are not in the list, `.invalid` for
  ///   an organisation tied to itself.
  package init(organisationCount: Int, ties: [Tie]) throws(ParticipationError) {
    guard organisationCount >= 0 else {
      throw .invalid(what: "organisations", value: Double(organisationCount))
    }
    for tie in ties {
      for number in [tie.first, tie.second] where number < 0 || number >= organisationCount {
        throw .unknown(what: "organisation", number: number)
      }
      guard tie.first != tie.second else {
        throw .invalid(what: "a partner of its own, organisation", value: Double(tie.first))
      }
    }
    self.organisationCount = organisationCount
    self.ties = Set(ties).sorted()
  }

  /// Ties organisations that took part in the same events, at least `threshold` of them.
  ///
  /// The threshold belongs beside every figure: at 1 an event of ten organisations alone makes 45 ties.
  ///
  /// - Parameters:
  ///   - organisationCount: How many organisations there are.
  ///   - events: The organisations of each event.
  ///   - threshold: How many shared events make a tie, 1 or more.
  /// - Throws: `ParticipationError` for organisations that are not in the list and a threshold below 1.
  package init(
    organisationCount: Int, events: [[Int]], threshold: Int
  ) throws(ParticipationError) {
    guard threshold >= 1 else {
      throw .invalid(what: "the threshold of shared events", value: Double(threshold))
    }
    var shared: [Tie: Int] = [:]
    for event in events {
      let partners = Set(event).sorted()
      for number in partners where number < 0 || number >= organisationCount {
        throw .unknown(what: "organisation", number: number)
      }
      for (index, one) in partners.enumerated() {
        for other in partners[(index + 1)...] { shared[Tie(one, other), default: 0] += 1 }
      }
    }
    try self.init(
      organisationCount: organisationCount,
      ties: shared.filter { $0.value >= threshold }.map(\.key))
  }

  /// 2m/(n(n − 1)), the share of possible ties that exist; nil below two organisations.
  package var density: Double? {
    let n = Double(organisationCount)
    return organisationCount > 1 ? 2 * Double(ties.count) / (n * (n - 1)) : nil
  }

  /// How many partners each organisation has.
  package var degrees: [Int] {
    var degrees = [Int](repeating: 0, count: organisationCount)
    for tie in ties {
      degrees[tie.first] += 1
      degrees[tie.second] += 1
    }
    return degrees
  }

  /// 2m/n, the mean number of partners; nil without organisations.
  package var meanDegree: Double? {
    organisationCount > 0 ? 2 * Double(ties.count) / Double(organisationCount) : nil
  }

  /// The organisations that hang together, largest first; one without a partner is one by itself.
  package var components: [[Int]] {
    var neighbours = [[Int]](repeating: [], count: organisationCount)
    for tie in ties {
      neighbours[tie.first].append(tie.second)
      neighbours[tie.second].append(tie.first)
    }
    var isSeen = [Bool](repeating: false, count: organisationCount)
    var components: [[Int]] = []
    for start in 0..<organisationCount where !isSeen[start] {
      var members = [start]
      isSeen[start] = true
      var next = 0
      while next < members.count {
        for neighbour in neighbours[members[next]] where !isSeen[neighbour] {
          isSeen[neighbour] = true
          members.append(neighbour)
        }
        next += 1
      }
      components.append(members.sorted())
    }
    return components.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }

  /// How far the network hangs on one organisation: Σ(max d − dᵢ)/((n − 1)(n − 2)), 1 for a star
  /// (Freeman 1979); nil below three organisations.
  ///
  /// R: `igraph::centr_degree(g, loops = FALSE)$centralization`.
  package var degreeCentralisation: Double? {
    guard organisationCount > 2 else { return nil }
    let degrees = degrees
    let most = degrees.max() ?? 0
    let n = Double(organisationCount)
    return Double(degrees.reduce(0) { $0 + most - $1 }) / ((n - 1) * (n - 2))
  }

  /// Ties across and within sectors.
  package struct SectorTies: Sendable, Hashable {
    /// How many ties join two sectors.
    package var external: Int
    /// How many stay within one.
    package var `internal`: Int
    /// The share across, E/(E + I); nil without ties.
    package var crossSectorShare: Double? {
      external + `internal` > 0 ? Double(external) / Double(external + `internal`) : nil
    }
    /// (E − I)/(E + I), from −1 for all within to 1 for all across (Krackhardt and Stern 1988); nil
    /// without ties.
    package var eiIndex: Double? {
      external + `internal` > 0
        ? Double(external - `internal`) / Double(external + `internal`) : nil
    }
  }

  /// Counts the ties across and within sectors.
  ///
  /// - Throws: `ParticipationError.unequalCounts` unless there is one sector an organisation.
  package func sectorTies(_ sectors: [String]) throws(ParticipationError) -> SectorTies {
    guard sectors.count == organisationCount else {
      throw .unequalCounts(what: "sectors", count: sectors.count, expected: organisationCount)
    }
    let external = ties.count { sectors[$0.first] != sectors[$0.second] }
    return SectorTies(external: external, internal: ties.count - external)
  }

  /// How ties came and went between two periods, over the same list of organisations.
  package struct TieChange: Sendable, Hashable {
    /// Ties that were not there before.
    package var new: [Tie]
    /// Ties that are no longer there.
    package var ended: [Tie]
    /// Ties of both periods.
    package var kept: Int
    /// The Jaccard index, kept/(kept + new + ended); nil without any tie.
    package var persistence: Double? {
      let all = kept + new.count + ended.count
      return all > 0 ? Double(kept) / Double(all) : nil
    }
  }

  /// Compares the ties with those of an earlier period.
  ///
  /// - Throws: `ParticipationError.unequalCounts` where the lists of organisations differ in length.
  package func change(
    since earlier: PartnershipNetwork
  ) throws(ParticipationError) -> TieChange {
    guard earlier.organisationCount == organisationCount else {
      throw .unequalCounts(
        what: "organisations of the earlier period", count: earlier.organisationCount,
        expected: organisationCount)
    }
    let before = Set(earlier.ties)
    let now = Set(ties)
    return TieChange(
      new: ties.filter { !before.contains($0) },
      ended: earlier.ties.filter { !now.contains($0) }, kept: before.intersection(now).count)
  }
}
