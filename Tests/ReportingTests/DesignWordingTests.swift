import Reporting
import SocialIndicators
import SurveyData
import Testing

struct DesignWordingTests {
  private static func sampling(
    _ design: SamplingDeclaration.Design, fpc: Bool = false
  ) -> SamplingDeclaration {
    SamplingDeclaration(
      design: design, population: 3_540, invited: 900, fpcForLevels: fpc, fpcForChange: false)
  }

  private static func method(
    _ change: (inout ReportInput) -> Void
  ) throws -> String {
    try ReportFixture.report(change: change).chapter("method")
  }

  @Test func `the method is told from what is declared, never from the text of provenance`()
    throws
  {
    let method = try Self.method {
      $0.study.municipalities[0].sampling = [
        "before": Self.sampling(.simple, fpc: true), "after": Self.sampling(.simple, fpc: true),
      ]
    }
    #expect(
      method.contains(
        "Spring 2024 and Spring 2026: a simple random sample of 3,540 people; weights raked by "
          + "age and sex; with the finite population correction."))
    #expect(method.contains("Change: people who answered twice are linked, and their covariance"))
    #expect(method.contains("Intervals: Student’s t for means and their changes."))
    #expect(!method.contains("each wave centred in its own stratum"))
  }

  @Test func `a study without a declared design says what was assumed`() throws {
    let method = try Self.method { $0.study.municipalities[0].sampling = [:] }
    #expect(method.contains("no design is declared, so the answers are treated as a simple"))
    #expect(method.contains("without a finite population correction"))
  }

  @Test func `strata and clusters are named in words`() throws {
    let method = try Self.method {
      var drawn = Self.sampling(.stratified)
      drawn.stratum = "city_district"
      var clusters = Self.sampling(.clustered)
      clusters.clusters = ["block", "stair_case"]
      $0.study.municipalities[0].sampling = ["before": drawn, "after": clusters]
      $0.study.municipalities[0].relation = "shared"
    }
    #expect(method.contains("Spring 2024: simple random samples within strata (city district);"))
    #expect(method.contains("Spring 2026: clusters drawn first (block and stair case);"))
    #expect(method.contains("the same sampling units were visited again"))
  }

  @Test(arguments: [false, true])
  func `a census says that not answering is not sampling`(isCorrected: Bool) throws {
    let respondents = try ReportFixture.report {
      $0.study.municipalities[0].sampling = [
        "before": Self.sampling(.census, fpc: isCorrected),
        "after": Self.sampling(.census, fpc: isCorrected),
      ]
      for index in $0.responses.indices { $0.responses[index].design = .census }
    }.chapter("respondents")
    #expect(respondents.contains("Not answering is not sampling"))
    #expect(
      respondents.contains("As the study declares, the intervals are narrowed") == isCorrected)
    #expect(respondents.contains("since everybody was asked"))
  }

  @Test func `linked towns say how many were linked, and unlinked ones that nobody was`() throws {
    let linked = try ReportFixture.report().chapter("respondents")
    #expect(linked.contains("links 143 people who answered both times"))
    let unlinked = try ReportFixture.report { $0.linkages[0].matched = 0 }
    #expect(unlinked.chapter("respondents").contains("nobody could be recognised in both"))
    #expect(unlinked.chapter("method").contains("the surveys are separate samples"))
  }

  @Test func `weights say what they were made to agree with`() throws {
    let raked = try ReportFixture.report().chapter("respondents")
    #expect(raked.contains("by each of age and sex is that of the population register (raking)"))
    let post = try ReportFixture.report {
      for index in $0.responses.indices {
        $0.responses[index].weighting = .poststratified(["Age group"])
      }
    }.chapter("respondents")
    #expect(post.contains("by age group is that of the population register (post-stratification)"))
  }

  @Test func `one survey is described and not compared`() throws {
    var study = InventedStudy.made()
    for index in study.results.indices {
      study.results[index].waves.removeLast()
      study.results[index].change = nil
    }
    let report = try ReportFixture.report(study) {
      $0.study.waves.removeLast()
      $0.responses.removeAll { $0.wave == "after" }
    }
    #expect(report.chapter("summary").contains("describes Saltholm at one time, Spring 2024"))
    #expect(report.chapter("summary").contains("Level 1 of 5"))
    #expect(report.chapter("method").contains("Level 1 of 5"))
    #expect(report.chapter("dimensions").contains("Where the town stands"))
  }

  @Test func `participation formulas are printed in words`() throws {
    let definitions = try ReportFixture.report().chapter("definitions")
    #expect(definitions.contains("1,000 × different residents who came at least once"))
    #expect(!definitions.contains("attendance_gini."))
  }

  @Test func `an unweighted study does not speak of weighting that corrects`() throws {
    let weighted = try ReportFixture.report().chapter("limits")
    #expect(weighted.contains("Weighting corrects for what is known of them"))
    let limits = try ReportFixture.report {
      for index in $0.responses.indices { $0.responses[index].weighting = .none }
    }.chapter("limits")
    #expect(limits.contains("No weights make up for them here"))
    #expect(!limits.contains("Weighting corrects"))
  }

  @Test func `wording that a town did not give is marked as that of the library`() throws {
    var study = InventedStudy.made()
    for index in study.definitions.indices {
      guard case .survey(var scoring) = study.definitions[index].kind else { continue }
      scoring.items[0].wording = "Wording of the library?"
      study.definitions[index].kind = .survey(scoring)
    }
    let definitions = try ReportFixture.report(study) {
      $0.questions = ["town.proud": "Er du stolt af byen?"]
    }.chapter("definitions")
    #expect(definitions.contains("town.proud\nEr du stolt af byen?\n"))
    #expect(definitions.contains("fairness\nWording of the library? (as in the library"))
  }
}
