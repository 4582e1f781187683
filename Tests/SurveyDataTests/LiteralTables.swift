import Tabular

@testable import SurveyData

/// A raw source from literal rows; the first is the header, cells are separated by `|`.
func raw(
  _ rows: [String], file: String = "a.csv", kind: SourceDefinition.Kind = .survey,
  municipality: SourceDefinition.Binding = .constant("aa"),
  wave: SourceDefinition.Binding = .constant("before"), columns: [String: String] = [:],
  decimal: Character = ".", codebook: String? = nil
) -> RawSource {
  let cells = rows.map {
    $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }
  let (table, headers) = textTable(cells)
  return RawSource(
    definition: SourceDefinition(
      file: file, kind: kind, municipality: municipality, wave: wave, columns: columns,
      codebook: codebook),
    table: table, headers: headers, lineOfRow: cells.dropFirst().indices.map { UInt32($0 + 1) },
    decimalMark: decimal)
}

func textTable(_ cells: [[String]]) -> (Table, [String]) {
  let headers = cells[0]
  var table = Table(rowCount: 0)
  for (index, header) in headers.enumerated() {
    var codes: [UInt32] = []
    var known: [String: UInt32] = [:]
    var dictionary = TextDictionary()
    for row in cells.dropFirst() {
      if known[row[index]] == nil {
        known[row[index]] = UInt32(dictionary.count)
        dictionary.append(row[index])
      }
      codes.append(known[row[index]] ?? 0)
    }
    table.set(header, .text(TextColumn(codes: codes, dictionary: dictionary)))
  }
  return (table, headers)
}

/// A study of two waves with places `aa` and `bb`.
func study(
  relation: String = "fresh",
  sampling: SamplingDeclaration = SamplingDeclaration(
    design: .simple, population: 100, fpcForLevels: true, fpcForChange: true)
) -> StudyDefinition {
  let byWave = ["before": sampling, "after": sampling]
  return StudyDefinition(
    title: "Test",
    waves: [
      WaveDefinition(id: "before", label: "Before", from: "2024-03-01", to: "2024-03-31"),
      WaveDefinition(id: "after", label: "After", from: "2025-03-01", to: "2025-03-31"),
    ],
    municipalities: ["aa", "bb"].map {
      Municipality(
        id: $0, name: $0 == "aa" ? "Ærø" : "Bauska", country: "DK", inhabitants: 1000,
        role: .uptake, relation: relation, sampling: byWave)
    },
    sources: [], codebooks: ["codebook.yaml"], folder: "", fingerprint: "")
}

func scale(_ id: String, header: String? = nil, missing: [String: MissingReason] = [:])
  -> Codebook.Variable
{
  Codebook.Variable(
    id: id, kind: .scale, headers: [header ?? id], low: 0, high: 10, missing: missing)
}

func answer(_ label: String, _ value: Double, raw: [String] = []) -> Codebook.Variable.Answer {
  .init(raw: raw + [label], key: answerKey(label), value: value, label: label)
}

func codebook(_ variables: [Codebook.Variable], file: String = "codebook.yaml") -> Codebook {
  Codebook(file: file, variables: variables, fingerprint: "")
}

extension Panel {
  /// The values of a coded column, nil where missing.
  func values(_ name: String) -> [Double?] {
    guard case .coded(let column) = table[name] else { return [] }
    let values = column.values
    return column.codes.map { values[Int($0)].isNaN ? nil : values[Int($0)] }
  }

  /// The missing reasons of a coded column.
  func reasons(_ name: String) -> [MissingReason?] {
    guard case .coded(let column) = table[name] else { return [] }
    return column.codes.map { CodedColumn.reason(for: $0) }
  }
}
