import Reporting
import SocialIndicators
import Testing

struct FindingSentenceTests {
  @Test func `what rose is told with levels, change and interval`() throws {
    let words = try ReportFixture.report().words
    #expect(
      words.contains(
        "Trust in most people rose from 5.4 to 6.0: by 0.6 points (95% interval 0.2 to 1.0)."))
  }

  @Test func `a share that fell is told in percentage points`() throws {
    let words = try ReportFixture.report().words
    #expect(
      words.contains(
        "Volunteered in the last year fell from 31% to 22%: by 9.1 percentage points"))
  }

  @Test func `what is smaller than the margin names the margin and the 90 per cent interval`()
    throws
  {
    let words = try ReportFixture.report().words
    #expect(
      words.contains(
        "Fairness of people moved by less than 0.35 points either way, the margin declared "
          + "beforehand (90% interval"))
  }

  @Test func `what cannot be told says between what and what could have been found`() throws {
    let words = try ReportFixture.report().words
    #expect(
      words.contains(
        "Pride in the town: we cannot tell. It stood at 7.1 and then at 7.3; the change most likely lies "
          + "between −0.4 and +0.8 points (95% interval). A study like this finds a true change "
          + "of 0.8 points 8 times in 10."))
  }

  @Test func `a reworded question is not compared and says why`() throws {
    let limits = try ReportFixture.report().chapter("limits")
    #expect(limits.contains("Feels at home here: 3.91 (Spring 2024) and 4.02 (Spring 2026)"))
    #expect(
      limits.contains("not compared, because a question was worded differently the second time"))
  }

  @Test(arguments: ["saltholm", "kivilaht"])
  func `the words no change never appear`(town: String) throws {
    let words = try ReportFixture.report(town: town).words.lowercased()
    for phrase in ["no change", "unchanged", "did not change", "has not changed"] {
      #expect(!words.contains(phrase), "\(phrase)")
    }
  }

  @Test func `an interval that begins just above zero does not print a zero`() throws {
    var study = InventedStudy()
    study.primaries = ["x"]
    // 0.43 ± 1.96 · 0.2 is 0.038 to 0.822.
    study.survey("x", "A measure", "culture", .score(low: 0, high: 10), 5, 5.43, 0.2, .rose, 0.03)
    let words = try ReportFixture.report(study).words
    #expect(words.contains("by 0.43 points (95% interval 0.04 to 0.82)"))
  }
}
