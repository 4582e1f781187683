import SocialIndicators
import Testing

/// Where events are and who works together; R in participation.R.
@Suite struct SpreadFormulaTests {
  @Test func `distances along the globe are haversines`() throws {
    let expected = try Reference.expected("participation")["distance"]
    func kilometres(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
      GeographicPoint(latitude: a.0, longitude: a.1)
        .kilometres(to: GeographicPoint(latitude: b.0, longitude: b.1))
    }
    #expect(
      agree(
        kilometres((59.437, 24.7536), (60.1699, 24.9384)), expected["tallinn_helsinki"].number))
    #expect(
      agree(kilometres((57.6348, 18.2948), (55.7033, 21.1443)), expected["visby_klaipeda"].number))
    #expect(agree(kilometres((0, 0), (0, 180)), expected["antipodes"].number))
    #expect(kilometres((60, 20), (60, 20)) == 0)
    #expect(PlanarPoint(x: 1, y: 2).distance(to: PlanarPoint(x: 4, y: 6)) == 5)
  }

  @Test func `who lives near an event is counted by inhabitants`() throws {
    let homes = [PlanarPoint(x: 0, y: 0), PlanarPoint(x: 3, y: 4), PlanarPoint(x: 20, y: 0)]
    let events = [PlanarPoint(x: 0, y: 1), PlanarPoint(x: 12, y: 0)]
    let nearest = nearestDistances(from: homes, to: events) { $0.distance(to: $1) }
    #expect(nearest[0] == 1)
    #expect(agree(nearest[1], 18.0.squareRoot()))
    #expect(nearest[2] == 8)
    #expect(try shareWithin(5, distances: nearest, inhabitants: [500, 300, 200]) == 0.8)
    #expect(try shareWithin(8, distances: nearest, inhabitants: [500, 300, 200]) == 1)
    let none = nearestDistances(from: homes, to: []) { $0.distance(to: $1) }
    #expect(try shareWithin(8, distances: none, inhabitants: [500, 300, 200]) == 0)
  }

  @Test func `events crowd by the sum of squared shares`() throws {
    #expect(agree(try herfindahlIndex([6, 3, 1]), 0.46))
    #expect(try herfindahlIndex([5, 5, 5, 5]) == 0.25)
    #expect(try herfindahlIndex([7, 0]) == 1)
  }

  @Test func `a network has the figures of its adjacency matrix`() throws {
    let expected = try Reference.expected("participation")["network"]
    typealias Tie = PartnershipNetwork.Tie
    let network = try PartnershipNetwork(
      organisationCount: 7,
      ties: [Tie(1, 0), Tie(0, 2), Tie(0, 3), Tie(2, 1), Tie(4, 5), Tie(1, 2)])
    #expect(network.ties.count == 5, "a tie told twice is one")
    #expect(agree(network.density ?? .nan, expected["density"].number))
    #expect(agree(network.meanDegree ?? .nan, expected["mean_degree"].number))
    #expect(network.degrees == expected["degrees"].numbers.map { Int($0) })
    #expect(agree(network.degreeCentralisation ?? .nan, expected["centralisation"].number))
    #expect(network.components == [[0, 1, 2, 3], [4, 5], [6]])
    let sectors = try network.sectorTies(["a", "a", "b", "b", "c", "a", "c"])
    #expect(agree(sectors.crossSectorShare ?? .nan, expected["cross"].number))
    #expect(agree(sectors.eiIndex ?? .nan, expected["ei"].number))
  }

  @Test func `six organisations with nine ties have a density of 0.6`() throws {
    let ties = (0..<6).flatMap { one in
      ((one + 1)..<6).map { PartnershipNetwork.Tie(one, $0) }
    }
    let network = try PartnershipNetwork(organisationCount: 6, ties: Array(ties[..<9]))
    #expect(network.density == 0.6)
    let all = try PartnershipNetwork(organisationCount: 6, ties: ties)
    #expect(all.density == 1)
    #expect(all.degreeCentralisation == 0)
    let star = try PartnershipNetwork(
      organisationCount: 6, ties: (1..<6).map { PartnershipNetwork.Tie(0, $0) })
    #expect(star.degreeCentralisation == 1)
    let alone = try PartnershipNetwork(organisationCount: 1, ties: [])
    #expect(alone.density == nil)
    #expect(alone.degreeCentralisation == nil)
    #expect(alone.components == [[0]])
    #expect(try alone.sectorTies(["a"]).eiIndex == nil)
  }

  @Test func `shared events tie organisations by a threshold that is said`() throws {
    let expected = try Reference.expected("participation")["network"]
    let events = [[0, 1, 2], [0, 1, 3], [0, 4], [1, 2, 1]]
    let one = try PartnershipNetwork(organisationCount: 5, events: events, threshold: 1)
    let two = try PartnershipNetwork(organisationCount: 5, events: events, threshold: 2)
    #expect(one.ties.count == Int(expected["ties_1"].number))
    #expect(two.ties.count == Int(expected["ties_2"].number))
    #expect(two.ties == [.init(0, 1), .init(1, 2)])
  }

  @Test func `ties last by Jaccard`() throws {
    typealias Tie = PartnershipNetwork.Tie
    let before = try PartnershipNetwork(
      organisationCount: 4, ties: [Tie(0, 1), Tie(1, 2), Tie(2, 3)])
    let after = try PartnershipNetwork(
      organisationCount: 4, ties: [Tie(0, 1), Tie(2, 3), Tie(0, 3), Tie(0, 2)])
    let change = try after.change(since: before)
    #expect(change.new == [Tie(0, 2), Tie(0, 3)])
    #expect(change.ended == [Tie(1, 2)])
    #expect(change.kept == 2)
    #expect(change.persistence == 0.4)
    let empty = try PartnershipNetwork(organisationCount: 4, ties: [])
    #expect(try empty.change(since: empty).persistence == nil)
  }

  @Test func `bad input is named`() {
    typealias Fault = ParticipationError
    typealias Tie = PartnershipNetwork.Tie
    #expect(throws: Fault.unknown(what: "organisation", number: 3)) {
      try PartnershipNetwork(organisationCount: 3, ties: [Tie(0, 3)])
    }
    #expect(throws: Fault.unknown(what: "organisation", number: -1)) {
      try PartnershipNetwork(organisationCount: 3, events: [[-1, 2]], threshold: 1)
    }
    #expect(throws: Fault.self) { try PartnershipNetwork(organisationCount: 3, ties: [Tie(1, 1)]) }
    #expect(throws: Fault.self) { try PartnershipNetwork(organisationCount: -3, ties: []) }
    #expect(throws: Fault.invalid(what: "the threshold of shared events", value: 0)) {
      try PartnershipNetwork(organisationCount: 3, events: [], threshold: 0)
    }
    #expect(throws: Fault.unequalCounts(what: "sectors", count: 1, expected: 2)) {
      try PartnershipNetwork(organisationCount: 2, ties: []).sectorTies(["a"])
    }
    #expect(throws: Fault.self) {
      try PartnershipNetwork(organisationCount: 2, ties: [])
        .change(since: PartnershipNetwork(organisationCount: 3, ties: []))
    }
    #expect(throws: Fault.nothing("inhabitants")) {
      try shareWithin(1, distances: [], inhabitants: [])
    }
    #expect(throws: Fault.self) { try shareWithin(1, distances: [.nan], inhabitants: [3]) }
    #expect(throws: Fault.unequalCounts(what: "inhabitants", count: 0, expected: 1)) {
      try shareWithin(1, distances: [1], inhabitants: [])
    }
    #expect(throws: Fault.nothing("events")) { try herfindahlIndex([0, 0]) }
    #expect(throws: Fault.self) { try herfindahlIndex([3, .infinity]) }
  }
}
