import GRDB
import SurveyData

extension Database {
  func writeStudy(_ study: StudyDefinition) throws {
    let lists = try RowWriter(self, "study_lists", "list,position,value")
    for (name, values) in [
      ("languages", study.languages), ("codebooks", study.codebooks),
      ("indicators", study.indicators), ("primary_outcomes", study.primaryOutcomes),
      ("groups", study.groups),
    ] {
      for (position, value) in values.enumerated() { try lists.add(name, position, value) }
    }
    let maps = try RowWriter(self, "study_maps", "map,key,value")
    for (key, value) in study.margins.sorted(by: { $0.key < $1.key }) {
      try maps.add("margins", key, value)
    }
    for (key, value) in study.texts.sorted(by: { $0.key < $1.key }) {
      try maps.add("texts", key, value)
    }
    let waves = try RowWriter(self, "waves", "position,id,label,first_day,last_day")
    for (position, wave) in study.waves.enumerated() {
      try waves.add(position, wave.id, wave.label, wave.from, wave.to)
    }
    try writeMunicipalities(study.municipalities)
    try writeSourceDefinitions(study.sources)
  }

  private func writeMunicipalities(_ municipalities: [Municipality]) throws {
    let places = try RowWriter(
      self, "municipalities",
      "position,id,name,country,inhabitants,adults,role,uptake_year,wave_relation")
    let designs = try RowWriter(
      self, "sampling",
      "municipality,wave,design,population,invited,stratum,fpc_for_levels,fpc_for_change")
    let strata = try RowWriter(self, "sampling_strata", "municipality,wave,level,size")
    let clusters = try RowWriter(self, "sampling_clusters", "municipality,wave,stage,variable")
    let margins = try RowWriter(self, "margins", "municipality,wave,margin,variable")
    let counts = try RowWriter(
      self, "margin_counts", "municipality,wave,margin,position,level,count")
    for (position, place) in municipalities.enumerated() {
      try places.add(
        position, place.id, place.name, place.country, place.inhabitants, place.adults,
        place.role.rawValue, place.uptakeYear, place.relation)
      for (wave, design) in place.sampling.sorted(by: { $0.key < $1.key }) {
        try designs.add(
          place.id, wave, design.design.rawValue, design.population, design.invited,
          design.stratum, design.fpcForLevels, design.fpcForChange)
        for (level, size) in design.stratumSizes.sorted(by: { $0.key < $1.key }) {
          try strata.add(place.id, wave, level, size)
        }
        for (stage, variable) in design.clusters.enumerated() {
          try clusters.add(place.id, wave, stage, variable)
        }
      }
      for (wave, list) in place.margins.sorted(by: { $0.key < $1.key }) {
        for (index, margin) in list.enumerated() {
          try margins.add(place.id, wave, index, margin.variable)
          for (position, level) in margin.counts.enumerated() {
            try counts.add(place.id, wave, index, position, level.level, level.count)
          }
        }
      }
    }
  }

  private func writeSourceDefinitions(_ sources: [SourceDefinition]) throws {
    let rows = try RowWriter(
      self, "source_definitions",
      "position,file,kind,municipality,municipality_column,wave,wave_column,codebook,line")
    let maps = try RowWriter(self, "source_definition_maps", "source,map,key,value")
    for (position, source) in sources.enumerated() {
      try rows.add(
        position, source.file, source.kind.rawValue, source.municipality.constant,
        source.municipality.column, source.wave.constant, source.wave.column, source.codebook,
        source.line)
      for (name, map) in [
        ("municipality", source.municipality.values), ("wave", source.wave.values),
        ("format", source.format), ("columns", source.columns),
      ] {
        for (key, value) in map.sorted(by: { $0.key < $1.key }) {
          try maps.add(position, name, key, value)
        }
      }
    }
  }

  func readStudy(meta: [String: String]) throws -> StudyDefinition {
    func list(_ name: String) throws -> [String] {
      try Row.fetchAll(
        self, sql: "SELECT value FROM study_lists WHERE list = ? ORDER BY position",
        arguments: [name]
      ).map { try $0.required("value") }
    }
    func map<Value: DatabaseValueConvertible>(_ name: String) throws -> [String: Value] {
      var map: [String: Value] = [:]
      for row in try Row.fetchAll(
        self, sql: "SELECT key, value FROM study_maps WHERE map = ?", arguments: [name])
      {
        map[try row.required("key")] = try row.required("value", as: Value.self)
      }
      return map
    }
    let waves = try Row.fetchAll(self, sql: "SELECT * FROM waves ORDER BY position").map { row in
      WaveDefinition(
        id: try row.required("id"), label: try row.required("label"),
        from: row.optional("first_day"), to: row.optional("last_day"))
    }
    guard let title = meta["title"], let folder = meta["folder"], let hash = meta["study_sha256"]
    else { throw RecordFault(finding: "the table meta names no study") }
    return StudyDefinition(
      title: title, description: meta["description"], languages: try list("languages"),
      waves: waves, municipalities: try readMunicipalities(),
      sources: try readSourceDefinitions(), codebooks: try list("codebooks"),
      indicators: try list("indicators"), primaryOutcomes: try list("primary_outcomes"),
      margins: try map("margins"), groups: try list("groups"), texts: try map("texts"),
      folder: folder, fingerprint: hash)
  }

  private func readMunicipalities() throws -> [Municipality] {
    try Row.fetchAll(self, sql: "SELECT * FROM municipalities ORDER BY position").map { row in
      let id: String = try row.required("id")
      var place = Municipality(
        id: id, name: try row.required("name"), country: try row.required("country"),
        inhabitants: try row.required("inhabitants"), adults: row.optional("adults"),
        role: try row.oneOf("role"), uptakeYear: row.optional("uptake_year"),
        relation: try row.required("wave_relation"))
      for design in try Row.fetchAll(
        self, sql: "SELECT * FROM sampling WHERE municipality = ?", arguments: [id])
      {
        place.sampling[try design.required("wave")] = try readSampling(design)
      }
      for margin in try Row.fetchAll(
        self, sql: "SELECT * FROM margins WHERE municipality = ? ORDER BY wave, margin",
        arguments: [id])
      {
        let counts = try Row.fetchAll(
          self,
          sql: """
            SELECT level, count FROM margin_counts
            WHERE municipality = ? AND wave = ? AND margin = ? ORDER BY position
            """,
          arguments: [
            id, margin.required("wave", as: String.self), margin.required("margin", as: Int.self),
          ])
        place.margins[try margin.required("wave"), default: []].append(
          CalibrationMargin(
            variable: try margin.required("variable"),
            levels: try counts.map { try $0.required("level") },
            values: try counts.map { try $0.required("count") }))
      }
      return place
    }
  }

  private func readSampling(_ row: Row) throws -> SamplingDeclaration {
    let place: StatementArguments = [
      try row.required("municipality", as: String.self), try row.required("wave", as: String.self),
    ]
    var sizes: [String: Int] = [:]
    for stratum in try Row.fetchAll(
      self, sql: "SELECT level, size FROM sampling_strata WHERE municipality = ? AND wave = ?",
      arguments: place)
    {
      sizes[try stratum.required("level")] = try stratum.required("size", as: Int.self)
    }
    let clusters = try Row.fetchAll(
      self,
      sql: """
        SELECT variable FROM sampling_clusters WHERE municipality = ? AND wave = ? ORDER BY stage
        """,
      arguments: place)
    return SamplingDeclaration(
      design: try row.oneOf("design"), population: row.optional("population"),
      invited: row.optional("invited"), stratum: row.optional("stratum"), stratumSizes: sizes,
      clusters: try clusters.map { try $0.required("variable") },
      fpcForLevels: try row.required("fpc_for_levels"),
      fpcForChange: try row.required("fpc_for_change"))
  }

  private func readSourceDefinitions() throws -> [SourceDefinition] {
    try Row.fetchAll(self, sql: "SELECT * FROM source_definitions ORDER BY position").map { row in
      var maps: [String: [String: String]] = [:]
      for pair in try Row.fetchAll(
        self, sql: "SELECT * FROM source_definition_maps WHERE source = ?",
        arguments: [try row.required("position", as: Int.self)])
      {
        maps[try pair.required("map"), default: [:]][try pair.required("key")] =
          try pair.required("value", as: String.self)
      }
      func binding(_ name: String) throws -> SourceDefinition.Binding {
        if let column: String = row.optional("\(name)_column") {
          return .column(column, values: maps[name] ?? [:])
        }
        return .constant(try row.required(name))
      }
      return SourceDefinition(
        file: try row.required("file"), kind: try row.oneOf("kind"),
        municipality: try binding("municipality"), wave: try binding("wave"),
        format: maps["format"] ?? [:], columns: maps["columns"] ?? [:],
        codebook: row.optional("codebook"), line: row.optional("line"))
    }
  }
}

extension SourceDefinition.Binding {
  fileprivate var constant: String? {
    if case .constant(let value) = self { value } else { nil }
  }
  fileprivate var column: String? {
    if case .column(let header, _) = self { header } else { nil }
  }
  fileprivate var values: [String: String] {
    if case .column(_, let values) = self { values } else { [:] }
  }
}
