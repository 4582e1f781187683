/// How many people must be asked, step by step.
public struct SampleSizePlan: Sendable, Hashable {
  /// What a step takes into account.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// A simple random sample of a large population, fresh people in each wave.
    case simpleRandomSample
    /// People who answer in both waves.
    case overlap
    /// The design effect of clusters, strata and weights.
    case designEffect
    /// The size of the population.
    case finitePopulation
    /// Whole people who must answer.
    case respondents
    /// People to invite, so that so many answer.
    case invitations
  }

  /// People needed once a reason and all before it are taken into account.
  public struct Step: Sendable, Hashable {
    /// The reason.
    public let reason: Reason
    /// People a wave, not rounded before `respondents`.
    public let people: Double
  }

  /// The steps in order; those that change nothing are left out but for the first.
  public let steps: [Step]
  /// People a wave who must answer.
  public let respondents: Int
  /// People a wave to invite.
  public let invitations: Int
  /// The population that they are invited from, where it was given.
  public let population: Double?

  /// Whether the population has as many people as must be invited.
  public var isAttainable: Bool { population.map { Double(invitations) <= $0 } ?? true }

  init(
    _ field: FieldConditions, isChange: Bool,
    solve: (FieldConditions) throws(PlanningError) -> Double
  ) throws(PlanningError) {
    let hasOverlap = isChange && field.overlap > 0
    var steps = [Step(reason: .simpleRandomSample, people: try solve(field.only()))]
    if hasOverlap {
      steps.append(Step(reason: .overlap, people: try solve(field.only(overlap: true))))
    }
    if field.designEffect != 1 {
      let people = try solve(field.only(overlap: hasOverlap, designEffect: true))
      steps.append(Step(reason: .designEffect, people: people))
    }
    var people = steps[steps.count - 1].people
    if field.population != nil {
      people = try solve(field.only(overlap: hasOverlap, designEffect: true, population: true))
      steps.append(Step(reason: .finitePopulation, people: people))
    }
    respondents = max(2, wholePeople(people))
    steps.append(Step(reason: .respondents, people: Double(respondents)))
    invitations = wholePeople(Double(respondents) / field.responseRate)
    if field.responseRate < 1 {
      steps.append(Step(reason: .invitations, people: Double(invitations)))
    }
    self.steps = steps
    population = field.population
  }
}
