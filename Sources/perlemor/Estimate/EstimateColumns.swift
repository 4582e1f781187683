import Aggregation
import Diagnostics
import Ingest
import Tabular

/// The raw columns of one file as the numbers, indices and levels that estimation needs.
///
/// Each distinct text is interpreted once; rows only look the result up.
struct EstimateColumns {
  let file: ReadTable
  let name: String
  /// Missing codes for all variables, and for some.
  let missingEverywhere: Set<String>
  let missingByVariable: [String: Set<String>]
  let decimal: DecimalMark

  init(file: ReadTable, name: String, missing: [String]) throws {
    self.file = file
    self.name = name
    var everywhere: Set<String> = []
    var byVariable: [String: Set<String>] = [:]
    for option in missing {
      if let equals = option.lastIndex(of: "=") {
        let codes = commaList([String(option[option.index(after: equals)...])])
        for variable in Self.names([String(option[..<equals])], in: file) {
          byVariable[variable, default: []].formUnion(codes)
        }
      } else {
        everywhere.formUnion(commaList([option]))
      }
    }
    missingEverywhere = everywhere
    missingByVariable = byVariable
    decimal = file.decimal
    for variable in byVariable.keys.sorted() { _ = try column(variable, option: "--missing") }
  }

  /// Reads a file and says what is wrong with it; a file with errors is not estimated from.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - missing: the codes that mean missing, as given.
  ///   - mentions: texts that name all columns that will be asked for; nil: any may be.
  ///   - progress: told how far it is.
  /// - Throws: `Failure`, with what is wrong with the file.
  init(
    reading path: String, missing: [String], mentions: ColumnMentions? = nil, progress: Progress
  ) throws {
    progress.show("reading \(path)")
    var scope = ReadingScope(wantsFingerprint: false)
    if let mentions { scope.wants = { mentions.name($0) } }
    let file: ReadTable
    do {
      file = try readTable(
        TableSource(path: path),
        scope: scope,
        progress: { share in progress.show("reading \(path): \(Int(share * 100)) %") })
    } catch {
      throw Failure(DiagnosticPrinter().text(error.diagnostics))
    }
    let warnings = DiagnosticPrinter(showsNotes: false).text(file.diagnostics)
    // Rows that were read wrongly would be estimated wrongly.
    if file.diagnostics.hasErrors { throw Failure(warnings) }
    if !warnings.isEmpty { writeError(warnings) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try self.init(file: file, name: name, missing: missing)
  }

  /// The columns (or `COLUMN=VALUE`) that repeated comma lists name.
  func names(_ values: [String]) -> [String] { Self.names(values, in: file) }

  /// Headers of forms are whole questions with commas of their own: the longest run of parts that
  /// is a column is one name.
  private static func names(_ values: [String], in file: ReadTable) -> [String] {
    let columns = Set(file.columnNames)
    func isName(_ text: String) -> Bool {
      if columns.contains(text) { return true }
      guard let equals = text.lastIndex(of: "=") else { return false }
      return columns.contains(String(text[..<equals]))
    }
    return values.flatMap { value -> [String] in
      let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      var names: [String] = []
      var start = 0
      while start < parts.count {
        let end = (start + 1...parts.count).last {
          isName(parts[start..<$0].joined(separator: ","))
        }
        if let end {
          names.append(parts[start..<end].joined(separator: ","))
        } else {
          names += commaList([parts[start]])
        }
        start = end ?? start + 1
      }
      return names
    }
  }

  /// How many rows the file has.
  var rowCount: Int { file.table.rowCount }

  /// A column by name, or a failure that names the nearest one.
  func column(_ header: String, option: String) throws -> TextColumn {
    if case .text(let column)? = file.table[header] { return column }
    var message = "\(name): no column '\(header)' (\(option))"
    if let near = nearestCandidate(to: header, among: file.columnNames) {
      message += "; did you mean '\(near)'?"
    } else {
      message += "; the columns are \(file.columnNames.prefix(30).joined(separator: ", "))"
    }
    throw Failure(message)
  }

  /// Whether a text means missing in a column.
  ///
  /// Codes for all variables leave the columns of the design alone: a weight of 8 stays a weight
  /// where 8 means "do not know".
  func isMissing(_ text: String, of variable: String, option: String) -> Bool {
    if text.isEmpty || text == "NA" { return true }
    // A code is a number where it can be: 99 is also written 99.0 or 99,0.
    func holds(_ codes: Set<String>) -> Bool {
      guard !codes.isEmpty else { return false }
      return codes.contains(text)
        || parseNumber(text, decimal: decimal).map { codes.contains(inWords($0)) } == true
    }
    if let codes = missingByVariable[variable], holds(codes) { return true }
    return holds(missingEverywhere) && !Self.designOptions.contains(option)
  }

  private static let designOptions: Set = [
    "--weights", "--strata", "--clusters", "--fpc", "--waves",
  ]

  /// Each distinct text as a number; nil where missing.
  func numbers(_ header: String, option: String) throws -> (codes: TextCodes, values: [Double?]) {
    let column = try column(header, option: option)
    var values: [Double?] = []
    values.reserveCapacity(column.dictionary.count)
    for index in 0..<column.dictionary.count {
      let text = column.dictionary[index]
      if isMissing(text, of: header, option: option) {
        values.append(nil)
      } else if let number = parseNumber(text, decimal: decimal) {
        values.append(number)
      } else {
        throw Failure(
          "\(place(of: UInt32(index), in: column)), \(header): '\(text)' is not a number (\(option))"
            + "\n    → use --share \(header)=\(text) for its share, or --missing \(header)=\(text)")
      }
    }
    return (column.codes, values)
  }

  /// A numeric variable as a column for scoring: one byte a row where it has few values.
  func variable(_ header: String, option: String) throws -> (column: Column, missing: Int) {
    let (codes, values) = try numbers(header, option: option)
    let distinct = Array(Set(values.compactMap { $0 })).sorted()
    var missing = 0
    if distinct.count < Int(CodedColumn.firstMissingCode) {
      let absent = CodedColumn.code(for: .notAnswered)
      let byValue = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, UInt8($0)) })
      let byCode = values.map { $0.flatMap { byValue[$0] } ?? absent }
      let bytes = codes.lookedUp(in: byCode)
      for byte in bytes where byte == absent { missing += 1 }
      return (
        .coded(
          CodedColumn(
            codes: bytes, levels: distinct.map { CodedColumn.Level(value: $0, label: "\($0)") })),
        missing
      )
    }
    let marks = values.map { UInt8($0 == nil ? 1 : 0) }
    let numbers = values.map { $0 ?? 0 }
    let column = RealColumn(values: codes.lookedUp(in: numbers), missing: codes.lookedUp(in: marks))
    for mark in column.missing where mark != 0 { missing += 1 }
    return (
      .real(column),
      missing
    )
  }

  /// Numbers of a design column, where nothing may be missing.
  func complete(_ header: String, option: String) throws -> [Double] {
    let (codes, values) = try numbers(header, option: option)
    if let absent = values.firstIndex(where: { $0 == nil }),
      codes.contains(UInt32(absent)), let column = try? column(header, option: option)
    {
      let text = column.dictionary[absent]
      throw Failure(
        "\(place(of: UInt32(absent), in: column)), \(header): "
          + (text.isEmpty ? "empty" : "'\(text)' is missing")
          + " (expected a number for every row; \(option))")
    }
    let filled = values.map { $0 ?? .nan }
    return codes.lookedUp(in: filled)
  }

  /// Indices of the crossed values of columns in natural order; −1 where one of them is missing,
  /// which is a failure where `isComplete`.
  func crossed(_ headers: [String], option: String, isComplete: Bool = false) throws
    -> (index: [Int32], labels: [[String]])
  {
    guard !headers.isEmpty else { return ([Int32](repeating: 0, count: rowCount), [[]]) }
    let columns = try headers.map { try column($0, option: option) }
    let orders = zip(headers, columns).map { rank($1, of: $0, option: option) }
    if columns.count == 1, !orders[0].rank.contains(-1), columns[0].usesAllValues {
      let order = orders[0]
      return (
        columns[0].codes.lookedUp(in: order.rank.map { Int32($0) }), order.labels.map { [$0] }
      )
    }
    // One column after the other: the ranks of the combinations so far that occur.
    var ranks: [Int32] = []
    // What to add for a rank from 1 on, where 0 stands for a missing value.
    var shift: Int32 = 0
    var labels: [[String]] = [[]]
    for (order, column) in zip(orders, columns) {
      let next = column.codes.lookedUp(in: order.rank.map { Int32($0 + 1) })
      let width = order.labels.count + 1
      let found =
        ranks.isEmpty
        ? RowIndex(count: rowCount, span: 2 * width) { row in
          next[row] == 0 ? 0 : width + Int(next[row])
        }
        : RowIndex(count: rowCount, span: (labels.count + 1) * width) { [ranks, shift] row in
          let rank = Int(ranks[row] + shift)
          return rank == 0 || next[row] == 0 ? 0 : rank * width + Int(next[row])
        }
      let isMissing = found.distinct.first == 0
      labels = found.distinct.dropFirst(isMissing ? 1 : 0).map { key in
        labels[key / width - 1] + [order.labels[key % width - 1]]
      }
      ranks = found.ranks
      shift = isMissing ? 0 : 1
    }
    guard shift == 0 else { return (ranks, labels) }
    if isComplete, let row = ranks.firstIndex(of: 0) {
      throw Failure(
        "\(name):\(file.lineOfRow[row]): no value in \(headers.joined(separator: ", ")) "
          + "(expected one for every row; \(option))")
    }
    return (ranks.map { $0 - 1 }, labels)
  }

  /// Where each distinct text stands among the present ones: by number where all are numbers.
  private func rank(
    _ column: TextColumn, of header: String, option: String
  ) -> (rank: [Int], labels: [String]) {
    let texts = (0..<column.dictionary.count).map { column.dictionary[$0] }
    let kept = texts.indices.filter { !isMissing(texts[$0], of: header, option: option) }
    let numbers = texts.map { Double($0) ?? .nan }
    let sorted =
      kept.allSatisfy { !numbers[$0].isNaN }
      ? kept.sorted {
        numbers[$0] == numbers[$1] ? texts[$0] < texts[$1] : numbers[$0] < numbers[$1]
      }
      : kept.sorted { texts[$0] < texts[$1] }
    var rank = [Int](repeating: -1, count: texts.count)
    for (position, index) in sorted.enumerated() { rank[index] = position }
    return (rank, sorted.map { texts[$0] })
  }

  /// File and line of the first row with a text.
  func place(of code: UInt32, in column: TextColumn) -> String {
    guard let row = column.codes.firstIndex(of: code) else { return name }
    return "\(name):\(file.lineOfRow[row])"
  }
}
