import ColumnKernels
import Diagnostics

extension TableFormat {
  /// CSV in all the dialects that offices send.
  package static let delimitedText = TableFormat(
    name: "DelimitedText", recognises: { _ in true }, read: readDelimitedText)
}

/// Limits that no honest export reaches.
enum TextLimits {
  /// A line may not be twice as long.
  static let line = 32 << 20
  /// A cell.
  static let cell = 1 << 20
  /// Columns; Excel has as many.
  static let columns = 16_384
  /// Cells that are filled up in short rows.
  static let filledCells = 200_000_000
}

private func readDelimitedText(
  _ file: FileContent, _ source: TableSource, _ scope: ReadingScope,
  _ progress: ((Double) -> Void)?
) throws(IngestError) -> ReadTable {
  if let start = stretchWithoutLineEnd(file.bytes, window: TextLimits.line) {
    let line = lineEnds(UnsafeRawBufferPointer(rebasing: file.bytes[..<start])) + 1
    throw IngestError(
      IngestCode.lineTooLong.diagnostic(
        at: .init(file: source.displayName, line: line),
        "the line goes on for more than \(TextLimits.line >> 20) MB",
        expected: "lines of at most \(TextLimits.line >> 20) MB"))
  }
  var diagnostics = DiagnosticList()
  let decoded = try decodeText(file, source, &diagnostics)
  progress?(0.2)
  func read(_ text: FileContent) throws(IngestError) -> ReadTable {
    let reading = DelimitedReading(
      text: text.bytes, isMapped: text.isMapped, source: source, scope: scope,
      diagnostics: diagnostics)
    return try reading.run(file: file.bytes, encoding: decoded.finding, progress)
  }
  if let own = decoded.own {
    let result = own.withUnsafeBytes { text in
      Result { () throws(IngestError) in try read(FileContent(bytes: text, isMapped: false)) }
    }
    return try result.get()
  }
  let text = UnsafeRawBufferPointer(rebasing: file.bytes[decoded.markLength...])
  return try read(FileContent(bytes: text, isMapped: file.isMapped))
}

/// Reads text that is known to be UTF-8.
private struct DelimitedReading {
  let text: UnsafeRawBufferPointer
  let isMapped: Bool
  let source: TableSource
  let scope: ReadingScope
  var diagnostics: DiagnosticList
  var dropped: [DroppedRows] = []
  var filledCells = 0

  init(
    text: UnsafeRawBufferPointer, isMapped: Bool, source: TableSource, scope: ReadingScope,
    diagnostics: DiagnosticList
  ) {
    self.text = text
    self.isMapped = isMapped
    self.source = source
    self.scope = scope
    self.diagnostics = diagnostics
  }

  consuming func run(
    file: UnsafeRawBufferPointer, encoding: FormatFinding, _ progress: ((Double) -> Void)?
  ) throws(IngestError) -> ReadTable {
    guard !text.isEmpty, let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      throw IngestError(
        IngestCode.emptyFile.diagnostic(
          at: place(), "the file holds a byte order mark and nothing else"))
    }
    var format = [encoding]
    var start = 0
    var line = 1
    let delimiter = try findDelimiter(base, &start, &line)
    format.append(delimiter.finding)
    var scanner = DelimitedScanner(
      base, count: text.count, delimiter: delimiter.byte, from: start, line: line)
    let header = try readHeader(&scanner, base)
    let bytes = DelimitedBytes(
      base, count: text.count, delimiter: delimiter.byte, longestCell: TextLimits.cell,
      isMapped: isMapped)
    let keeping = keeping(header.names)
    let parts = readParts(bytes, from: scanner.position, keeping: keeping)
    progress?(0.8)
    let rows = try readRows(parts, &scanner, bytes, base, keeping: keeping)
    let assembly = TableAssembly(
      source: source, headers: header.names, headerLine: header.line, lines: rows.lines,
      dropped: dropped, format: format, diagnostics: diagnostics,
      lastRow: rows.last.map { lastRow($0, base, delimiter.byte) },
      address: { "column \($0 + 1)" })
    let columns = joinedColumns(rows.parts, threads: scope.threads)
    progress?(0.9)
    return assembly.finish(columns, rowCount: rows.lines.count, bytes: file, scope: scope)
  }

  /// What to keep of each column: its rows where it is wanted or has no name of its own, else as many
  /// values as tell the decimal mark of the file.
  private func keeping(_ headers: [String]) -> [ColumnKeeping] {
    guard let wants = scope.wants else {
      return [ColumnKeeping](repeating: .codes, count: headers.count)
    }
    let plain = TableAssembly.plainHeaders(headers)
    var uses: [String: Int] = [:]
    for name in plain { uses[name, default: 0] += 1 }
    return plain.map { name in
      name.isEmpty || uses[name] != 1 || wants(name)
        ? .codes : .values(limit: DecimalEvidence.valuesPerColumn)
    }
  }

  /// Reads the plain records of all stretches at the same time.
  private func readParts(
    _ bytes: DelimitedBytes, from start: Int, keeping: [ColumnKeeping]
  ) -> [DelimitedPart] {
    let longest = max(1, (text.count - start) / max(1, scope.shortestPart))
    let starts = bytes.lineStarts(from: start, parts: min(scope.threads, longest))
    let ends = starts.dropFirst() + [text.count]
    let parts = zip(starts, ends).map {
      DelimitedPart(bytes, start: $0, end: $1, keeping: keeping)
    }
    _ = concurrentMap(parts.count, threads: scope.threads) { parts[$0].readPlainRecords() }
    return parts
  }

  private func place(_ line: Int? = nil, _ column: String? = nil) -> Diagnostic.Place {
    Diagnostic.Place(file: source.displayName, line: line, column: column)
  }

  private mutating func findDelimiter(
    _ base: UnsafePointer<UInt8>, _ start: inout Int, _ line: inout Int
  ) throws(IngestError) -> (byte: UInt8, finding: FormatFinding) {
    // Excel writes and reads `sep=;` as a first line of its own.
    var declaredInFile: UInt8?
    let head = text.prefix(6)
    if head.count >= 5, head.prefix(4).map({ $0 | 0x20 }) == Array("sep=".utf8).map({ $0 | 0x20 }) {
      let byte = head[4]
      let ends = head.count == 5 || head[5] == 0x0A || head[5] == 0x0D
      if ends, [0x3B, 0x2C, 0x09, 0x7C].contains(byte) {
        declaredInFile = byte
        start = 5
        if start < text.count, text[start] == 0x0D { start += 1 }
        if start < text.count, text[start] == 0x0A { start += 1 }
        line = 2
      }
    }
    if let wanted = source.overrides.headerRow {
      while line < wanted, start < text.count {
        let byte = text[start]
        start += 1
        if byte == 0x0D, start < text.count, text[start] == 0x0A { start += 1 }
        if byte == 0x0D || byte == 0x0A { line += 1 }
      }
      if line < wanted || start >= text.count {
        throw IngestError(
          IngestCode.headerRowBeyondEnd.diagnostic(
            at: place(), "header_row is \(wanted), and the file has \(line) lines"))
      }
    }
    if let name = source.overrides.delimiter {
      guard let byte = namedDelimiter(name) else {
        throw IngestError(
          IngestCode.badDelimiter.diagnostic(at: place(), "“\(name)” is declared as the delimiter"))
      }
      return (
        byte, FormatFinding(.delimiter, delimiterName(byte), confidence: 1, reason: "declared")
      )
    }
    if let byte = declaredInFile {
      return (
        byte,
        FormatFinding(
          .delimiter, delimiterName(byte), confidence: 1,
          reason: "the first line says sep=\(delimiterName(byte))")
      )
    }
    let guess = detectDelimiter(base, count: text.count, from: start)
    if guess.isUnsure {
      diagnostics.append(
        IngestCode.unsureDelimiter.diagnostic(
          at: place(line), "read with “\(delimiterName(guess.delimiter))”: \(guess.reason)",
          expected: "as many in every line"))
    }
    return (
      guess.delimiter,
      FormatFinding(
        .delimiter, delimiterName(guess.delimiter), confidence: guess.confidence,
        reason: guess.reason)
    )
  }

  private mutating func readHeader(
    _ scanner: inout DelimitedScanner, _ base: UnsafePointer<UInt8>
  ) throws(IngestError) -> (names: [String], line: Int, start: Int) {
    while let record = scanner.next() {
      if let line = record.unterminatedQuoteLine {
        diagnostics.append(unterminated(line, scanner.line))
        throw IngestError(diagnostics)
      }
      if record.isEmpty { continue }
      if record.fieldCount > TextLimits.columns {
        diagnostics.append(
          IngestCode.tooManyColumns.diagnostic(
            at: place(record.line), "the header has \(record.fieldCount) columns",
            expected: "at most \(TextLimits.columns)"))
        throw IngestError(diagnostics)
      }
      if let cell = record.textAfterQuote { noteTextAfterQuote(record, cell, nil) }
      let names = scanner.fields.map { string($0, base) }
      noteTitle(names, scanner.position, base, record.line, scanner.line)
      return (names, record.line, record.start)
    }
    diagnostics.append(
      IngestCode.noHeader.diagnostic(at: place(), "the file holds only blank lines"))
    throw IngestError(diagnostics)
  }

  private mutating func noteTitle(
    _ names: [String], _ position: Int, _ base: UnsafePointer<UInt8>, _ line: Int, _ next: Int
  ) {
    guard source.overrides.headerRow == nil else { return }
    let filled = names.lazy.filter { !$0.isEmpty }.count
    guard filled == 1 else { return }
    // A title line has no delimiters, so look with each for lines below that agree on several.
    for delimiter: UInt8 in [0x3B, 0x09, 0x2C] {
      var probe = DelimitedScanner(base, count: text.count, delimiter: delimiter, from: position)
      var counts: [Int] = []
      while counts.count < 3, let record = probe.next() {
        if !record.isBlankLine { counts.append(record.fieldCount) }
      }
      guard counts.count >= 2, let first = counts.first, first >= 3,
        counts.allSatisfy({ $0 == first })
      else { continue }
      diagnostics.append(
        IngestCode.titleAboveHeader.diagnostic(
          at: place(line), "the first line holds one cell, the lines below hold \(first)",
          hint: "set header_row: \(next)"))
      return
    }
  }

  /// Goes through the parts in order and reads the records on which they stopped.
  ///
  /// A part was begun at a line end, which may lie within quotes. It is good only if the part before
  /// ends just where it began; else it is read again from where that one did end.
  private mutating func readRows(
    _ parts: [DelimitedPart], _ scanner: inout DelimitedScanner, _ bytes: DelimitedBytes,
    _ base: UnsafePointer<UInt8>, keeping: [ColumnKeeping]
  ) throws(IngestError) -> ReadRows {
    var rows = ReadRows()
    var position = scanner.position
    var line = scanner.line
    for part in parts where position < part.end || part.start == position {
      let part =
        part.start == position
        ? part : DelimitedPart(bytes, start: position, end: part.end, keeping: keeping)
      if part.position == part.start { part.readPlainRecords() }
      var isOver = false
      while part.position < part.end, !isOver {
        scanner.move(to: part.position, line: line + part.lineCount)
        isOver = try !readUnusual(&scanner, part, base, width: keeping.count)
        part.move(to: scanner.position, lines: scanner.line - line - part.lineCount)
        if !isOver { part.readPlainRecords() }
      }
      rows.append(part, firstLine: line)
      position = part.position
      line += part.lineCount
      if isOver { break }
    }
    return rows
  }

  /// Reads a record that is not plain; false where nothing can be read behind it.
  private mutating func readUnusual(
    _ scanner: inout DelimitedScanner, _ part: DelimitedPart, _ base: UnsafePointer<UInt8>,
    width: Int
  ) throws(IngestError) -> Bool {
    guard let record = scanner.next() else { return false }
    if record.isBlankLine { return true }
    if let line = record.unterminatedQuoteLine {
      diagnostics.append(unterminated(line, scanner.line))
      dropped.count("a quote that opens on it never closes", line: record.line)
      return false
    }
    if record.isEmpty {
      dropped.count("every cell is empty", line: record.line)
      diagnostics.append(
        IngestCode.emptyRow.diagnostic(at: place(record.line), "every cell is empty"))
      return true
    }
    if record.fieldCount != width {
      try judgeWidth(record, scanner.fields, base, width)
    }
    if let cell = record.textAfterQuote { noteTextAfterQuote(record, cell, base) }
    if scanner.position - record.start > TextLimits.cell,
      scanner.fields.contains(where: { $0.end - $0.start > TextLimits.cell })
    {
      appendWithoutLongCells(record, scanner.fields, part)
    } else {
      part.append(scanner.fields)
    }
    return true
  }

  /// The cells of the record that begins at an offset.
  private func lastRow(
    _ start: Int, _ base: UnsafePointer<UInt8>, _ delimiter: UInt8
  ) -> [String] {
    var scanner = DelimitedScanner(base, count: text.count, delimiter: delimiter, from: start)
    _ = scanner.next()
    return scanner.fields.map {
      $0.end - $0.start > TextLimits.cell ? "" : string($0, base)
    }
  }

  private mutating func judgeWidth(
    _ record: DelimitedRecord, _ fields: UnsafeBufferPointer<DelimitedField>,
    _ base: UnsafePointer<UInt8>, _ width: Int
  ) throws(IngestError) {
    if record.fieldCount < width {
      filledCells += width - record.fieldCount
      diagnostics.append(
        IngestCode.raggedRow.diagnostic(
          at: place(record.line), "the row has \(record.fieldCount) cells",
          expected: "\(width), as the header has"))
      if filledCells > TextLimits.filledCells {
        diagnostics.append(
          IngestCode.tooManyCells.diagnostic(
            at: place(record.line), "\(filledCells) cells are missing up to here"))
        throw IngestError(diagnostics)
      }
      return
    }
    let extra = fields.dropFirst(width).first { $0.end > $0.start }
    guard extra != nil || record.fieldCount > fields.count else { return }
    let shown = extra.map { " (“\(string($0, base).prefix(40))”)" } ?? ""
    diagnostics.append(
      IngestCode.extraCells.diagnostic(
        at: place(record.line), "the row has \(record.fieldCount) cells\(shown)",
        expected: "\(width), as the header has"))
  }

  private mutating func appendWithoutLongCells(
    _ record: DelimitedRecord, _ fields: UnsafeBufferPointer<DelimitedField>,
    _ part: DelimitedPart
  ) {
    var kept = Array(fields)
    for index in kept.indices where kept[index].end - kept[index].start > TextLimits.cell {
      diagnostics.append(
        IngestCode.cellTooLong.diagnostic(
          at: place(record.line, "column \(index + 1)"),
          "the cell holds \(kept[index].end - kept[index].start) bytes",
          expected: "at most \(TextLimits.cell)"))
      kept[index].end = kept[index].start
    }
    kept.withUnsafeBufferPointer { part.append($0) }
  }

  private mutating func noteTextAfterQuote(
    _ record: DelimitedRecord, _ cell: Int, _ base: UnsafePointer<UInt8>?
  ) {
    diagnostics.append(
      IngestCode.textAfterQuote.diagnostic(
        at: place(record.line, "column \(cell + 1)"), "text follows a closing quote"))
  }

  private func unterminated(_ line: Int, _ last: Int) -> Diagnostic {
    IngestCode.unterminatedQuote.diagnostic(
      at: place(line), "a quote opens here and never closes; it swallows all to line \(last)")
  }

  private func string(_ field: DelimitedField, _ base: UnsafePointer<UInt8>) -> String {
    var bytes: [UInt8] = []
    field.appendUnescaped(in: base, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The parts of a text that were read, and the lines of their rows.
private struct ReadRows {
  var parts: [DelimitedPart] = []
  var lines = RowLines()
  /// Where the record of the last row begins, or nil.
  var last: Int?

  mutating func append(_ part: DelimitedPart, firstLine: Int) {
    let steps = part.lineSteps
    let count = part.columns.rowCount
    for (index, step) in steps.enumerated() {
      let next = index + 1 < steps.count ? steps[index + 1].row : count
      lines.append(firstLine + step.line, count: next - step.row)
    }
    if count > 0 { last = part.lastRecord }
    parts.append(part)
  }
}
