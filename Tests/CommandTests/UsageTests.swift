import Foundation
import Testing

/// What a newcomer meets first: help, typos, exit codes.
struct UsageTests {
  @Test func `help of every command has an example and leaves with 0`() throws {
    let commands = ["init", "check", "run", "report", "chart", "catalogue", "explain", "estimate"]
    for command in commands {
      let run = try CommandRun([command, "--help"])
      #expect(run.exitCode == 0)
      #expect(run.output.contains("EXAMPLE"), "\(command) --help has no example")
      #expect(run.output.contains("perlemor \(command)"))
    }
    let root = try CommandRun(["--help"])
    for command in commands { #expect(root.output.contains("  \(command)")) }
  }

  @Test func `a mistyped command leaves with 2 and suggests the right one`() throws {
    let run = try CommandRun(["chek", "my-town"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("perlemor check"))
    #expect(run.output.isEmpty)
  }

  @Test func `an unknown option leaves with 2`() throws {
    let run = try CommandRun(["estimate", "x.csv", "--mean", "a", "--weigths", "w"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("--weights"))
  }

  @Test func `a missing study folder is a finding with a hint`() throws {
    let run = try CommandRun(["check", "no-such-town"])
    #expect(run.exitCode == 1)
    #expect((run.output + run.errors).contains("no-such-town"))
    #expect((run.output + run.errors).contains("perlemor init"))
  }
}
