import ArgumentParser
import Diagnostics
import Foundation

/// The command.
///
/// Exit codes: 0 fine, 1 findings, 2 usage, 3 internal.
@main
struct Perlemor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perlemor",
    abstract: "From a town's raw survey and attendance files to honest before/after reports.",
    discussion: """
      EXAMPLES
        perlemor init my-town/ --from answers.csv attendance.xlsx
        perlemor check my-town/
        perlemor run my-town/ --out out/
        perlemor explain saltholm.ess.ppltrst --study out/confidential/study.sqlite
        perlemor estimate answers.csv --weights w --mean trust --by district

      Nothing is sent anywhere: the program opens no network connection. \
      Exit codes: 0 fine, 1 findings in definitions or data, 2 wrong usage, 3 internal fault.
      """,
    version: programVersion,
    subcommands: [
      InitCommand.self, CheckCommand.self, RunCommand.self, ReportCommand.self, ChartCommand.self,
      CatalogueCommand.self, ExplainCommand.self, EstimateCommand.self, TestCommand.self,
      CompareCommand.self, ScaleCommand.self, ImpactCommand.self, PoolCommand.self,
      PlanCommand.self,
      ResponseCommand.self, WeightCommand.self, SimulateCommand.self,
    ])

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      leave(error, arguments: arguments)
    }
  }

  private static func leave(_ error: any Error, arguments: [String]) -> Never {
    if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
    switch exitCode(for: error) {
    case .success:
      print(fullMessage(for: error))
      Foundation.exit(0)
    case .validationFailure:
      writeError(fullMessage(for: error))
      if let word = arguments.first, !word.hasPrefix("-"),
        let near = nearestCandidate(to: word, among: subcommandNames), near != word
      {
        writeError("Did you mean 'perlemor \(near)'?")
      }
      Foundation.exit(2)
    default:
      if let failure = error as? any ReportedFailure {
        let isMarked =
          failure.message.hasPrefix("error: ") || failure.message.hasPrefix("warning: ")
        writeError(isMarked ? failure.message : "error: \(failure.message)")
        Foundation.exit(1)
      }
      writeError("perlemor: internal fault: \(error)")
      Foundation.exit(3)
    }
  }

  private static var subcommandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}

/// A fault in what the user handed in, already in words; leaves with exit code 1.
protocol ReportedFailure: Error {
  /// What stands on standard error.
  var message: String { get }
}

/// A fault in what the user handed in, in words.
struct Failure: ReportedFailure {
  var message: String
  init(_ message: String) { self.message = message }
}

/// Writes a line to standard error, so that standard output carries results only.
func writeError(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
