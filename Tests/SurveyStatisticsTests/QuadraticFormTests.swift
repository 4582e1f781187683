import Testing

@testable import SurveyStatistics

/// The distribution of Pearson's statistic under a design.
@Suite struct QuadraticFormTests {
  @Test func `with whole denominators the tail is pFsum's`() throws {
    // R survey 4.1-1: pFsum(x, c(1, 1), a, ddf = 17, lower.tail = FALSE, method = "saddlepoint"). It
    // finds the saddlepoint with uniroot, to about 1e-5.
    for part in try Reference.expected("designtests")["pfsum"].items {
      let weights = part["weights"].numbers
      let mean = weights.reduce(0, +)
      // Ours of equal weights is exact.
      if Set(weights).count == 1 { continue }
      let form = QuadraticForm(weights: weights, denominator: part["ddf"].number)
      for (x, p) in zip(part["x"].numbers, part["p"].numbers) where x > 1.1 * mean {
        #expect(agree(try form.upperTail(x), p, 1e-4), "\(weights) \(x)")
      }
    }
  }

  @Test(arguments: ["st", "cl"])
  func `a denominator that is not whole is used as it is, R cuts it down`(_ key: String) throws {
    let expected = try Reference.expected("tests_api")[key]
    let (file, design) = try ApiDesigns.design(key == "st" ? "apistrat" : "apiclus1")
    let rows = file.codes("sch.wide")
    let columns = file.codes("stype")
    let found = try ContingencyTable(
      rows: Categories(name: "sch.wide", codes: rows.codes, labels: rows.labels),
      columns: Categories(name: "stype", codes: columns.codes, labels: columns.labels),
      design: design
    ).independence(.saddlepoint)
    guard case .mixture(let weights, let denominator) = found.test.reference else {
      Issue.record("no mixture")
      return
    }
    // R writes 20.92 as 20 terms of 1/20.92 each: 0.02644 for a p of 0.02204 (by 2e7 draws); ours is
    // 0.02289. With its 20 (360) terms we give its number.
    let cut = QuadraticForm(
      weights: weights, denominator: denominator,
      denominatorTerms: denominator.rounded(.down))
    #expect(
      agree(
        try cut.upperTail(found.pearson), expected["chisq_saddlepoint"]["p.value"].number, 1e-6))
    if key == "cl" {
      #expect(abs(found.test.p - 0.02204) < 0.001)
      #expect(agree(found.test.p, 0.0228898961, 1e-6))
    }
  }

  @Test func `equal weights are F`() throws {
    // R: pf(c(.5, 1, 3, 12), 1, 14, lower.tail = FALSE)
    let exact = [
      0.49110337682754202, 0.33428194339465733, 0.10522805798352192, 0.00379668703991413,
    ]
    let form = QuadraticForm(weights: [2], denominator: 14)
    for (x, p) in zip([0.5, 1, 3, 12], exact) { #expect(agree(try form.upperTail(2 * x), p)) }
    // Nearly equal weights are nearly F.
    let close = QuadraticForm(weights: [1.01, 0.99], denominator: 14)
    let equal = QuadraticForm(weights: [1, 1], denominator: 14)
    for x in [0.5, 2, 6, 14] {
      #expect(agree(try close.upperTail(x), try equal.upperTail(x), 0.1), "\(x)")
    }
  }

  @Test func `the tail falls smoothly through the mean`() throws {
    let form = QuadraticForm(weights: [2, 1, 0.3], denominator: 25.5)
    var last = 1.0
    for step in 1..<400 {
      let x = Double(step) / 50
      let p = try form.upperTail(x)
      #expect(p < last && last - p < 0.02 || step < 10, "\(x)")
      last = p
    }
    #expect(try form.upperTail(0) == 1)
    #expect(try form.upperTail(1e4) < 1e-9)
  }
}
