import DefinitionFiles
import Diagnostics
import DisclosureControl
import Foundation
import Localization
import Reporting
import SocialIndicators
import StudyStore
import SurveyData

/// What reports and charts are made from: a study record after disclosure control, the template and
/// the languages.
struct ReportMaterial: Sendable {
  let record: StudyRecord
  let published: [PublishableResult]
  let location: LibraryLocation
  let template: ReportTemplate
  let languages: [Language]
  /// Who answered, before disclosure control.
  private let profiles: [RespondentProfile]
  private(set) var diagnostics = DiagnosticList()

  /// Loads the template and the languages that the study or the user asks for.
  init(record: StudyRecord, location: LibraryLocation, languages asked: [String]) throws {
    self.record = record
    self.location = location
    published = protect(record.results, study: record.study)
    let (plan, _) = IndicatorPlan.make(
      study: record.study, library: IndicatorLibrary(record.definitions.map(\.definition)),
      codebooks: record.codebooks)
    profiles = respondentProfiles(study: record.study, plan: plan, panel: record.panel)
    let catalogue = LanguageCatalogue.load(
      folder: location.reports + "/languages", into: &diagnostics)
    let path = location.reports + "/templates/municipality.yaml"
    let template = ReportTemplate.load(
      path: path, name: "Reports/templates/municipality.yaml", into: &diagnostics)
    guard let template, !diagnostics.hasErrors else {
      throw Failure(DiagnosticPrinter(showsNotes: false).text(diagnostics))
    }
    self.template = template
    let tags = asked.isEmpty ? record.study.languages : asked
    var found: [Language] = []
    for tag in tags {
      guard let language = catalogue.language(tag) else {
        let have = catalogue.tags.joined(separator: ", ")
        if asked.isEmpty {
          diagnostics.append(
            Diagnostic(
              "study.language", .warning, at: .init(file: "study.yaml", column: "languages"),
              "there are no reports in '\(tag)' yet", expected: have,
              hint: "add Reports/languages/\(tag).yaml; gaps fall back to English"))
          continue
        }
        throw Failure("--language \(tag): there is none (expected \(have))")
      }
      if !found.contains(where: { $0.tag == language.tag }) { found.append(language) }
    }
    self.languages = found.isEmpty ? catalogue.languages.prefix(1).map { $0 } : found
  }

  /// Places that have at least one result, in the order of the study.
  var municipalities: [Municipality] {
    record.study.municipalities.filter { place in
      record.results.contains { $0.municipality == place.id }
    }
  }

  /// The input of one place's report in one language; nil for all places, as charts take it.
  func input(
    _ language: Language, texts: [String: String], of place: Municipality? = nil
  ) -> ReportInput {
    let sources = sources(of: place)
    let thresholds = DisclosureThresholds.standard
    return ReportInput(
      study: record.study, definitions: record.definitions.map(\.definition), results: published,
      responses: responses(language), linkages: record.panel.linkages,
      sources: sources, questions: questions(of: sources), diagnostics: record.diagnostics,
      texts: texts,
      leastRespondents: thresholds.leastRespondents, leastCell: thresholds.leastCell,
      asOf: record.asOf ?? "", programVersion: record.programVersion)
  }

  /// The wording of items in the codebooks that read these files: each town asks in its own words.
  private func questions(of sources: [SourceAccount]) -> [String: String] {
    let files = Set(sources.map(\.file))
    let names = record.study.sources
      .filter { $0.kind == .survey && files.contains($0.file) }.map(\.codebook)
    let own = record.codebooks.indices.filter { index in
      // A file that names no codebook is read by the first.
      names.contains(record.codebooks[index].file) || (index == 0 && names.contains(nil))
    }
    var questions: [String: String] = [:]
    for variable in own.flatMap({ record.codebooks[$0].variables }) {
      guard let item = variable.item, questions[item] == nil else { continue }
      // Forms export the question as the header of its column.
      questions[item] =
        variable.question ?? variable.headers.first { $0.split(separator: " ").count > 2 }
    }
    return questions
  }

  /// The raw files that a place's figures come from: how the other towns name and send their files
  /// is not its readers' business.
  private func sources(of place: Municipality?) -> [SourceAccount] {
    let all = record.panel.sources + (record.participation?.sources ?? [])
    guard let place,
      let index = record.study.municipalities.firstIndex(where: { $0.id == place.id })
    else { return all }
    var files: Set<String> = []
    for row in record.panel.municipality.indices
    where Int(record.panel.municipality[row]) == index {
      files.insert(record.panel.sources[Int(record.panel.source[row])].file)
    }
    for source in record.study.sources {
      switch source.municipality {
      case .constant(let id): if id == place.id || id == place.name { files.insert(source.file) }
      case .column: if source.kind != .survey { files.insert(source.file) }
      }
    }
    return all.filter { files.contains($0.file) }
  }

  /// Who was asked and who answered, after disclosure control.
  private func responses(_ language: Language) -> [ResponseAccount] {
    let profiles = protect(profiles, joinedLabel: language.string("respondents.joined"))
    return profiles.map { protected in
      let profile = protected.profile
      let place = record.study.municipalities.first { $0.id == profile.municipality }
      let sampling = place?.sampling[profile.wave]
      let weighting: ResponseAccount.Weighting =
        if profile.calibratedTo.count > 1 {
          .raked(profile.calibratedTo.map(title))
        } else if !profile.calibratedTo.isEmpty {
          .poststratified(profile.calibratedTo.map(title))
        } else if profile.weightRange != nil {
          .design
        } else {
          .none
        }
      return ResponseAccount(
        municipality: profile.municipality, wave: profile.wave,
        design: sampling?.design ?? .simple, eligible: sampling?.population,
        invited: sampling?.invited, answered: profile.answered, weighting: weighting,
        weightRange: profile.weightRange,
        groups: profile.groups.flatMap { variable, levels in
          levels.map {
            ResponseAccount.GroupCount(
              variable: title(variable), level: $0.label, answered: $0.answered,
              weightedShare: $0.weightedShare, populationShare: $0.populationShare)
          }
        })
    }
  }

  /// A background variable as printed: its question, or its id in words.
  private func title(_ variable: String) -> String {
    let words = variable.replacingOccurrences(of: "_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
