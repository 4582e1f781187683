import ArgumentParser
import SurveyStatistics

/// `perlemor response`: AAPOR's outcome rates from what became of everybody in the sample.
struct ResponseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "response",
    abstract: "Compute response, cooperation, refusal and contact rates as AAPOR defines them.",
    discussion: """
      Counts of the final dispositions, or sums of weights. RR3, RR4, REF2 and CON2 need the share \
      of eligible ones among unknown cases: give it, or give the cases found not to be eligible.

      EXAMPLES
        perlemor response --complete 600 --partial 40 --refused 200 --not-contacted 300
        perlemor response --complete 600 --refused 200 --not-contacted 300 \\
          --unknown-household 100 --eligible-share 0.5 --format json
      """)

  @Option(help: "Complete interviews (I).")
  var complete: Double

  @Option(help: "Partial interviews (P).")
  var partial: Double = 0

  @Option(help: "Refusals and break-offs (R).")
  var refused: Double = 0

  @Option(help: "Eligible ones who were not reached (NC).")
  var notContacted: Double = 0

  @Option(help: "Other eligible ones without an interview (O).")
  var other: Double = 0

  @Option(help: "Cases of which not even the household is known (UH).")
  var unknownHousehold: Double = 0

  @Option(help: "Other cases of unknown eligibility (UO).")
  var unknownOther: Double = 0

  @Option(help: "Cases found not to be eligible.")
  var notEligible: Double?

  @Option(help: "The share of eligible ones among unknown cases (e).")
  var eligibleShare: Double?

  @Option(help: "table, csv or json.")
  var format: OutputOptions.Format = .table

  func run() throws {
    let dispositions: Dispositions
    do {
      dispositions = try Dispositions(
        complete: complete, partial: partial, refused: refused, notContacted: notContacted,
        other: other, unknownHousehold: unknownHousehold, unknownOther: unknownOther,
        notEligible: notEligible, eligibleShare: eligibleShare)
    } catch {
      throw ValidationError("\(error).")
    }
    var table = ResultTable(["rate", "value", "meaning", "note"])
    for rate in OutcomeRate.allCases {
      var value: Double?
      var note: String?
      do throws(MissingAnswersError) {
        value = try dispositions.rate(rate)
      } catch {
        note = error.description
      }
      table.add([
        ("rate", .text(rate.name)), ("value", .init(value)), ("meaning", .text(rate.words)),
        ("note", .init(note)),
      ])
    }
    switch format {
    case .table: print(table.text())
    case .csv: print(table.csv(), terminator: "")
    case .json: print(table.json())
    }
  }
}

extension OutcomeRate {
  /// What the rate divides by what.
  fileprivate var words: String {
    switch self {
    case .rr1: "complete of all, unknown counted as eligible"
    case .rr2: "complete and partial of all, unknown counted as eligible"
    case .rr3: "complete of eligible, a share of unknown counted"
    case .rr4: "complete and partial of eligible, a share of unknown counted"
    case .rr5: "complete of those known to be eligible"
    case .rr6: "complete and partial of those known to be eligible"
    case .coop1: "complete of those reached"
    case .coop2: "complete and partial of those reached"
    case .coop3: "complete of those reached and able"
    case .coop4: "complete and partial of those reached and able"
    case .ref1: "refused of all, unknown counted as eligible"
    case .ref2: "refused of eligible, a share of unknown counted"
    case .ref3: "refused of those known to be eligible"
    case .con1: "reached of all, unknown counted as eligible"
    case .con2: "reached of eligible, a share of unknown counted"
    case .con3: "reached of those known to be eligible"
    }
  }
}
