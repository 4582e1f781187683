import Localization
import SurveyData
import Typesetting

extension ReportContext {
  /// Who was asked, who answered, and whom they stand for.
  func respondents() -> [Document.Block] {
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("respondents.title"), id: "respondents", isNumbered: true,
        startsPage: false),
      paragraph("respondents.lead", names, look: .lead),
    ]
    if let description = input.study.description, !description.isEmpty {
      blocks.append(.paragraph([.text(description)], look: .body))
    }
    if isOpen { blocks.append(openWarning()) }
    if !responses.isEmpty { blocks.append(.table(responseTable())) }
    if let table = groupCounts() {
      blocks.append(
        .heading(
          level: 3, text: say("respondents.groups_title"), id: "respondents-groups",
          isNumbered: false, startsPage: false))
      blocks.append(.table(table))
    }
    // Waves of the same design share a sentence.
    var told: [String] = []
    for response in responses {
      let (design, weighting) = (design(response), weighting(response))
      guard !told.contains(design + weighting) else { continue }
      told.append(design + weighting)
      let alike = responses.filter {
        self.design($0) == design && self.weighting($0) == weighting
      }
      blocks.append(
        paragraph(
          alike.count == 2 && responses.count == 2
            ? "respondents.design_both" : "respondents.design",
          [
            "waves": .text(language.list(alike.map { waveName($0.wave) })),
            "design": .text(design), "weighting": .text(weighting),
          ]))
    }
    blocks.append(.paragraph([.text(relation)], look: .body))
    return blocks
  }

  private func responseTable() -> Document.TableBlock {
    let shown = responses
    var rows: [[String]] = []
    func row(_ key: String, _ value: (ResponseAccount) -> String) {
      rows.append([say(key)] + shown.map(value))
    }
    row("respondents.fieldwork") { response in
      input.study.waves.first { $0.id == response.wave }.flatMap { fieldworkLines($0) }
        ?? say("report.not_known")
    }
    row("respondents.design_name") { designName($0.design) }
    row("respondents.eligible") { integer($0.eligible) }
    if shown.contains(where: { $0.invited != nil }) {
      row("respondents.invited") { integer($0.invited) }
    }
    row("respondents.answered") { language.integer($0.answered) }
    row("respondents.rate") { response in
      if let rate = response.responseRate { return language.percent(rate, decimals: 0) }
      return say(response.design == .open ? "respondents.rate_open" : "report.not_known")
    }
    let isWeighted = shown.contains { $0.weightRange != nil }
    if isWeighted {
      row("respondents.weights") { response in
        guard let range = response.weightRange else { return say("report.dash") }
        return language.interval(low: range.lowerBound, high: range.upperBound, decimals: 2)
      }
    }
    var notes: [String] = []
    if shown.contains(where: { $0.responseRate != nil }) {
      notes.append(
        say(
          shown.contains { $0.design == .census }
            ? "respondents.note_rate_census" : "respondents.note_rate"))
    }
    if isWeighted { notes.append(say("respondents.note_weights")) }
    return Document.TableBlock(
      id: "table-respondents", caption: [.text(say("respondents.table", names))],
      columns: [.init(header: say("respondents.fact"), alignment: .left, weight: 1.3)]
        + shown.map { .init(header: waveName($0.wave), alignment: .right, weight: 1) },
      rows: rows, note: notes.isEmpty ? nil : notes.joined(separator: " "))
  }

  func designName(_ design: SamplingDeclaration.Design) -> String {
    switch design {
    case .simple: say("design.simple")
    case .stratified: say("design.stratified")
    case .clustered: say("design.clustered")
    case .census: say("design.census")
    case .open: say("design.open")
    }
  }

  private func design(_ response: ResponseAccount) -> String {
    switch response.design {
    case .simple: return say("design.simple_text")
    case .stratified: return say("design.stratified_text")
    case .clustered: return say("design.clustered_text")
    case .open: return say("design.open_text")
    case .census:
      let isCorrected = town.sampling[response.wave]?.fpcForLevels ?? false
      return say(isCorrected ? "design.census_corrected_text" : "design.census_text")
    }
  }

  private func weighting(_ response: ResponseAccount) -> String {
    switch response.weighting {
    case .none: say("weighting.none")
    case .design: say(bringsWeights ? "weighting.file" : "weighting.design")
    case .poststratified(let variables):
      say("weighting.poststratified", ["list": .text(language.list(variables.map(inSentence)))])
    case .raked(let variables):
      say("weighting.raked", ["list": .text(language.list(variables.map(inSentence)))])
    }
  }

  /// A variable's name as it stands within a sentence.
  private func inSentence(_ name: String) -> String {
    name.prefix(1).lowercased() + name.dropFirst()
  }

  /// Whether persons were linked, which the declaration alone does not make true.
  var isLinked: Bool { town.relation == "linked" && (linkage?.matched ?? 0) > 0 }

  /// How the samples of the two waves relate, in a sentence or a few.
  var relation: String {
    guard hasTwoWaves else { return say("relation.one_wave") }
    if isOpen { return say("relation.open") }
    switch town.relation {
    case "linked":
      guard isLinked, let linkage else { return say("relation.not_linked") }
      return say(
        "relation.linked",
        [
          "matched": .text(safeCount(linkage.matched)), "lost": .text(safeCount(linkage.lost)),
          "new": .text(safeCount(linkage.new)),
          "without": .text(safeCount(linkage.withoutCode)),
          "ambiguous": .text(safeCount(linkage.ambiguous)),
        ])
    case "shared": return say("relation.shared")
    default:
      let isCensus = !responses.isEmpty && responses.allSatisfy { $0.design == .census }
      return say(isCensus ? "relation.census" : "relation.fresh")
    }
  }

  /// A count of persons, hidden where it is small.
  func safeCount(_ count: Int) -> String {
    count < input.leastCell
      ? say("withheld.under", ["least": .text(language.integer(input.leastCell))])
      : language.integer(count)
  }

  private func groupCounts() -> Document.TableBlock? {
    let shown = responses.filter { !$0.groups.isEmpty }
    guard !shown.isEmpty else { return nil }
    var order: [(variable: String, level: String)] = []
    for group in shown.flatMap(\.groups)
    where !order.contains(where: { $0 == (group.variable, group.level) }) {
      order.append((group.variable, group.level))
    }
    let isWeighted = shown.contains { $0.weighting != .none }
    let hasRegister = shown.contains { $0.groups.contains { $0.populationShare != nil } }
    var rows: [[String]] = []
    var variables: [String] = []
    for (variable, _) in order where !variables.contains(variable) { variables.append(variable) }
    for variable in variables {
      rows.append([variable])
      let hidden = shown.map { hiddenLevels(of: variable, in: $0) }
      for (_, level) in order where order.contains(where: { $0 == (variable, level) }) {
        var row = [level]
        for (index, response) in shown.enumerated() {
          let group = response.groups.first { $0.variable == variable && $0.level == level }
          guard let group else {
            row += [say("report.dash"), say("report.dash")]
            continue
          }
          if hidden[index].contains(level) {
            row += [say("withheld.mark"), say("withheld.mark")]
          } else {
            row += [
              language.integer(group.answered),
              group.weightedShare.map { language.percent($0, decimals: 0) } ?? say("report.dash"),
            ]
          }
        }
        if hasRegister {
          let register = shown.compactMap { response in
            response.groups.first { $0.variable == variable && $0.level == level }?
              .populationShare
          }.last
          row.append(register.map { language.percent($0, decimals: 0) } ?? say("report.dash"))
        }
        rows.append(row)
      }
    }
    var columns: [Document.TableBlock.Column] = [
      .init(header: say("respondents.group"), alignment: .left, weight: 1.8)
    ]
    for response in shown {
      let wave: [String: MessageArgument] = ["wave": .text(waveName(response.wave))]
      columns.append(
        .init(header: say("respondents.group_answered", wave), alignment: .right, weight: 1))
      columns.append(
        .init(header: say("respondents.group_share", wave), alignment: .right, weight: 1))
    }
    if hasRegister {
      columns.append(
        .init(header: say("respondents.group_register"), alignment: .right, weight: 1))
    }
    return Document.TableBlock(
      id: "table-groups", caption: [.text(say("respondents.groups_table", names))],
      columns: columns, rows: rows,
      note: (isWeighted ? say("respondents.note_shares") + " " : "")
        + say("respondents.groups_note", ["least": .text(language.integer(input.leastCell))]))
  }

  /// Levels whose count is small, and the next smallest where one alone could be had by
  /// subtraction from the total.
  private func hiddenLevels(of variable: String, in response: ResponseAccount) -> Set<String> {
    let groups = response.groups.filter { $0.variable == variable }
    var hidden = Set(groups.filter { $0.answered < input.leastCell }.map(\.level))
    if hidden.count == 1,
      let next = groups.filter({ !hidden.contains($0.level) })
        .min(by: { ($0.answered, $0.level) < ($1.answered, $1.level) })
    {
      hidden.insert(next.level)
    }
    return hidden
  }
}
