internal import CBoostMath

/// The value of a shim call, or the error that its status stands for.
func value(_ result: pboost_result, _ name: String) throws(DistributionError) -> Double {
  switch Int(result.status) {
  case pboost_ok where !result.value.isNaN: return result.value
  case pboost_overflow: throw .overflow(name)
  case pboost_evaluation: throw .noConvergence(name)
  default: throw .outOfRange(name)
  }
}

/// Checks that a probability is in 0…1.
func checkProbability(_ p: Double, _ name: String) throws(DistributionError) {
  guard p >= 0, p <= 1 else { throw .outOfRange(name) }
}
