internal import Aggregation

extension SurveyEstimator {
  /// Kish's design effect of the calibrated weights of some cells, n·Σw²/(Σw)².
  ///
  /// All rows count, answered or not: it tells of the weights, not of a variable.
  func kishEffect(_ range: Range<Int>) -> Double? {
    var rows = 0.0
    var sum = 0.0
    var squares = 0.0
    for cell in range {
      let g = factor(ofCell: cell)
      rows += Double(cells.rows[cell])
      sum += g * cells.weights[cell]
      squares += g * g * cells.squaredWeights[cell]
    }
    let effect = rows * squares / (sum * sum)
    return effect.isFinite ? effect : nil
  }
}
