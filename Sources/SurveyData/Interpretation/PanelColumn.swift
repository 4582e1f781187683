import Tabular

/// One column of the panel while sources are being stacked.
struct PanelColumn {
  enum Values {
    case coded([UInt8])
    case real([Double], [UInt8])
    case date([Int32])
  }

  var name: String
  /// Levels of a coded column with the key that matches them across codebooks.
  var levels: [CodedColumn.Level]
  var keys: [String]
  private(set) var values: Values

  /// The columns that a variable becomes; none for free text.
  static func columns(of variable: Codebook.Variable) -> [PanelColumn] {
    switch variable.kind {
    case .text: return []
    case .number:
      return [PanelColumn(name: variable.id, levels: [], keys: [], values: .real([], []))]
    case .date: return [PanelColumn(name: variable.id, levels: [], keys: [], values: .date([]))]
    case .choice:
      let answers = variable.answers.prefix(200)
      return [
        PanelColumn(
          name: variable.id,
          levels: answers.map { .init(value: $0.value, label: $0.label) },
          keys: answers.map(\.key), values: .coded([]))
      ]
    case .scale:
      let low = variable.low ?? 0
      let high = max(low, min(variable.high ?? 10, low + 200))
      let numbers = Array(stride(from: low, through: high, by: 1))
      let levels = numbers.map { number in
        CodedColumn.Level(
          value: number,
          label: variable.answers.first { $0.value == number }?.label ?? shortNumber(number))
      }
      return [
        PanelColumn(
          name: variable.id, levels: levels, keys: numbers.map(shortNumber), values: .coded([]))
      ]
    case .multiple:
      return variable.answers.prefix(200).map { answer in
        PanelColumn(
          name: "\(variable.id).\(answer.key)",
          levels: [.init(value: 0, label: "no"), .init(value: 1, label: answer.label)],
          keys: ["0", "1"], values: .coded([]))
      }
    }
  }

  var count: Int {
    switch values {
    case .coded(let codes): codes.count
    case .real(let numbers, _): numbers.count
    case .date(let days): days.count
    }
  }

  /// Fills up with "not asked" to a number of rows.
  mutating func pad(to rows: Int) {
    let lacking = rows - count
    guard lacking > 0 else { return }
    let reason = MissingReason.notAsked
    switch values {
    case .coded(var codes):
      values = .date([])
      codes.append(contentsOf: repeatElement(CodedColumn.code(for: reason), count: lacking))
      values = .coded(codes)
    case .real(var numbers, var missing):
      values = .date([])
      numbers.append(contentsOf: repeatElement(0, count: lacking))
      missing.append(contentsOf: repeatElement(reason.rawValue + 1, count: lacking))
      values = .real(numbers, missing)
    case .date(var days):
      values = .date([])
      days.append(contentsOf: repeatElement(.min, count: lacking))
      values = .date(days)
    }
  }

  /// Appends the values of some rows of a source; true where all of them are missing.
  ///
  /// Levels of another codebook are matched by key; one that is not here becomes `other`.
  mutating func append(
    _ found: VariableInterpreter.Values, part: Int, rows: [Int], own: PanelColumn
  ) -> Bool {
    var isAllMissing = true
    switch (values, found) {
    case (.coded(var codes), .coded(let parts)):
      values = .date([])
      var translation = Array(UInt8.min...UInt8.max)
      if own.keys != keys {
        for (index, key) in own.keys.enumerated() {
          translation[index] =
            keys.firstIndex(of: key).map { UInt8($0) } ?? CodedColumn.code(for: .other)
        }
      }
      let source = parts[part]
      codes.reserveCapacity(codes.count + rows.count)
      for row in rows {
        let code = translation[Int(source[row])]
        if code < CodedColumn.firstMissingCode { isAllMissing = false }
        codes.append(code)
      }
      values = .coded(codes)
    case (.real(var numbers, var missing), .real(let newNumbers, let newMissing)):
      values = .date([])
      for row in rows {
        numbers.append(newNumbers[row])
        missing.append(newMissing[row])
        if newMissing[row] == 0 { isAllMissing = false }
      }
      values = .real(numbers, missing)
    case (.date(var days), .date(let newDays)):
      values = .date([])
      for row in rows {
        days.append(newDays[row])
        if newDays[row] != .min { isAllMissing = false }
      }
      values = .date(days)
    default: pad(to: count + rows.count)
    }
    return isAllMissing
  }

  var column: Column {
    switch values {
    case .coded(let codes): .coded(CodedColumn(codes: codes, levels: levels))
    case .real(let numbers, let missing): .real(RealColumn(values: numbers, missing: missing))
    case .date(let days): .date(DateColumn(days: days))
    }
  }
}
