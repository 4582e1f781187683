import SurveySimulation
import Testing

@Suite struct SimulatedPopulationTests {
  private let plan = PopulationPlan(
    units: [30, 20], unitSize: .lognormal(meanLog: 2, spread: 0.8), intraclassCorrelation: 0.1,
    stratumGap: 0.5)

  @Test func `a town without change has none, to the last person`() {
    let town = SimulatedPopulation(plan, changes: [], random: SeededRandom(seed: 1, stream: 7))
    for variable in SimulatedPopulation.Variable.allCases {
      #expect(town.change(variable) == 0)
    }
    #expect(town.personsOfUnit.count == 50)
    #expect(town.unitsOfStratum == [0..<30, 30..<50])
    #expect(town.count == town.personsOfUnit.last?.upperBound)
    #expect(abs(town.truth(.half, wave: 0) - 0.5) <= 0.5 / Double(town.count))
  }

  @Test func `a change moves the second wave alone, shares by whole persons`() {
    let random = SeededRandom(seed: 1, stream: 7)
    let still = SimulatedPopulation(plan, changes: [], random: random)
    let moved = SimulatedPopulation(plan, changes: [0.4, 0.1, 0.03], random: random)
    for (place, change) in [0.4, 0.1, 0.03].enumerated() {
      guard let variable = SimulatedPopulation.Variable(rawValue: place) else { continue }
      #expect(still.values[place][0] == moved.values[place][0])
      #expect(abs(moved.change(variable) - change) <= 0.5 / Double(moved.count) + 1e-12)
    }
  }

  @Test func `streams of one seed differ, and numbers spread evenly`() {
    var a = SeededRandom(seed: 1, stream: 1, 2)
    var b = SeededRandom(seed: 1, stream: 1, 2)
    var c = SeededRandom(seed: 1, stream: 2, 1)
    let drawn = (0..<4).map { _ in a.next() }
    #expect(drawn == (0..<4).map { _ in b.next() })
    #expect(drawn != (0..<4).map { _ in c.next() })
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<10_000 { counts[Int.random(in: 0..<10, using: &a)] += 1 }
    #expect(counts.allSatisfy { (880...1120).contains($0) })
  }
}
