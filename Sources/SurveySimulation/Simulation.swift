internal import Dispatch
internal import SurveyStatistics
internal import Synchronization

/// Draws samples again and again from towns that are known whole, and counts how often what is said
/// of them is true.
///
/// Each design is drawn from twice: from a town without any change, and from one where each variable
/// rose by the minimal detectable change that the first samples state on average.
package struct Simulation: Sendable {
  /// The designs.
  package var designs: [SimulationDesign]
  /// Samples a design and town.
  package var replicates: Int
  /// Where chance begins.
  package var seed: UInt64
  /// How many threads draw; results do not depend on it.
  package var threads: Int

  /// Samples of a block, which one thread draws.
  private static let blockSize = 50

  /// Makes a simulation.
  package init(
    designs: [SimulationDesign] = SimulationDesign.standard, replicates: Int = 2000,
    seed: UInt64 = 1, threads: Int
  ) {
    self.designs = designs
    self.replicates = max(1, replicates)
    self.seed = seed
    self.threads = max(1, threads)
  }

  /// Runs all designs.
  ///
  /// - Parameter progress: Told the name of each design before it is drawn from.
  /// - Returns: For each design and variable the level, no change and a change, in that order.
  package func run(progress: (String) -> Void = { _ in }) -> [SimulationResult] {
    designs.flatMap { design in
      progress(design.name)
      return run(design)
    }
  }

  private func run(_ design: SimulationDesign) -> [SimulationResult] {
    let variables = SimulatedPopulation.Variable.allCases
    let number = 3 * design.stream
    let origin = SeededRandom(seed: seed, stream: number, 0)
    let still = SimulatedPopulation(design.population, changes: [], random: origin)
    let first = tallies(design, town: still, stream: number + 1)
    let detectable = variables.map { variable in
      let tally = first[variable.rawValue]
      return tally.change.drawn > 0 ? tally.detectable / Double(tally.change.drawn) : 0
    }
    let moved = SimulatedPopulation(design.population, changes: detectable, random: origin)
    let second = tallies(design, town: moved, stream: number + 2)
    return variables.flatMap { variable in
      [
        SimulationResult(
          design, variable, .level, truth: still.truth(variable, wave: 0),
          tally: first[variable.rawValue]),
        SimulationResult(
          design, variable, .noChange, truth: still.change(variable),
          tally: first[variable.rawValue]),
        SimulationResult(
          design, variable, .change, truth: moved.change(variable),
          tally: second[variable.rawValue]),
      ]
    }
  }

  /// What all samples of a town say, added up in the order of their numbers.
  private func tallies(
    _ design: SimulationDesign, town: SimulatedPopulation, stream: UInt64
  ) -> [SimulationTally] {
    let variables = SimulatedPopulation.Variable.allCases
    let levels = variables.map { town.truth($0, wave: 0) }
    let changes = variables.map { town.change($0) }
    let blocks = (replicates + Self.blockSize - 1) / Self.blockSize
    let results = Mutex([[SimulationTally]](repeating: [], count: blocks))
    let nextBlock = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, blocks)) { _ in
      while true {
        let block = nextBlock.add(1, ordering: .relaxed).oldValue
        guard block < blocks else { return }
        let from = block * Self.blockSize
        var tallies = variables.map { _ in SimulationTally() }
        for replicate in from..<min(replicates, from + Self.blockSize) {
          var random = SeededRandom(seed: seed, stream: stream, UInt64(replicate))
          let sample = SimulatedSample(design, from: town, random: &random)
          let estimator = try? sample.estimator(design, town: town)
          for (place, variable) in variables.enumerated() {
            if let change = try? estimator?.change(
              place, domain: 0, before: 0, after: 1, kind: variable.kind)
            {
              tallies[place].count(change, level: levels[place], change: changes[place])
            } else {
              tallies[place].refused += 1
            }
          }
        }
        results.withLock { $0[block] = tallies }
      }
    }
    return results.withLock { blocks in
      var sums = variables.map { _ in SimulationTally() }
      for block in blocks {
        for place in sums.indices { sums[place].add(block[place]) }
      }
      return sums
    }
  }
}
