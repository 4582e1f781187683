import ArgumentParser

/// The level of intervals and the form of results.
struct OutputOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv, json }

  @Option(help: "The level of intervals.")
  var level: Double = 0.95

  @Option(help: "table, csv or json.")
  var format: Format = .table

  func validate() throws {
    guard level > 0, level < 1 else {
      throw ValidationError("--level is a share between 0 and 1, such as 0.95, not \(level).")
    }
  }

  /// Prints a table in the form asked for.
  func write(_ table: ResultTable) {
    switch format {
    case .table: print(table.text())
    case .csv: print(table.csv(), terminator: "")
    case .json: print(table.json())
    }
  }
}
