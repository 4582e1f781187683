/// The tables of a study file, and the numbers that tell a study file from other databases.
enum StudySchema {
  /// The number that `PRAGMA application_id` gives: the letters "Perl".
  static let applicationID: Int64 = 0x5065_726C
  /// The number that `PRAGMA user_version` gives.
  ///
  /// Raise it whenever a table changes; a reader refuses other versions.
  static let formatVersion: Int64 = 2

  static let statements: [String] = [study, data, definitions, panel, results, views]

  /// What `study.yaml` declares.
  private static let study = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE study_lists (list TEXT, position INTEGER, value TEXT,
      PRIMARY KEY (list, position)) WITHOUT ROWID;
    CREATE TABLE study_maps (map TEXT, key TEXT, value, PRIMARY KEY (map, key)) WITHOUT ROWID;
    CREATE TABLE waves (position INTEGER PRIMARY KEY, id TEXT, label TEXT, first_day TEXT,
      last_day TEXT);
    CREATE TABLE municipalities (position INTEGER PRIMARY KEY, id TEXT, name TEXT, country TEXT,
      inhabitants INTEGER, adults INTEGER, role TEXT, uptake_year INTEGER, wave_relation TEXT);
    CREATE TABLE sampling (municipality TEXT, wave TEXT, design TEXT, population INTEGER,
      invited INTEGER, stratum TEXT, fpc_for_levels INTEGER, fpc_for_change INTEGER,
      PRIMARY KEY (municipality, wave)) WITHOUT ROWID;
    CREATE TABLE sampling_strata (municipality TEXT, wave TEXT, level TEXT, size INTEGER,
      PRIMARY KEY (municipality, wave, level)) WITHOUT ROWID;
    CREATE TABLE sampling_clusters (municipality TEXT, wave TEXT, stage INTEGER, variable TEXT,
      PRIMARY KEY (municipality, wave, stage)) WITHOUT ROWID;
    CREATE TABLE margins (municipality TEXT, wave TEXT, margin INTEGER, variable TEXT,
      PRIMARY KEY (municipality, wave, margin)) WITHOUT ROWID;
    CREATE TABLE margin_counts (municipality TEXT, wave TEXT, margin INTEGER, position INTEGER,
      level TEXT, count REAL, PRIMARY KEY (municipality, wave, margin, position)) WITHOUT ROWID;
    CREATE TABLE source_definitions (position INTEGER PRIMARY KEY, file TEXT, kind TEXT,
      municipality TEXT, municipality_column TEXT, wave TEXT, wave_column TEXT, codebook TEXT,
      line INTEGER);
    CREATE TABLE source_definition_maps (source INTEGER, map TEXT, key TEXT, value TEXT,
      PRIMARY KEY (source, map, key)) WITHOUT ROWID;
    """

  /// What was read, what was set aside and what was found.
  private static let data = """
    CREATE TABLE sources (position INTEGER PRIMARY KEY, part TEXT, file TEXT, kind TEXT,
      sha256 TEXT, bytes INTEGER, rows_read INTEGER, rows_used INTEGER);
    CREATE TABLE source_format (source INTEGER, position INTEGER, what TEXT, value TEXT,
      confidence REAL, reason TEXT, PRIMARY KEY (source, position)) WITHOUT ROWID;
    CREATE TABLE dropped_rows (source INTEGER, position INTEGER, reason TEXT, count INTEGER,
      PRIMARY KEY (source, position)) WITHOUT ROWID;
    CREATE TABLE linkages (position INTEGER PRIMARY KEY, municipality INTEGER, matched INTEGER,
      lost INTEGER, new INTEGER, without_code INTEGER, ambiguous INTEGER);
    CREATE TABLE attendances (position INTEGER PRIMARY KEY, municipality INTEGER, wave INTEGER,
      event TEXT, day TEXT, event_type TEXT, person TEXT, headcount INTEGER, resident INTEGER,
      first_time INTEGER, audience_group TEXT, method TEXT, capacity INTEGER);
    CREATE TABLE volunteering (position INTEGER PRIMARY KEY, municipality INTEGER, wave INTEGER,
      person TEXT, organisation TEXT, hours REAL);
    CREATE TABLE diagnostics (position INTEGER PRIMARY KEY, code TEXT, severity TEXT, file TEXT,
      line INTEGER, character INTEGER, column_name TEXT, finding TEXT, expected TEXT, hint TEXT);
    """

  /// Codebooks and indicator definitions.
  private static let definitions = """
    CREATE TABLE codebooks (position INTEGER PRIMARY KEY, file TEXT, sha256 TEXT);
    CREATE TABLE variables (codebook INTEGER, position INTEGER, id TEXT, kind TEXT, question TEXT,
      item TEXT, low REAL, high REAL, is_guess INTEGER, line INTEGER,
      PRIMARY KEY (codebook, position)) WITHOUT ROWID;
    CREATE TABLE variable_headers (codebook INTEGER, variable INTEGER, position INTEGER,
      header TEXT, PRIMARY KEY (codebook, variable, position)) WITHOUT ROWID;
    CREATE TABLE variable_maps (codebook INTEGER, variable INTEGER, map TEXT, key TEXT, value TEXT,
      PRIMARY KEY (codebook, variable, map, key)) WITHOUT ROWID;
    CREATE TABLE answers (codebook INTEGER, variable INTEGER, position INTEGER, key TEXT,
      value REAL, label TEXT, PRIMARY KEY (codebook, variable, position)) WITHOUT ROWID;
    CREATE TABLE answer_spellings (codebook INTEGER, variable INTEGER, answer INTEGER,
      position INTEGER, raw TEXT,
      PRIMARY KEY (codebook, variable, answer, position)) WITHOUT ROWID;
    CREATE TABLE indicators (position INTEGER PRIMARY KEY, id TEXT, version TEXT, sha256 TEXT,
      file TEXT, label TEXT, plain TEXT, dimension TEXT, measure TEXT, rule TEXT,
      minimum_answered INTEGER, share_low REAL, share_high REAL, rescale_to_100 INTEGER,
      unit TEXT, unit_name TEXT, unit_low REAL, unit_high REAL, direction TEXT, base TEXT,
      goal_low REAL, goal_high REAL, licence TEXT, source TEXT, yaml TEXT);
    CREATE TABLE indicator_items (indicator INTEGER, position INTEGER, item TEXT, low REAL,
      high REAL, is_reversed INTEGER, wording TEXT,
      PRIMARY KEY (indicator, position)) WITHOUT ROWID;
    CREATE TABLE indicator_tags (indicator INTEGER, position INTEGER, framework TEXT, place TEXT,
      PRIMARY KEY (indicator, position)) WITHOUT ROWID;
    CREATE TABLE indicator_missing (indicator INTEGER, item INTEGER, code REAL, reason TEXT,
      PRIMARY KEY (indicator, item, code)) WITHOUT ROWID;
    """

  /// Answers as flat little-endian arrays, one blob a column, so that they are read and not parsed.
  ///
  /// `kind` says how: `coded` u8 codes; `real` f64 values and u8 missing; `text` u32 codes,
  /// dictionary bytes and i64 offsets; `date` i32 days. Design columns are i16, i32, u8, u32 or f64.
  private static let panel = """
    CREATE TABLE panel_columns (position INTEGER PRIMARY KEY, variable TEXT, kind TEXT,
      rows INTEGER, data BLOB, missing BLOB, dictionary BLOB, offsets BLOB);
    CREATE TABLE panel_levels (column_position INTEGER, code INTEGER, value REAL, label TEXT,
      PRIMARY KEY (column_position, code)) WITHOUT ROWID;
    CREATE TABLE panel_design (position INTEGER PRIMARY KEY, name TEXT, stage INTEGER, type TEXT,
      rows INTEGER, data BLOB);
    CREATE TABLE panel_strata (position INTEGER PRIMARY KEY, label TEXT);
    """

  /// One row of `figures` for each indicator, municipality and group; one row of `results` for each
  /// wave of it (`wave`), for the change, and for the two ends of the change (`change_before`,
  /// `change_after`: the rows that the change was computed from).
  private static let results = """
    CREATE TABLE figures (position INTEGER PRIMARY KEY, figure TEXT, municipality TEXT,
      indicator TEXT, group_variable TEXT, group_level TEXT, group_label TEXT, unit TEXT,
      unit_name TEXT, unit_low REAL, unit_high REAL, primary_rank INTEGER,
      respondents_only INTEGER, definition_sha256 TEXT, definition_version TEXT, formula TEXT,
      method TEXT, program_version TEXT, basis TEXT);
    CREATE TABLE figure_inputs (figure INTEGER, position INTEGER, file TEXT, sha256 TEXT,
      PRIMARY KEY (figure, position)) WITHOUT ROWID;
    CREATE TABLE results (figure INTEGER, statistic TEXT, position INTEGER, wave TEXT, value REAL,
      variance REAL, se REAL, df REAL, df_nominal REAL, ci_low REAL, ci_high REAL, level REAL, ci_method TEXT,
      n INTEGER, weighted_base REAL, deff REAL, deff_kish REAL, asked INTEGER, answered INTEGER,
      prorated INTEGER, numerator INTEGER, refusal TEXT, outcome TEXT, outcome_margin REAL, outcome_reason TEXT,
      covariance REAL, t REAL, p REAL, p_holm REAL, equivalence_low REAL, equivalence_high REAL,
      equivalence_level REAL, equivalence_method TEXT, minimal_detectable_change REAL,
      PRIMARY KEY (figure, statistic, position)) WITHOUT ROWID;
    CREATE TABLE result_missing (figure INTEGER, wave_position INTEGER, position INTEGER,
      reason TEXT, count INTEGER, PRIMARY KEY (figure, wave_position, position)) WITHOUT ROWID;
    CREATE TABLE distributions (figure INTEGER, wave_position INTEGER, position INTEGER,
      value REAL, label TEXT, share REAL, count INTEGER,
      PRIMARY KEY (figure, wave_position, position)) WITHOUT ROWID;
    CREATE TABLE withholdings (figure INTEGER, position INTEGER, part TEXT, wave TEXT,
      reason TEXT, least INTEGER, PRIMARY KEY (figure, position)) WITHOUT ROWID;
    """

  /// Views for whoever opens the file with a database client.
  ///
  /// `published_results` shows a value only where
  /// disclosure control let it through; a change goes when one of its waves goes.
  private static let views = """
    CREATE VIEW all_results AS
      SELECT f.figure, f.municipality, f.indicator, f.group_variable, f.group_level, r.statistic,
        r.wave, r.value, r.se, r.df, r.ci_low, r.ci_high, r.level, r.n, r.weighted_base, r.deff,
        r.outcome, r.p, r.p_holm, f.primary_rank, f.respondents_only, f.position AS figure_position
      FROM results r JOIN figures f ON f.position = r.figure
      WHERE r.statistic IN ('wave', 'change')
      ORDER BY f.position, r.statistic DESC, r.position;
    CREATE VIEW published_results AS
      SELECT a.figure, a.municipality, a.indicator, a.group_variable, a.group_level, a.statistic,
        a.wave, a.value, a.se, a.df, a.ci_low, a.ci_high, a.level, a.n, a.weighted_base, a.deff,
        a.outcome, a.p, a.p_holm, a.primary_rank, a.respondents_only
      FROM all_results a
      WHERE (SELECT value FROM meta WHERE key = 'protected') = 'yes'
        AND NOT EXISTS (SELECT 1 FROM withholdings w WHERE w.figure = a.figure_position AND (
          w.part = 'whole_result'
          OR (a.statistic = 'wave' AND w.part = 'wave' AND w.wave = a.wave)
          OR (a.statistic = 'change' AND w.part IN ('change', 'wave'))));
    CREATE VIEW withheld_results AS
      SELECT f.figure, f.municipality, f.indicator, f.group_variable, f.group_level, w.part,
        w.wave, w.reason, w.least
      FROM withholdings w JOIN figures f ON f.position = w.figure;
    CREATE VIEW primary_outcomes AS
      SELECT * FROM published_results WHERE primary_rank IS NOT NULL AND statistic = 'change'
        AND group_variable IS NULL ORDER BY municipality, primary_rank;
    CREATE VIEW rows_by_source AS
      SELECT s.file, s.kind, s.rows_read, s.rows_used, d.reason AS dropped_because,
        d.count AS dropped
      FROM sources s LEFT JOIN dropped_rows d ON d.source = s.position;
    """
}
