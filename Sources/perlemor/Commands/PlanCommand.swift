import ArgumentParser
import Foundation
import SurveyStatistics

/// `perlemor plan`: how many people must be asked, and how small a change they can show.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say how many people must be asked, and what so many can show.",
    discussion: """
      Give a share or the standard deviation of a mean, then what is wanted: a change to find, a \
      margin of error, or the respondents there will be in each wave. Shares and changes of shares \
      are written as 0.05, not 5. Both waves have the same size.

      EXAMPLES
        perlemor plan --share 0.6 --change 0.05
        perlemor plan --share 0.5 --margin 0.05 --population 5000 --response 0.35
        perlemor plan --mean-sd 2.3 --change 0.4 --deff 1.3 --overlap 0.4 --correlation 0.6
        perlemor plan --share 0.61 --respondents 300 --deff 1.3
      """)

  @Option(help: ArgumentHelp("The share in the first wave, from 0 to 1.", valueName: "share"))
  var share: Double?

  @Option(help: ArgumentHelp("A mean, by the standard deviation of answers.", valueName: "sd"))
  var meanSd: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The change between waves to find; a fall is negative.", valueName: "change"))
  var change: Double?

  @Option(help: ArgumentHelp("The margin of error of one wave.", valueName: "margin"))
  var margin: Double?

  @Option(help: ArgumentHelp("The margin of error of a change.", valueName: "margin"))
  var changeMargin: Double?

  @Option(
    help: ArgumentHelp(
      "Respondents in each wave: what they can show is told.", valueName: "people"))
  var respondents: Int?

  @Option(help: ArgumentHelp("The design effect of clusters and weights.", valueName: "factor"))
  var deff: Double = 1

  @Option(help: ArgumentHelp("How many people there are to ask.", valueName: "people"))
  var population: Double?

  @Option(help: ArgumentHelp("The share of those invited who answer.", valueName: "share"))
  var response: Double = 1

  @Option(
    help: ArgumentHelp("The share of respondents who answer both waves.", valueName: "share"))
  var overlap: Double = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The correlation of both answers of a person.", valueName: "r"))
  var correlation: Double = 0

  @Option(help: ArgumentHelp("The chance to find the change.", valueName: "share"))
  var power: Double = 0.8

  @Flag(help: "Test for a change in one direction only.")
  var oneSided = false

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (share == nil) != (meanSd == nil) else {
      throw ValidationError("Say what is asked: either --share or --mean-sd.")
    }
    guard change != nil || margin != nil || changeMargin != nil || respondents != nil else {
      throw ValidationError(
        "Say what is wanted: --change, --margin, --change-margin or --respondents.")
    }
    for (name, value) in [
      ("--share", share), ("--change", share == nil ? nil : change.map { abs($0) }),
      ("--response", response), ("--overlap", overlap), ("--power", power),
    ] {
      if let value, value > 1 {
        throw ValidationError("\(name) is a share such as 0.6, not \(inWords(value)).")
      }
    }
    if overlap > 0, correlation == 0 {
      throw ValidationError(
        "--overlap needs --correlation: how alike the same person answers twice, often 0.4 to 0.7.")
    }
  }

  func run() throws {
    do {
      let answer = try PlanAnswer(self)
      if output.format == .table {
        print(answer.sentences.joined(separator: "\n") + "\n")
      }
      output.write(answer.table)
    } catch let error as PlanningError {
      throw ValidationError("\(error).")
    }
  }

  fileprivate func plan() throws -> SurveyPlan {
    try SurveyPlan(
      share.map { .share($0) } ?? .mean(standardDeviation: meanSd ?? 0),
      field: FieldConditions(
        designEffect: deff, population: population, responseRate: response, overlap: overlap,
        correlation: correlation),
      test: PlannedTest(level: output.level, power: power, isOneSided: oneSided))
  }
}

/// What a plan says, in sentences and in lines.
private struct PlanAnswer {
  var sentences: [String] = []
  var table = ResultTable(["question", "figure", "value", "unit"])
  private let isShare: Bool
  private let chance: String

  init(_ options: PlanCommand) throws {
    isShare = options.share != nil
    chance = "\(Self.percent(options.power))"
    let plan = try options.plan()
    if let change = options.change {
      let size = try plan.sampleSize(toDetect: change)
      let what = "a \(change < 0 ? "fall" : "rise") of \(amount(abs(change)))\(from(options))"
      add(
        size, "change \(inWords(change))", goal: "To find \(what) with a chance of \(chance)", true)
    }
    if let margin = options.margin {
      let size = try plan.sampleSize(margin: margin)
      add(
        size, "margin \(inWords(margin))",
        goal: "For a margin of error of ±\(amount(margin))\(from(options))", false)
    }
    if let margin = options.changeMargin {
      let size = try plan.sampleSize(changeMargin: margin)
      add(
        size, "change margin \(inWords(margin))",
        goal: "For a change known to ±\(amount(margin))\(from(options))", true)
    }
    if let n = options.respondents { try add(plan, n, options) }
  }

  private mutating func add(
    _ size: SampleSizePlan, _ question: String, goal: String, _ isChange: Bool
  ) {
    let each = isChange ? " in each wave" : ""
    for step in size.steps {
      let isWhole = step.reason == .respondents || step.reason == .invitations
      line(
        question, step.reason.words,
        isWhole ? .integer(Int(step.people)) : .number(step.people), "people" + each)
    }
    line(question, "enough people", .flag(size.isAttainable), nil)
    var sentence =
      size.invitations == size.respondents
      ? "\(goal), \(size.respondents) people must answer\(each)."
      : "\(goal), invite \(size.invitations) people\(each): \(size.respondents) must answer."
    if !size.isAttainable, let population = size.population {
      sentence +=
        " There are only \(inWords(population)): ask everybody, and expect to show less."
    }
    sentences.append(sentence)
  }

  private mutating func add(
    _ plan: SurveyPlan, _ n: Int, _ options: PlanCommand
  ) throws {
    let question = "respondents \(n)"
    let unit = isShare ? "share" : "answer"
    let found = try plan.detectableChange(respondents: n)
    line(question, "detectable rise", .init(found.rise), unit)
    line(question, "detectable fall", .init(found.fall), unit)
    let margin = try plan.marginOfError(respondents: n)
    line(question, "margin of error", .number(margin), unit)
    line(
      question, "margin of error of a change",
      .number(try plan.marginOfErrorOfChange(respondents: n)), unit)
    if let change = options.change {
      line(
        question, "power to find \(inWords(change))",
        .number(try plan.power(toDetect: change, respondents: n)), "share")
    }
    let ways: [String]
    if let rise = found.rise, rise == found.fall {
      ways = ["a change of \(amount(rise))"]
    } else {
      ways = [
        found.rise.map { "a rise of \(amount($0))" }, found.fall.map { "a fall of \(amount($0))" },
      ].compactMap { $0 }
    }
    let shown =
      ways.isEmpty
      ? "no change is large enough to be found with a chance of \(chance)"
      : "\(ways.joined(separator: " or "))\(from(options)) is found with a chance of \(chance);"
        + " a smaller one can stay unseen"
    sentences.append(
      "With \(n) respondents in each wave, \(shown). One wave is known to ±\(amount(margin)).")
  }

  private mutating func line(
    _ question: String, _ figure: String, _ value: ResultTable.Cell, _ unit: String?
  ) {
    table.add([
      ("question", .text(question)), ("figure", .text(figure)), ("value", value),
      ("unit", .init(unit)),
    ])
  }

  /// 5 percentage points, or 0.4.
  private func amount(_ value: Double) -> String {
    isShare ? "\(Self.short(value * 100)) percentage points" : Self.short(value)
  }

  private func from(_ options: PlanCommand) -> String {
    options.share.map { " at a share of \(Self.percent($0))" } ?? ""
  }

  private static func percent(_ share: Double) -> String { "\(short(share * 100)) %" }

  /// Three significant digits, whole numbers whole.
  private static func short(_ value: Double) -> String { String(format: "%.3g", value) }
}

extension SampleSizePlan.Reason {
  /// What the step takes into account, in words.
  fileprivate var words: String {
    switch self {
    case .simpleRandomSample: "simple random sample"
    case .overlap: "with overlap"
    case .designEffect: "with design effect"
    case .finitePopulation: "with finite population"
    case .respondents: "respondents"
    case .invitations: "invitations"
    }
  }
}
