import Reporting
import SurveyData
import Testing

struct ResponseAccountTests {
  @Test func `the response rate is answers per person asked`() {
    func rate(_ account: ResponseAccount) -> Double? { account.responseRate }
    #expect(
      rate(
        ResponseAccount(
          municipality: "a", wave: "b", design: .simple, eligible: 1_000, invited: 400,
          answered: 100)) == 0.25)
    #expect(
      rate(
        ResponseAccount(
          municipality: "a", wave: "b", design: .census, eligible: 1_000, answered: 640)) == 0.64)
  }

  @Test func `open samples and impossible counts have no response rate`() {
    #expect(
      ResponseAccount(
        municipality: "a", wave: "b", design: .open, eligible: 1_000, invited: 400, answered: 100
      ).responseRate == nil)
    #expect(
      ResponseAccount(
        municipality: "a", wave: "b", design: .simple, invited: 50, answered: 100
      ).responseRate == nil)
  }
}
