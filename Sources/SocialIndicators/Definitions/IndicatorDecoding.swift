internal import DefinitionFiles
internal import Diagnostics

/// Decodes one indicator, or nil where it has faults; all of them are reported to the reader.
func decodeIndicator(
  _ reader: DefinitionReader, file: String, fingerprint: String
) -> IndicatorDefinition? {
  let before = reader.faults.list.all.count
  let id = reader.string("id", required: true) ?? ""
  if !id.isEmpty, !isIdentifier(id) {
    reader.report(
      "indicator.id", at: "id", "\"\(id)\" cannot be an id",
      expected: "letters, digits, dots, hyphens and underscores")
  }
  let version = reader.string("version", required: true) ?? ""
  let label = reader.string("label", required: true) ?? ""
  let plain = reader.string("plain", required: true) ?? ""
  let dimension =
    reader.choice("dimension", of: IndicatorLibrary.dimensions, required: true) ?? ""
  let direction =
    reader.choice("direction", of: IndicatorDefinition.Direction.self, required: true) ?? .none
  let base = reader.string("base") ?? "All who answered"
  let licence = reader.string("licence", required: true) ?? ""
  let source = reader.string("source", required: true) ?? ""
  let tags = (reader.texts("tags") ?? []).map {
    IndicatorDefinition.Tag(framework: $0.key, place: $0.text)
  }
  let goalposts = decodeRange("goalposts", reader)
  let kind: IndicatorDefinition.Kind
  let unit: IndicatorResult.Unit
  if reader.has("participation") {
    guard
      let measure = reader.choice(
        "participation", of: ParticipationMeasure.self, required: true)
    else {
      reader.finish()
      return nil
    }
    kind = .participation(measure)
    unit = measure.unit
  } else {
    let scoring = decodeScoring(reader)
    kind = .survey(scoring)
    unit = scoring.unit(partCount: scoring.items.count)
    checkUnit(unit, reader)
  }
  reader.finish()
  guard reader.faults.list.all.count == before else { return nil }
  return IndicatorDefinition(
    id: id, label: label, plain: plain, dimension: dimension, kind: kind, unit: unit,
    direction: direction, base: base, goalposts: goalposts, version: version, licence: licence,
    source: source, fingerprint: fingerprint, file: file, tags: tags)
}

private func isIdentifier(_ text: String) -> Bool {
  guard let first = text.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else {
    return false
  }
  return text.unicodeScalars.allSatisfy { scalar in
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
    default: false
    }
  }
}

private func decodeScoring(_ reader: DefinitionReader) -> IndicatorDefinition.Scoring {
  let rule = reader.choice("score", of: IndicatorDefinition.Rule.self, required: true) ?? .mean
  let items = decodeItems(reader)
  let minimum = reader.int("minimum_answered", in: 1...max(1, items.count))
  let share = decodeRange("share_within", reader)
  let rescale = reader.bool("rescale_to_100") ?? false
  if share != nil, rescale {
    reader.report(
      "indicator.scoring", at: "rescale_to_100",
      "a share cannot be rescaled to 100", expected: "share_within or rescale_to_100")
  }
  if rescale, rule == .any || rule == .count {
    reader.report(
      "indicator.scoring", at: "rescale_to_100", "the rule \(rule.rawValue) has no scale",
      expected: "mean, sum or prorated_sum")
  }
  if rule == .mean, Set(items.map { [$0.low, $0.high] }).count > 1 {
    reader.report(
      "indicator.scoring", at: "score", "items with different scales cannot be averaged",
      expected: "the same low and high for all items")
  }
  let scoring = IndicatorDefinition.Scoring(
    items: items, rule: rule, minimumAnswered: minimum ?? max(1, (items.count + 1) / 2),
    shareWithin: share, rescaleTo100: rescale)
  if let share, let range = scoring.range(partCount: items.count), !range.overlaps(share) {
    reader.report(
      "indicator.scoring", at: "share_within",
      "no score can be from \(share.lowerBound) to \(share.upperBound)",
      expected: "a part of \(range.lowerBound) to \(range.upperBound)")
  }
  return scoring
}

private func decodeItems(_ reader: DefinitionReader) -> [IndicatorDefinition.Item] {
  guard let members = reader.list("items", required: true) else { return [] }
  if members.isEmpty {
    reader.report("indicator.items", at: "items", "there are no items", expected: "at least one")
  }
  var items: [IndicatorDefinition.Item] = []
  for member in members {
    let id = member.string("id", required: true) ?? ""
    let low = member.double("low", required: true)
    let high = member.double("high", required: true)
    let isReversed = member.bool("reversed") ?? false
    let wording = member.string("wording")
    var missing: [Double: String] = [:]
    for (code, reason) in member.texts("missing") ?? [] {
      guard let number = Double(code), number.isFinite else {
        member.report(
          "indicator.missing", at: "missing", "the code \(code) is not a number",
          expected: "a number and a reason, such as 99: not_answered")
        continue
      }
      if let low, let high, low <= number, number <= high {
        member.report(
          "indicator.missing", at: "missing",
          "the missing code \(code) is an answer on the scale \(low) to \(high)",
          expected: "a code outside the scale")
      }
      if !missingReasonNames.contains(reason) {
        member.report(
          "indicator.missing", at: "missing", "the reason \(reason) is not known",
          expected: "one of \(missingReasonNames.joined(separator: ", "))")
      }
      missing[number] = reason
    }
    member.finish()
    if let low, let high, low >= high {
      member.report(
        "indicator.scale", at: "high", "the scale runs from \(low) to \(high)",
        expected: "high above low")
    }
    if items.contains(where: { $0.id == id }) {
      member.report(
        "indicator.items", at: "id", "the item \(id) stands twice", expected: "every item once")
    }
    items.append(
      IndicatorDefinition.Item(
        id: id, low: low ?? 0, high: high ?? 1, isReversed: isReversed, missingCodes: missing,
        wording: wording))
  }
  return items
}

private func decodeRange(_ key: String, _ reader: DefinitionReader) -> ClosedRange<Double>? {
  guard let value = reader.value(key) else { return nil }
  let ends = (value.elements ?? []).compactMap { $0.text.flatMap { Double($0) } }
  guard value.elements?.count == 2, ends.count == 2, ends[0] <= ends[1], ends[1].isFinite,
    ends[0].isFinite
  else {
    reader.report(
      "definition.value", at: key, "found \(value.inWords)",
      expected: "two numbers, low and high: [0, 10]")
    return nil
  }
  return ends[0]...ends[1]
}

private func checkUnit(_ unit: IndicatorResult.Unit, _ reader: DefinitionReader) {
  guard let written = reader.choice("unit", of: ["share", "score"]) else { return }
  let made = if case .share = unit { "share" } else { "score" }
  if written != made {
    reader.report(
      "indicator.unit", at: "unit", "the scoring makes a \(made)", expected: "unit: \(made)",
      hint: "a share needs share_within, or score: any")
  }
}
