import Localization
import SurveyData
import Typesetting

extension ReportContext {
  /// Names that many messages use.
  var names: [String: MessageArgument] {
    [
      "town": .text(town.name), "id": .text(town.id), "study": .text(input.study.title),
      "before": .text(before.label), "after": .text(after.label),
      "year": .text(town.uptakeYear.map(String.init) ?? ""), "day": .text(day(input.asOf)),
      "level": .text(level), "program": .text(input.programVersion),
    ]
  }

  func cover() -> Document.Block {
    let subtitle =
      switch (town.role, town.uptakeYear) {
      case _ where !hasTwoWaves: say("cover.subtitle_one_wave", names)
      case (.comparison, _): say("cover.subtitle_comparison", names)
      case (.uptake, nil): say("cover.subtitle_without_year", names)
      case (.uptake, _?): say("cover.subtitle", names)
      }
    var labels = [say("cover.inhabitants"), say("cover.answers"), say("cover.fieldwork")]
    let answers = responses.map {
      say(
        "cover.answers_of_wave",
        ["n": .text(language.integer($0.answered)), "wave": .text(waveName($0.wave))])
    }
    let fieldwork = input.study.waves.compactMap(fieldwork)
    var values = [
      language.integer(town.inhabitants),
      answers.isEmpty ? say("report.not_known") : answers.joined(separator: "\n"),
      fieldwork.isEmpty ? say("report.not_known") : fieldwork.joined(separator: "\n"),
    ]
    labels.append(say("cover.made"))
    values.append(day(input.asOf))
    return .cover(
      Document.Cover(
        kicker: input.study.title, title: town.name, subtitle: subtitle, factLabels: labels,
        factValues: values))
  }

  /// `3 March 2024 to 2 April 2024`, or nil where no day is declared.
  func fieldwork(_ wave: WaveDefinition) -> String? {
    switch (wave.from, wave.to) {
    case (let from?, let to?): language.interval(low: day(from), high: day(to))
    case (let only?, nil), (nil, let only?): day(only)
    case (nil, nil): nil
    }
  }
  /// The same on two lines, broken before the last day, for narrow columns.
  func fieldworkLines(_ wave: WaveDefinition) -> String? {
    guard let from = wave.from, let to = wave.to else { return fieldwork(wave) }
    return language.interval(low: day(from), high: "\n\(day(to))")
      .replacing(" \n", with: "\n")
  }
}
