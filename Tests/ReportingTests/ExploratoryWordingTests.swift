import Plotting
import Reporting
import SocialIndicators
import Testing

struct ExploratoryWordingTests {
  @Test func `a rise that nobody declared is called exploratory wherever it is told`() throws {
    // Attended culture rose in the invented study and was not declared.
    let report = try ReportFixture.report()
    let told = report.words.split(separator: "\n").filter {
      $0.contains("Attended culture") && $0.contains(" rose")
    }
    #expect(!told.isEmpty)
    #expect(told.allSatisfy { $0.contains("exploratory") }, "\(told)")
    let sentence = "Attended culture (exploratory) rose from 63% to 71%"
    #expect(report.chapter("dimensions").contains(sentence))
    #expect(report.chapter("dimensions").contains("chance is not ruled out"))
  }

  @Test func `charts title and mark exploratory rises apart from findings`() throws {
    let charts = try ReportFixture.report().charts
    let culture = try #require(charts.first { $0.dimension == "culture" })
    #expect(culture.text.title == "Attended culture rose (exploratory); the other not clearly")
    #expect(culture.text.footnote.contains("Open triangles are exploratory"))
    let engagement = try #require(charts.first { $0.dimension == "engagement" })
    #expect(engagement.text.title == "Volunteered in the last year fell")
    #expect(!engagement.text.footnote.contains("Open triangles"))
  }

  @Test func `the overview counts declared outcomes and exploratory measures apart`() throws {
    let strip = try #require(try ReportFixture.report().charts.first { $0.kind == .strip })
    #expect(
      strip.text.title
        == "Moved clearly: 2 of 4 declared outcomes, 1 of 8 exploratory ones")
    var study = InventedStudy()
    study.primaries = []
    study.survey("x", "A measure", "culture", .share, 0.3, 0.5, 0.05, .rose)
    study.survey("y", "Another", "culture", .share, 0.3, 0.31, 0.05, .cannotTell)
    let undeclared = try ReportFixture.report(study)
    #expect(
      undeclared.charts.first { $0.kind == .strip }?.text.title
        == "Moved clearly: 1 of 2 exploratory measures; none was declared beforehand")
    let summary = undeclared.chapter("summary")
    #expect(!summary.contains("A measure"))
  }

  @Test func `the limits say how many exploratory measures chance would move`() throws {
    // Eight exploratory measures with an interval of 95%: 0.4 of them.
    let limits = try ReportFixture.report().chapter("limits")
    #expect(limits.contains("1 of the 8 exploratory measures of this report moved clearly"))
    #expect(limits.contains("about 0.4 would seem to have moved by chance"))
  }

  @Test func `a study without exploratory measures says nothing of them`() throws {
    var study = InventedStudy()
    study.primaries = ["x"]
    study.survey("x", "A measure", "culture", .share, 0.3, 0.5, 0.05, .rose, 0.01)
    let report = try ReportFixture.report(study)
    #expect(!report.chapter("limits").contains("exploratory"))
    let strip = try #require(report.charts.first { $0.kind == .strip })
    #expect(strip.text.title == "Moved clearly: 1 of 1 declared outcome")
    #expect(strip.text.footnote == "Lines are 95% intervals.")
  }
}
