import Diagnostics

/// Matches persons of two or more waves by their own code, within a municipality.
///
/// Codes are compared in capitals without spaces and punctuation; letters with marks stay
/// different letters. A code that occurs twice in one wave may be two persons, so none of its rows
/// is linked.
struct PersonLinking {
  /// The code of a person as it is compared; empty where nothing is left.
  static func normalized(_ code: String) -> String {
    String(code.uppercased().filter { $0.isLetter || $0.isNumber })
  }

  /// What is known of a row.
  struct Row {
    var municipality: Int32
    var wave: UInt8
    /// The normalised code; empty where there is none.
    var code: String
    var file: String
    var line: UInt32
  }

  /// A person for each row (−1 where not linked) and an account for each municipality that links.
  static func link(
    _ rows: [Row], study: StudyDefinition, into diagnostics: inout DiagnosticList
  ) -> (person: [Int32], linkages: [Linkage]) {
    var person = [Int32](repeating: -1, count: rows.count)
    var linkages: [Linkage] = []
    var next: Int32 = 0
    var byMunicipality: [[Int]] = Array(repeating: [], count: study.municipalities.count)
    for (index, row) in rows.enumerated() { byMunicipality[Int(row.municipality)].append(index) }
    for (place, municipality) in study.municipalities.enumerated()
    where municipality.relation == "linked" {
      var account = Linkage(
        municipality: place, matched: 0, lost: 0, new: 0, withoutCode: 0, ambiguous: 0)
      var firstRow: [String: [Int]] = [:]
      var order: [String] = []
      var ambiguous: Set<String> = []
      for index in byMunicipality[place] {
        let row = rows[index]
        if row.code.isEmpty {
          account.withoutCode += 1
          continue
        }
        var known = firstRow[row.code] ?? []
        if known.isEmpty { order.append(row.code) }
        if let twin = known.first(where: { rows[$0].wave == row.wave }) {
          if ambiguous.insert(row.code).inserted {
            diagnostics.append(
              Diagnostic(
                "data.ambiguous-person", .warning,
                at: .init(file: row.file, line: Int(row.line)),
                "the code of this person stands on line \(rows[twin].line) already, "
                  + "with other answers",
                expected: "one row a person and wave",
                hint: "both rows count, but neither is linked to another wave"))
          }
        }
        known.append(index)
        firstRow[row.code] = known
      }
      for code in order {
        let indices = firstRow[code] ?? []
        if ambiguous.contains(code) {
          account.ambiguous += indices.count
          continue
        }
        let waves = Set(indices.map { rows[$0].wave })
        if waves.count > 1 {
          account.matched += 1
        } else if waves.contains(0) {
          account.lost += 1
        } else {
          account.new += 1
        }
        for index in indices { person[index] = next }
        next += 1
      }
      if account.matched == 0 {
        diagnostics.append(
          Diagnostic(
            "data.nobody-linked", .warning, at: .init(column: municipality.id),
            "no person of \(municipality.name) was found in two waves",
            expected: "codes that occur in both waves",
            hint: "use relation: fresh if persons cannot be matched"))
      }
      linkages.append(account)
    }
    return (person, linkages)
  }
}
