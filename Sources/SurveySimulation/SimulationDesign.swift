package import SurveyStatistics

/// A way of drawing two waves from a made-up town, and of estimating from them.
package struct SimulationDesign: Sendable, Hashable {
  /// How the persons of both waves are drawn.
  package enum Sampling: Sendable, Hashable {
    /// So many persons each wave, of whom a share is asked in both.
    case persons(Int, overlap: Double)
    /// So many persons of each stratum, anew each wave.
    case strata([Int])
    /// So many units of each stratum, the same in both waves, and of each unit a share of its
    /// persons, anew each wave.
    case units([Int], share: Double)
  }

  /// What it is called.
  package var name: String
  /// Its stream of random numbers; two ways of estimating from one design share one.
  package var stream: UInt64
  /// What it is like, in a line.
  package var summary: String
  /// The town.
  package var population: PopulationPlan
  /// How persons are drawn.
  package var sampling: Sampling
  /// How the waves are declared to relate.
  package var relation: WaveRelation
  /// Whether changes use the finite population correction.
  package var fpcForChange = true
  /// How degrees of freedom are counted.
  package var degreesOfFreedom = DegreesOfFreedomMethod.automatic
  /// False for a design that is shown to warn, not to keep the promise.
  package var isPromised = true

  /// Makes a design.
  package init(
    name: String, stream: UInt64, summary: String, population: PopulationPlan,
    sampling: Sampling, relation: WaveRelation, fpcForChange: Bool = true,
    degreesOfFreedom: DegreesOfFreedomMethod = .automatic, isPromised: Bool = true
  ) {
    self.name = name
    self.stream = stream
    self.summary = summary
    self.population = population
    self.sampling = sampling
    self.relation = relation
    self.fpcForChange = fpcForChange
    self.degreesOfFreedom = degreesOfFreedom
    self.isPromised = isPromised
  }
}

extension SimulationDesign {
  /// The designs that the table shows, in its order.
  package static let standard: [SimulationDesign] = [
    SimulationDesign(
      name: "simple", stream: 1, summary: "two fresh samples of 400 of 8,000",
      population: PopulationPlan(units: [400], unitSize: .equal(20)),
      sampling: .persons(400, overlap: 0), relation: .fresh),
    SimulationDesign(
      name: "stratified", stream: 2,
      summary: "fresh samples of 120, 100, 80 and 60 from four unequal districts",
      population: PopulationPlan(
        units: [200, 100, 60, 20], unitSize: .equal(20), stratumGap: 0.3),
      sampling: .strata([120, 100, 80, 60]), relation: .fresh),
    SimulationDesign(
      name: "clustered", stream: 3,
      summary: "60 of 400 streets, a quarter of each asked, same streets twice",
      population: PopulationPlan(
        units: [400], unitSize: .lognormal(meanLog: 3, spread: 0.5), intraclassCorrelation: 0.05),
      sampling: .units([60], share: 0.25), relation: .shared),
    SimulationDesign(
      name: "few-clusters", stream: 4,
      summary: "15 of 400 very unequal streets, everybody asked twice",
      population: fewUnequal, sampling: .units([15], share: 1), relation: .shared),
    SimulationDesign(
      name: "few-clusters-classic", stream: 4,
      summary: "the same with PSUs minus strata, as R counts",
      population: fewUnequal, sampling: .units([15], share: 1), relation: .shared,
      degreesOfFreedom: .classic, isPromised: false),
    SimulationDesign(
      name: "town-clusters", stream: 5,
      summary: "8 unequal streets in each of three districts, half of each",
      population: PopulationPlan(
        units: [60, 60, 60], unitSize: .lognormal(meanLog: 3, spread: 0.7),
        intraclassCorrelation: 0.05, stratumGap: 0.2),
      sampling: .units([8, 8, 8], share: 0.5), relation: .shared),
    SimulationDesign(
      name: "panel", stream: 6, summary: "300 of 5,000, the same persons twice",
      population: PopulationPlan(units: [250], unitSize: .equal(20)),
      sampling: .persons(300, overlap: 1), relation: .linked),
    SimulationDesign(
      name: "overlapping", stream: 7,
      summary: "300 of 5,000 each time, two in three of them asked twice",
      population: PopulationPlan(units: [250], unitSize: .equal(20)),
      sampling: .persons(300, overlap: 2.0 / 3), relation: .linked),
    SimulationDesign(
      name: "fresh-45", stream: 8, summary: "two fresh samples of 360 of 800, 45 in 100",
      population: PopulationPlan(units: [40], unitSize: .equal(20)),
      sampling: .persons(360, overlap: 0), relation: .fresh),
    SimulationDesign(
      name: "tiny-town", stream: 9, summary: "150 of 200 adults answer, by chance alone, each time",
      population: PopulationPlan(units: [10], unitSize: .equal(20)),
      sampling: .persons(150, overlap: 0), relation: .fresh),
    SimulationDesign(
      name: "tiny-panel", stream: 10, summary: "180 of 200 adults, the same persons twice",
      population: PopulationPlan(units: [10], unitSize: .equal(20)),
      sampling: .persons(180, overlap: 1), relation: .linked),
  ]

  private static let fewUnequal = PopulationPlan(
    units: [400], unitSize: .lognormal(meanLog: 2.7, spread: 1), intraclassCorrelation: 0.1)
}
