import DisclosureControl
import Graphics
import Localization
import SocialIndicators
import SurveyData
import Typesetting

/// One municipality's part of the input, with the words to tell it in.
struct ReportContext {
  let input: ReportInput
  let town: Municipality
  let language: Language
  /// The first and the last wave; the same where there is only one.
  let before: WaveDefinition
  let after: WaveDefinition
  /// Results of the whole town, in the order of the study.
  let results: [PublishableResult]
  let groupResults: [PublishableResult]
  let charts: [NamedChart]
  private let definitions: [String: IndicatorDefinition]

  init?(
    _ input: ReportInput, municipality: String, language: Language, charts: [NamedChart] = []
  ) {
    guard let town = input.study.municipalities.first(where: { $0.id == municipality }),
      let before = input.study.waves.first, let after = input.study.waves.last
    else { return nil }
    self.input = input
    self.town = town
    self.language = language
    self.before = before
    self.after = after
    self.charts = charts
    let own = input.results.filter { $0.result.municipality == municipality }
    results = own.filter { $0.result.group == nil }
    groupResults = own.filter { $0.result.group != nil }
    definitions = Dictionary(
      input.definitions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var hasTwoWaves: Bool { before.id != after.id }

  func say(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
    language.string(key, arguments)
  }

  func paragraph(
    _ key: String, _ arguments: [String: MessageArgument] = [:],
    look: Document.ParagraphLook = .body
  ) -> Document.Block {
    .paragraph([.text(say(key, arguments))], look: look)
  }

  func definition(of result: PublishableResult) -> IndicatorDefinition? {
    definitions[result.result.indicator]
  }

  func label(of result: PublishableResult) -> String {
    definition(of: result)?.label ?? result.result.indicator
  }

  func figure(_ result: PublishableResult) -> FigureText {
    FigureText(unit: result.result.unit, language: language)
  }

  func wave(_ wave: WaveDefinition, of result: PublishableResult) -> IndicatorResult.Wave? {
    result.result.waves.first { $0.wave == wave.id }
  }

  /// Whether the figure is made from records of who came rather than from answers.
  func isParticipation(_ result: PublishableResult) -> Bool {
    if case .participation = definition(of: result)?.kind { return true }
    return result.result.basis != .answers
  }

  /// Whether any figure of the town describes only those who answered.
  var isOpen: Bool {
    results.contains { $0.result.describesRespondentsOnly }
      || responses.contains { $0.design == .open }
  }

  /// The outcomes declared beforehand, in declared order.
  var primaries: [PublishableResult] {
    results.filter { $0.result.primaryRank != nil }
      .sorted { ($0.result.primaryRank ?? 0) < ($1.result.primaryRank ?? 0) }
  }

  var responses: [ResponseAccount] {
    input.study.waves.compactMap { wave in
      input.responses.first { $0.municipality == town.id && $0.wave == wave.id }
    }
  }

  var linkage: Linkage? {
    guard let index = input.study.municipalities.firstIndex(where: { $0.id == town.id }) else {
      return nil
    }
    return input.linkages.first { $0.municipality == index }
  }

  /// The level of intervals as printed.
  var level: String { language.percent(input.level, decimals: 0) }

  func integer(_ value: Int?) -> String {
    value.map { language.integer($0) } ?? say("report.not_known")
  }

  /// A day as the language writes it; text that is no ISO day is printed as it is.
  func day(_ iso: String) -> String {
    let parts = iso.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return iso }
    return language.date(year: parts[0], month: parts[1], day: parts[2])
  }

  func waveName(_ id: String) -> String {
    input.study.waves.first { $0.id == id }?.label ?? id
  }

  /// Dimensions with survey results, in the order of the programme's theory of change.
  ///
  /// The three kinds of trust stand together, so that one chart can show them side by side.
  var dimensions: [(id: String, name: String, results: [PublishableResult])] {
    let own = results.filter { !isParticipation($0) }
    var order = [
      "belonging", "trust", "engagement", "preparedness", "quality_of_life", "culture",
    ]
    for id in own.map(dimension) where !order.contains(id) { order.append(id) }
    return order.compactMap { id in
      let members = own.filter { dimension(of: $0) == id }
      return members.isEmpty ? nil : (id, dimensionName(id), members)
    }
  }

  private func dimension(of result: PublishableResult) -> String {
    let id = definition(of: result)?.dimension ?? "other"
    return id.hasPrefix("trust_") ? "trust" : id
  }

  private func dimensionName(_ id: String) -> String {
    switch id {
    case "belonging": say("dimension.belonging")
    case "trust": say("dimension.trust")
    case "engagement": say("dimension.engagement")
    case "preparedness": say("dimension.preparedness")
    case "quality_of_life": say("dimension.quality_of_life")
    case "culture": say("dimension.culture")
    case "participation": say("dimension.participation")
    case "other": say("dimension.other")
    default: id
    }
  }
}
