import GRDB
import SocialIndicators
import SurveyData
import Tabular

extension Database {
  func writeCodebooks(_ codebooks: [Codebook]) throws {
    let books = try RowWriter(self, "codebooks", "position,file,sha256")
    let variables = try RowWriter(
      self, "variables", "codebook,position,id,kind,question,item,low,high,is_guess,line")
    let headers = try RowWriter(self, "variable_headers", "codebook,variable,position,header")
    let maps = try RowWriter(self, "variable_maps", "codebook,variable,map,key,value")
    let answers = try RowWriter(self, "answers", "codebook,variable,position,key,value,label")
    let spellings = try RowWriter(
      self, "answer_spellings", "codebook,variable,answer,position,raw")
    for (book, codebook) in codebooks.enumerated() {
      try books.add(book, codebook.file, codebook.fingerprint)
      for (position, variable) in codebook.variables.enumerated() {
        try variables.add(
          book, position, variable.id, variable.kind.rawValue, variable.question, variable.item,
          variable.low, variable.high, variable.isGuess, variable.line)
        for (index, header) in variable.headers.enumerated() {
          try headers.add(book, position, index, header)
        }
        for (name, map) in [
          ("option_headers", variable.optionHeaders),
          ("missing", variable.missing.mapValues(\.name)), ("wording", variable.wording),
        ] {
          for (key, value) in map.sorted(by: { $0.key < $1.key }) {
            try maps.add(book, position, name, key, value)
          }
        }
        for (index, answer) in variable.answers.enumerated() {
          try answers.add(book, position, index, answer.key, answer.value, answer.label)
          for (place, raw) in answer.raw.enumerated() {
            try spellings.add(book, position, index, place, raw)
          }
        }
      }
    }
  }

  func readCodebooks() throws -> [Codebook] {
    try Row.fetchAll(self, sql: "SELECT * FROM codebooks ORDER BY position").map { row in
      let book: Int = try row.required("position")
      let variables = try Row.fetchAll(
        self, sql: "SELECT * FROM variables WHERE codebook = ? ORDER BY position",
        arguments: [book])
      return Codebook(
        file: try row.required("file"), variables: try variables.map(readVariable),
        fingerprint: try row.required("sha256"))
    }
  }

  private func readVariable(_ row: Row) throws -> Codebook.Variable {
    let place: StatementArguments = [
      try row.required("codebook", as: Int.self), try row.required("position", as: Int.self),
    ]
    func rows(_ table: String, by order: String) throws -> [Row] {
      try Row.fetchAll(
        self, sql: "SELECT * FROM \(table) WHERE codebook = ? AND variable = ? ORDER BY \(order)",
        arguments: place)
    }
    var maps: [String: [String: String]] = [:]
    for pair in try rows("variable_maps", by: "map, key") {
      maps[try pair.required("map"), default: [:]][try pair.required("key")] =
        try pair.required("value", as: String.self)
    }
    var answers = try rows("answers", by: "position").map { answer in
      Codebook.Variable.Answer(
        raw: [], key: try answer.required("key"), value: try answer.required("value"),
        label: try answer.required("label"))
    }
    for spelling in try rows("answer_spellings", by: "answer, position") {
      let answer: Int = try spelling.required("answer")
      guard answers.indices.contains(answer) else {
        throw RecordFault(finding: "a spelling belongs to no answer")
      }
      answers[answer].raw.append(try spelling.required("raw"))
    }
    let missing = try (maps["missing"] ?? [:]).mapValues { name in
      guard let reason = MissingReason(name: name) else {
        throw RecordFault(finding: "\(name) is not a reason for a missing answer")
      }
      return reason
    }
    return Codebook.Variable(
      id: try row.required("id"), kind: try row.oneOf("kind"),
      headers: try rows("variable_headers", by: "position").map { try $0.required("header") },
      optionHeaders: maps["option_headers"] ?? [:], question: row.optional("question"),
      item: row.optional("item"), low: row.optional("low"), high: row.optional("high"),
      answers: answers, missing: missing, wording: maps["wording"] ?? [:],
      isGuess: try row.required("is_guess"), line: row.optional("line"))
  }

  func writeDefinitions(_ definitions: [StudyRecord.Definition]) throws {
    let rows = try RowWriter(
      self, "indicators",
      """
      position,id,version,sha256,file,label,plain,dimension,measure,rule,minimum_answered,\
      share_low,share_high,rescale_to_100,unit,unit_name,unit_low,unit_high,direction,base,\
      goal_low,goal_high,licence,source,yaml
      """)
    let items = try RowWriter(
      self, "indicator_items", "indicator,position,item,low,high,is_reversed,wording")
    let tags = try RowWriter(self, "indicator_tags", "indicator,position,framework,place")
    let missing = try RowWriter(self, "indicator_missing", "indicator,item,code,reason")
    for (position, entry) in definitions.enumerated() {
      let it = entry.definition
      let unit = StoredUnit(it.unit)
      try rows.add(
        position, it.id, it.version, it.fingerprint, it.file, it.label, it.plain, it.dimension,
        it.measure?.rawValue, it.scoring?.rule.rawValue, it.scoring?.minimumAnswered,
        it.scoring?.shareWithin?.lowerBound, it.scoring?.shareWithin?.upperBound,
        it.scoring?.rescaleTo100, unit.kind, unit.name, unit.low, unit.high,
        it.direction.rawValue, it.base, it.goalposts?.lowerBound, it.goalposts?.upperBound,
        it.licence, it.source, entry.text)
      for (index, tag) in it.tags.enumerated() {
        try tags.add(position, index, tag.framework, tag.place)
      }
      for (index, item) in (it.scoring?.items ?? []).enumerated() {
        try items.add(
          position, index, item.id, item.low, item.high, item.isReversed, item.wording)
        for (code, reason) in item.missingCodes.sorted(by: { $0.key < $1.key }) {
          try missing.add(position, index, code, reason)
        }
      }
    }
  }

  func readDefinitions() throws -> [StudyRecord.Definition] {
    try Row.fetchAll(self, sql: "SELECT * FROM indicators ORDER BY position").map { row in
      let tags = try Row.fetchAll(
        self, sql: "SELECT * FROM indicator_tags WHERE indicator = ? ORDER BY position",
        arguments: [try row.required("position", as: Int.self)])
      let definition = IndicatorDefinition(
        id: try row.required("id"), label: try row.required("label"),
        plain: try row.required("plain"), dimension: try row.required("dimension"),
        kind: try readKind(row), unit: try StoredUnit(row).unit(),
        direction: try row.oneOf("direction"), base: try row.required("base"),
        goalposts: try row.range("goal_low", "goal_high"), version: try row.required("version"),
        licence: try row.required("licence"), source: try row.required("source"),
        fingerprint: try row.required("sha256"), file: try row.required("file"),
        tags: try tags.map { tag in
          IndicatorDefinition.Tag(
            framework: try tag.required("framework"), place: try tag.required("place"))
        })
      return StudyRecord.Definition(definition: definition, text: try row.required("yaml"))
    }
  }

  private func readKind(_ row: Row) throws -> IndicatorDefinition.Kind {
    if row.optional("measure", as: String.self) != nil {
      return .participation(try row.oneOf("measure"))
    }
    let number: Int = try row.required("position")
    let items = try Row.fetchAll(
      self, sql: "SELECT * FROM indicator_items WHERE indicator = ? ORDER BY position",
      arguments: [number]
    ).map { item in
      var codes: [Double: String] = [:]
      for code in try Row.fetchAll(
        self, sql: "SELECT * FROM indicator_missing WHERE indicator = ? AND item = ?",
        arguments: [number, try item.required("position", as: Int.self)])
      {
        codes[try code.required("code")] = try code.required("reason", as: String.self)
      }
      return IndicatorDefinition.Item(
        id: try item.required("item"), low: try item.required("low"),
        high: try item.required("high"), isReversed: try item.required("is_reversed"),
        missingCodes: codes, wording: item.optional("wording"))
    }
    return .survey(
      IndicatorDefinition.Scoring(
        items: items, rule: try row.oneOf("rule"),
        minimumAnswered: try row.required("minimum_answered"),
        shareWithin: try row.range("share_low", "share_high"),
        rescaleTo100: try row.required("rescale_to_100")))
  }
}

extension IndicatorDefinition {
  fileprivate var scoring: Scoring? {
    if case .survey(let scoring) = kind { scoring } else { nil }
  }
  fileprivate var measure: ParticipationMeasure? {
    if case .participation(let measure) = kind { measure } else { nil }
  }
}

extension Row {
  /// The range between two columns, or nil where both are null.
  func range(_ low: String, _ high: String) throws -> ClosedRange<Double>? {
    guard let from: Double = optional(low), let to: Double = optional(high) else { return nil }
    guard from <= to else { throw RecordFault(finding: "\(low) is above \(high)") }
    return from...to
  }
}

/// The unit of an indicator as four columns.
struct StoredUnit {
  var kind: String
  var name: String?
  var low: Double?
  var high: Double?

  init(_ unit: IndicatorResult.Unit) {
    switch unit {
    case .share: kind = "share"
    case .score(let low, let high):
      kind = "score"
      self.low = low
      self.high = high
    case .amount(let thing):
      kind = "amount"
      name = thing
    case .perThousand: kind = "per_thousand"
    case .coefficient: kind = "coefficient"
    }
  }

  init(_ row: Row) throws {
    kind = try row.required("unit")
    name = row.optional("unit_name")
    low = row.optional("unit_low")
    high = row.optional("unit_high")
  }

  func unit() throws -> IndicatorResult.Unit {
    switch (kind, name, low, high) {
    case ("share", _, _, _): return .share
    case ("score", _, let low?, let high?): return .score(low: low, high: high)
    case ("amount", let name?, _, _): return .amount(name)
    case ("per_thousand", _, _, _): return .perThousand
    case ("coefficient", _, _, _): return .coefficient
    default: throw RecordFault(finding: "\(kind) is not a unit")
    }
  }
}
