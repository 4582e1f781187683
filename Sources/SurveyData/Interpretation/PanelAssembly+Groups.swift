import Diagnostics
import Tabular

extension PanelAssembly {
  /// Refuses two ways to group where one follows from the other, such as ages in fives and in tens.
  ///
  /// A group that is held back could be had by subtracting a fine group from the coarse one that
  /// holds both; what may be shown is decided for each way to group by itself.
  func reportNestedGroups(_ table: Table, _ diagnostics: inout DiagnosticList) {
    for fine in study.groups {
      for coarse in study.groups where coarse != fine {
        guard case .coded(let inner)? = table[fine], case .coded(let outer)? = table[coarse],
          isNested(inner, in: outer)
        else { continue }
        diagnostics.append(
          Diagnostic(
            "data.nested-groups", .error, at: .init(file: "study.yaml", column: "groups"),
            "every group of \(fine) lies in one group of \(coarse)",
            expected: "ways to group that do not follow from each other",
            hint: "keep one of them: a group that is held back could be had by subtraction"))
      }
    }
  }

  /// Whether each level of `inner` comes with one level of `outer` only.
  ///
  /// Few rows may do so by chance.
  private func isNested(_ inner: CodedColumn, in outer: CodedColumn) -> Bool {
    var outerOf: [UInt8: UInt8] = [:]
    var rows = 0
    for row in inner.codes.indices {
      let code = inner.codes[row]
      let other = outer.codes[row]
      guard Int(code) < inner.levels.count, Int(other) < outer.levels.count else { continue }
      rows += 1
      if let known = outerOf[code] {
        if known != other { return false }
      } else {
        outerOf[code] = other
      }
    }
    return rows >= 30 && outerOf.count > 1 && Set(outerOf.values).count > 1
  }
}
