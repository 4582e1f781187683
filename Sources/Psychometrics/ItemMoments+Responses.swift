internal import ColumnKernels
internal import Glibc
internal import LinearAlgebra

extension ItemMoments {
  /// Moments of answers, by one pass over the rows that counts pairs of answers.
  ///
  /// - Parameters:
  ///   - responses: the answers.
  ///   - missing: which persons take part.
  /// - Throws: `allMissing`, `constantItem`, `tooFewPersons`.
  /// - Complexity: rows × items² / 2 additions.
  public init(
    _ responses: ItemResponses, missing: MissingAnswers
  ) throws(PsychometricsError) {
    guard responses.rowCount > 0 else { throw .tooFewPersons(found: 0, needed: 2, items: []) }
    for (place, name) in responses.names.enumerated() {
      let limit = responses.values[place].count
      guard responses.codes[place].contains(where: { Int($0) < limit }) else {
        throw .allMissing(item: name)
      }
    }
    let answers = missing == .listwise ? responses.complete : responses
    let names = responses.names
    let pairs = CodePairs(
      columns: answers.codes, levels: answers.values.map(\.count), weights: answers.weights)
    var covariance = Matrix(rows: names.count, columns: names.count)
    var means: [Double] = []
    var answered: [Int] = []
    var fewest = Int.max
    for second in names.indices {
      for first in 0...second {
        let moments = PairMoments(
          pairs, first, second, answers.values[first], answers.values[second])
        if first == second {
          means.append(moments.mean)
          answered.append(moments.persons)
        }
        guard moments.persons >= 2 else {
          throw .tooFewPersons(
            found: moments.persons, needed: 2,
            items: missing == .listwise
              ? [] : first == second ? [names[first]] : [names[first], names[second]])
        }
        fewest = min(fewest, moments.persons)
        covariance[first, second] = moments.covariance
        covariance[second, first] = moments.covariance
      }
    }
    let complete = answered.allSatisfy { $0 == answers.rowCount }
    let total = covariance.elements.reduce(0, +)
    let count = Double(names.count)
    let personMeans = complete ? nil : answers.personMeans
    self.init(
      names: names, persons: personMeans?.persons ?? answers.rowCount, answered: answered,
      fewestPairs: fewest, means: means, covariance: covariance,
      score: personMeans?.score
        ?? Score(
          mean: means.reduce(0, +) / count, standardDeviation: max(0, total).squareRoot() / count),
      missing: missing, weighted: responses.weights != nil)
    try check()
  }
}

/// The moments of two items among those who answered both.
private struct PairMoments {
  var persons = 0
  /// The mean of the first item.
  var mean = Double.nan
  var covariance = Double.nan

  init(
    _ pairs: CodePairs, _ first: Int, _ second: Int, _ firstValues: [Double],
    _ secondValues: [Double]
  ) {
    let width = pairs.widths[second]
    let offset = pairs.offset(first, second)
    let weighted = !pairs.sums.isEmpty
    var weight = 0.0
    var sumFirst = 0.0
    var sumSecond = 0.0
    for (a, x) in firstValues.enumerated() {
      for (b, y) in secondValues.enumerated() {
        let cell = offset + a * width + b
        guard pairs.counts[cell] > 0 else { continue }
        let w = weighted ? pairs.sums[cell] : Double(pairs.counts[cell])
        persons += Int(pairs.counts[cell])
        weight += w
        sumFirst += w * x
        sumSecond += w * y
      }
    }
    guard persons > 0 else { return }
    mean = sumFirst / weight
    let meanSecond = sumSecond / weight
    guard persons > 1 else { return }
    var products = 0.0
    for (a, x) in firstValues.enumerated() {
      for (b, y) in secondValues.enumerated() {
        let cell = offset + a * width + b
        guard pairs.counts[cell] > 0 else { continue }
        let w = weighted ? pairs.sums[cell] : Double(pairs.counts[cell])
        products += w * (x - mean) * (y - meanSecond)
      }
    }
    covariance =
      weighted
      ? products / weight * Double(persons) / Double(persons - 1)
      : products / Double(persons - 1)
  }
}

extension ItemResponses {
  /// How many persons answered anything, and the distribution of their means over what they
  /// answered.
  var personMeans: (persons: Int, score: ItemMoments.Score) {
    let count = rowCount
    var sums = [Double](repeating: 0, count: count)
    var answered = [UInt16](repeating: 0, count: count)
    for (column, values) in zip(codes, values) {
      var addends = [Double](repeating: 0, count: 256)
      var present = [UInt16](repeating: 0, count: 256)
      for (code, value) in values.enumerated() {
        addends[code] = value
        present[code] = 1
      }
      var sumSpan = sums.mutableSpan
      var answeredSpan = answered.mutableSpan
      addCodes(
        column.span, addends: addends.span, present: present.span, sums: &sumSpan,
        answered: &answeredSpan)
    }
    var persons = 0
    var weight = 0.0
    var total = 0.0
    for row in 0..<count where answered[row] > 0 {
      let w = weights?[row] ?? 1
      sums[row] /= Double(answered[row])
      persons += 1
      weight += w
      total += w * sums[row]
    }
    guard persons > 1 else {
      return (persons, ItemMoments.Score(mean: total / weight, standardDeviation: .nan))
    }
    let mean = total / weight
    var squares = 0.0
    for row in 0..<count where answered[row] > 0 {
      let deviation = sums[row] - mean
      squares += (weights?[row] ?? 1) * deviation * deviation
    }
    let divisor =
      weights == nil ? Double(persons - 1) : weight * Double(persons - 1) / Double(persons)
    return (
      persons,
      ItemMoments.Score(mean: mean, standardDeviation: (squares / divisor).squareRoot())
    )
  }
}
