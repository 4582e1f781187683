/// What `study.yaml` says: places, waves, files, designs and what was declared beforehand.
package struct StudyDefinition: Sendable, Hashable {
  /// The study's name as reports print it.
  package var title: String
  /// A sentence or two for the report.
  package var description: String?
  /// Report languages in order of preference.
  package var languages: [String]
  /// Waves in time order: normally `before`, `after`.
  package var waves: [WaveDefinition]
  /// Places in the order of the file.
  package var municipalities: [Municipality]
  /// Raw files.
  package var sources: [SourceDefinition]
  /// Codebook files, relative to the study folder.
  package var codebooks: [String]
  /// Indicators to compute; empty means every one in the library whose items the codebook has.
  package var indicators: [String]
  /// Outcomes declared beforehand, in declared order (3–5); all others are exploratory.
  package var primaryOutcomes: [String]
  /// Margins declared beforehand, by indicator, in the indicator's unit: changes inside ±margin are
  /// reported as smaller than it.
  package var margins: [String: Double]
  /// Variables by whose levels results are broken down.
  package var groups: [String]
  /// Markdown files of the town's own words, by section name.
  package var texts: [String: String]
  /// The folder of the file, for resolving paths.
  package var folder: String
  /// SHA-256 of the file's bytes.
  package var fingerprint: String

  package init(
    title: String, description: String? = nil, languages: [String] = ["en"],
    waves: [WaveDefinition], municipalities: [Municipality], sources: [SourceDefinition],
    codebooks: [String], indicators: [String] = [], primaryOutcomes: [String] = [],
    margins: [String: Double] = [:], groups: [String] = [], texts: [String: String] = [:],
    folder: String, fingerprint: String
  ) {
    self.title = title
    self.description = description
    self.languages = languages
    self.waves = waves
    self.municipalities = municipalities
    self.sources = sources
    self.codebooks = codebooks
    self.indicators = indicators
    self.primaryOutcomes = primaryOutcomes
    self.margins = margins
    self.groups = groups
    self.texts = texts
    self.folder = folder
    self.fingerprint = fingerprint
  }
}

/// One wave of the survey.
package struct WaveDefinition: Sendable, Hashable {
  /// `before`, `after`.
  package var id: String
  /// What reports print.
  package var label: String
  /// First and last day of fieldwork, ISO 8601.
  package var from: String?
  package var to: String?

  package init(id: String, label: String, from: String? = nil, to: String? = nil) {
    self.id = id
    self.label = label
    self.from = from
    self.to = to
  }
}

/// One place of the study.
package struct Municipality: Sendable, Hashable {
  /// Whether the place had an uptake year or stands for comparison.
  package enum Role: String, Sendable, Hashable, CaseIterable { case uptake, comparison }

  /// A short id for files and figures.
  package var id: String
  /// The name as printed.
  package var name: String
  /// ISO 3166 alpha-2.
  package var country: String
  /// Inhabitants at the reference date.
  package var inhabitants: Int
  /// Persons old enough to be asked; defaults to inhabitants.
  package var adults: Int?
  package var role: Role
  /// The uptake year.
  package var uptakeYear: Int?
  /// How the two waves' samples relate: `fresh`, `shared` or `linked`.
  package var relation: String
  /// The sampling design by wave id.
  package var sampling: [String: SamplingDeclaration]
  /// Calibration margins by wave id; one table of population counts by level for each variable.
  package var margins: [String: [CalibrationMargin]]

  package init(
    id: String, name: String, country: String, inhabitants: Int, adults: Int? = nil, role: Role,
    uptakeYear: Int? = nil, relation: String = "fresh",
    sampling: [String: SamplingDeclaration] = [:], margins: [String: [CalibrationMargin]] = [:]
  ) {
    self.id = id
    self.name = name
    self.country = country
    self.inhabitants = inhabitants
    self.adults = adults
    self.role = role
    self.uptakeYear = uptakeYear
    self.relation = relation
    self.sampling = sampling
    self.margins = margins
  }
}

/// The population counts of one variable, to calibrate weights to.
package struct CalibrationMargin: Sendable, Hashable {
  /// The codebook variable.
  package var variable: String
  /// Population count by answer key of that variable, in file order.
  package var counts: [(level: String, count: Double)] {
    zip(levels, values).map { ($0, $1) }
  }
  package var levels: [String]
  package var values: [Double]

  package init(variable: String, levels: [String], values: [Double]) {
    self.variable = variable
    self.levels = levels
    self.values = values
  }
}

/// How the answers of one place and wave came to be.
package struct SamplingDeclaration: Sendable, Hashable {
  package enum Design: String, Sendable, Hashable, CaseIterable {
    /// A simple random sample of persons.
    case simple
    /// Simple random samples within strata of known size.
    case stratified
    /// Clusters (blocks, schools, districts) drawn first.
    case clustered
    /// Everybody was asked. Non-response is not sampling: no fpc unless declared.
    case census
    /// Anybody with the link could answer. Figures describe those who answered; no margin of
    /// error, no rose or fell.
    case open
  }
  package var design: Design
  /// Persons in the frame (simple), or eligible (census, open).
  package var population: Int?
  /// Persons invited.
  package var invited: Int?
  /// The codebook variable that holds the stratum.
  package var stratum: String?
  /// Population by stratum (persons for stratified, clusters for clustered).
  package var stratumSizes: [String: Int]
  /// Codebook variables of the cluster stages, first stage first.
  package var clusters: [String]
  /// Whether the finite population correction applies to level estimates.
  package var fpcForLevels: Bool
  /// Whether it applies to changes.
  package var fpcForChange: Bool

  package init(
    design: Design, population: Int? = nil, invited: Int? = nil, stratum: String? = nil,
    stratumSizes: [String: Int] = [:], clusters: [String] = [], fpcForLevels: Bool,
    fpcForChange: Bool
  ) {
    self.design = design
    self.population = population
    self.invited = invited
    self.stratum = stratum
    self.stratumSizes = stratumSizes
    self.clusters = clusters
    self.fpcForLevels = fpcForLevels
    self.fpcForChange = fpcForChange
  }
}

/// One raw file of the study.
package struct SourceDefinition: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case survey, attendance, volunteering
  }
  /// Where a value comes from: the same for the whole file, or a column of it.
  package enum Binding: Sendable, Hashable {
    case constant(String)
    /// A column by header, with a map from raw values to ids (empty: raw values are ids or names).
    case column(String, values: [String: String])
  }
  /// Relative to the study folder.
  package var file: String
  package var kind: Kind
  package var municipality: Binding
  package var wave: Binding
  /// Format overrides: encoding, delimiter, decimal, sheet, header_row.
  package var format: [String: String]
  /// Headers of the columns with a special meaning: person, weight, event, date, event_type,
  /// resident, first_time, hours, headcount, organisation, group, method, capacity.
  package var columns: [String: String]
  /// The codebook that reads this file, where there are several (file name); nil: the first.
  package var codebook: String?
  /// The line of study.yaml it stands on, for diagnostics.
  package var line: Int?

  package init(
    file: String, kind: Kind, municipality: Binding, wave: Binding, format: [String: String] = [:],
    columns: [String: String] = [:], codebook: String? = nil, line: Int? = nil
  ) {
    self.file = file
    self.kind = kind
    self.municipality = municipality
    self.wave = wave
    self.format = format
    self.columns = columns
    self.codebook = codebook
    self.line = line
  }
}
