import Diagnostics
import Tabular
import Testing

@testable import SurveyData

private let district = Codebook.Variable(
  id: "district", kind: .choice, headers: ["D"], answers: [answer("North", 1), answer("South", 2)])

struct DesignTests {
  @Test func `stratum sizes give weights and population sizes`() {
    let sampling = SamplingDeclaration(
      design: .stratified, stratum: "district", stratumSizes: ["north": 100, "south": 30],
      fpcForLevels: true, fpcForChange: true)
    let data = SurveyDataBuilder(
      study: study(sampling: sampling), codebooks: [codebook([district])]
    ).build([raw(["D", "North", "South", "North", "South", "South", "East"])])
    #expect(data.panel.strataLabels == ["aa|north", "aa|south"])
    #expect(data.panel.stratum == [0, 1, 0, 1, 1])
    #expect(data.panel.weight == [50, 10, 50, 10, 10])
    #expect(data.panel.populationSizes == [[100, 30, 100, 30, 30]])
    #expect(data.panel.clusters.isEmpty)
    #expect(data.panel.sources[0].dropReasons == ["no stratum"])
    #expect(data.diagnostics.all.map(\.code).contains("data.no-stratum"))
  }

  @Test func `rows of a stratum without a size are an error, unless the file has weights`() {
    let sampling = SamplingDeclaration(
      design: .stratified, stratum: "district", stratumSizes: ["north": 100], fpcForLevels: true,
      fpcForChange: true)
    let builder = SurveyDataBuilder(
      study: study(sampling: sampling), codebooks: [codebook([district])])
    let faults = builder.build([raw(["D", "North", "South", "South"])]).diagnostics.all
    let fault = faults.first { $0.code == "data.stratum-without-size" }
    #expect(fault?.severity == .error)
    #expect(fault?.finding.contains("south") == true && fault?.finding.contains("2 rows") == true)
    let weighted = builder.build([raw(["D|W", "North|1", "South|2"], columns: ["weight": "W"])])
    #expect(!weighted.diagnostics.all.contains { $0.code == "data.stratum-without-size" })
  }

  @Test(arguments: [
    (2, 9, ["data.more-than-invited"]), (3, 9, []), (9, 2, ["data.more-than-population"]),
  ])
  func `more answers than were asked for are told`(invited: Int, population: Int, codes: [String]) {
    let sampling = SamplingDeclaration(
      design: .census, population: population, invited: invited, fpcForLevels: false,
      fpcForChange: false)
    let data = SurveyDataBuilder(
      study: study(sampling: sampling), codebooks: [codebook([scale("t")])]
    ).build([raw(["t", "1", "2", "3"])])
    #expect(data.diagnostics.all.map(\.code).filter { $0.hasPrefix("data.more-than") } == codes)
  }

  @Test(arguments: [(false, false), (true, true)])
  func `ways to group that follow from each other are refused`(isNested: Bool, isRefused: Bool) {
    var definition = study()
    definition.groups = ["district", "side"]
    let side = Codebook.Variable(
      id: "side", kind: .choice, headers: ["S"], answers: [answer("Up", 1), answer("Down", 2)])
    let rows = (0..<40).map { row in
      let north = row % 2 == 0
      return (north ? "North" : "South") + "|" + ((isNested ? north : row % 3 == 0) ? "Up" : "Down")
    }
    let data = SurveyDataBuilder(study: definition, codebooks: [codebook([district, side])])
      .build([raw(["D|S"] + rows)])
    #expect(data.diagnostics.all.contains { $0.code == "data.nested-groups" } == isRefused)
  }

  @Test func `no correction is laid on open and census designs`() {
    for (design, weights) in [
      (SamplingDeclaration.Design.open, [1.0, 1]), (.census, [50, 50]),
    ] {
      let sampling = SamplingDeclaration(
        design: design, population: 100, fpcForLevels: false, fpcForChange: false)
      let panel = SurveyDataBuilder(
        study: study(sampling: sampling), codebooks: [codebook([scale("t")])]
      ).build([raw(["t", "1", "2"])]).panel
      #expect(panel.populationSizes == [[.infinity, .infinity]])
      #expect(panel.weight == weights)
      #expect(panel.strataLabels == ["aa"])
    }
  }

  @Test func `clusters are numbered within their stage and stratum`() {
    let school = Codebook.Variable(id: "school", kind: .text, headers: ["S"])
    let room = Codebook.Variable(id: "room", kind: .text, headers: ["R"])
    let sampling = SamplingDeclaration(
      design: .clustered, stratum: "district", stratumSizes: ["north": 8, "south": 9],
      clusters: ["school", "room"], fpcForLevels: true, fpcForChange: false)
    let data = SurveyDataBuilder(
      study: study(sampling: sampling), codebooks: [codebook([district, school, room])]
    ).build([
      raw(["D|S|R", "North|1|a", "North|1|b", "North|2|a", "South|1|a", "South||a", "North|1|a"])
    ])
    #expect(data.panel.clusters == [[0, 0, 1, 2, 0], [0, 1, 2, 3, 0]])
    #expect(data.panel.populationSizes[0] == [8, 8, 8, 9, 8])
    #expect(data.panel.populationSizes[1].allSatisfy { $0 == .infinity })
    #expect(data.panel.sources[0].dropReasons == ["no cluster"])
  }

  @Test(arguments: [
    (" ab-12 ", "AB12"), ("Åse 03", "ÅSE03"), ("ase03", "ASE03"), ("--", ""), ("", ""),
    ("ñ.1", "Ñ1"),
  ])
  func `self-made codes are compared without case, spaces and punctuation`(
    code: String, expected: String
  ) {
    #expect(PersonLinking.normalized(code) == expected)
  }

  @Test func `persons are matched by code within a municipality`() {
    let before = raw(
      [
        "c|t|town", "ab 1|1|aa", "X2|2|aa", "|3|aa", "D4|4|aa", "d4|5|aa", "E5|6|aa", "e-5|6|aa",
        "ab1|1|bb",
      ],
      municipality: .column("town", values: [:]), columns: ["person": "c"])
    let after = raw(
      ["c|t|town", "AB-1|9|aa", "Y3|8|aa", "D4|7|aa", "E5|6|aa"], file: "b.csv",
      municipality: .column("town", values: [:]), wave: .constant("after"),
      columns: ["person": "c"])
    let data = SurveyDataBuilder(
      study: study(relation: "linked"), codebooks: [codebook([scale("t")])]
    ).build([before, after])
    let panel = data.panel
    // The second e-5 has the same answers: one person twice. The second d4 has others: two persons.
    #expect(panel.sources[0].dropReasons == ["second row of the same person"])
    #expect(panel.person.prefix(7) == [0, 1, -1, -1, -1, 2, 4])
    #expect(panel.person.suffix(4) == [0, 3, -1, 2])
    #expect(
      panel.linkages[0]
        == Linkage(municipality: 0, matched: 2, lost: 1, new: 1, withoutCode: 1, ambiguous: 3))
    let found = data.diagnostics.all.map(\.code)
    #expect(found.contains("data.duplicate-person"))
    #expect(found.contains("data.ambiguous-person"))
    #expect(found.contains("data.nobody-linked"))
  }

  @Test func `where waves are not linked a person counts once`() {
    let data = SurveyDataBuilder(study: study(), codebooks: [codebook([scale("t")])])
      .build([raw(["c|t", "a|1", "A|2", "|3", "|4"], columns: ["person": "c"])])
    #expect(data.panel.values("t") == [1, 3, 4])
    #expect(data.panel.person == [-1, -1, -1])
  }
}
