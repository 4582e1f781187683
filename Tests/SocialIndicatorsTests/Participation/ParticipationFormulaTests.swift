import SocialIndicators
import Testing

@Suite struct ParticipationFormulaTests {
  // R: DescTools::Gini(x, unbiased = FALSE) and Gini(x), x from ?DescTools::Gini.
  private let incomes: [Double] = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]

  @Test func `Gini equals the published example, plain and for small samples`() throws {
    let plain = try #require(giniCoefficient(incomes))
    let corrected = try #require(giniCoefficient(incomes, smallSample: true))
    #expect((plain - 0.462091).magnitude < 5e-7)
    #expect((corrected - 0.513435).magnitude < 5e-7)
  }

  @Test func `Gini counts those who never came`() throws {
    let counted = try #require(giniCoefficient([3, 1, 2], zeros: 4))
    let written = try #require(giniCoefficient([0, 0, 0, 0, 1, 2, 3]))
    #expect((counted - written).magnitude < 1e-15)
    // All by one of n persons is (n − 1)/n, and 1 after the correction.
    #expect(giniCoefficient([5], zeros: 3) == 0.75)
    #expect(giniCoefficient([5], zeros: 3, smallSample: true) == 1)
    #expect(giniCoefficient([2, 2, 2]) == 0)
    #expect(giniCoefficient([]) == nil)
    #expect(giniCoefficient([0, 0]) == nil)
  }

  @Test func `Diversity of 10, 20, 30, 40 equals vegan`() throws {
    // R: vegan::diversity(c(10, 20, 30, 40)), and "simpson", "invsimpson".
    let diversity = try #require(Diversity(counts: [10, 20, 0, 30, 40]))
    #expect((diversity.shannon - 1.279854).magnitude < 5e-7)
    #expect((try #require(diversity.evenness) - 0.923220).magnitude < 5e-7)
    #expect((diversity.effectiveNumber - 3.596115).magnitude < 5e-7)
    #expect((diversity.giniSimpson - 0.7).magnitude < 1e-12)
    #expect((try #require(diversity.unbiasedGiniSimpson) - 0.707071).magnitude < 5e-7)
    #expect((diversity.inverseSimpson - 3.333333).magnitude < 5e-7)
  }

  @Test func `One kind of event has no diversity and no evenness`() throws {
    let diversity = try #require(Diversity(counts: [7]))
    #expect(diversity.shannon == 0)
    #expect(diversity.shannon.sign == .plus)
    #expect(diversity.evenness == nil)
    #expect(Diversity(counts: [0, 0]) == nil)
  }

  @Test func `Representation equals the worked example`() throws {
    let audience = try #require(
      Representation(audience: [60, 30, 10], population: [40, 35, 25]))
    #expect((audience.dissimilarity - 0.2).magnitude < 1e-12)
    let expected = [1.5, 6.0 / 7, 0.4]
    for (index, value) in zip(audience.indices, expected) {
      #expect((try #require(index) - value).magnitude < 1e-12)
    }
    #expect(Representation(audience: [0, 0], population: [1, 1]) == nil)
    #expect(Representation(audience: [1], population: [1, 1]) == nil)
  }

  @Test func `Retention is over those who came first, not over the union`() {
    #expect(retention(from: ["a", "b", "c", "d"], to: ["b", "d", "e", "f", "g"]) == 0.5)
    #expect(retention(from: [], to: ["a"]) == nil)
  }

  @Test func `Rates have the persons they are about below the line`() {
    #expect(repeatRate(visits: [1, 2, 5, 1, 0]) == 0.5)
    #expect(repeatRate(visits: []) == nil)
    #expect(perThousand(320, inhabitants: 640) == 500)
    #expect(perThousand(1, inhabitants: 0) == nil)
    #expect(firstTimeShare(firstTime: 3, known: 12) == 0.25)
    #expect(firstTimeShare(firstTime: 0, known: 0) == nil)
    #expect(hoursPerVolunteer(hours: 90, volunteers: 12) == 7.5)
    #expect(hoursPerVolunteer(hours: 1, volunteers: 0) == nil)
  }
}
