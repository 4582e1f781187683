/// The true change that a study finds 8 times in 10: `factor` · se, where `factor` is t₀.₉₇₅ + t₀.₈₀.
///
/// The error of a share grows as the share leaves 0 or 1, so that of small shares is taken at the
/// share that the change leads to: d = factor · √(V₁ + V₂(d) − 2r√(V₁V₂(d))) with
/// V₂(d) = q(1 − q)/n₂, q = p₁ ± d towards one half, n₂ = p₂(1 − p₂)/V₂ the effective size of the
/// second wave. It is never below that of the plain formula with the error as it was measured.
func detectableChange(
  _ kind: StatisticKind, _ waves: [Estimate], correlation: Double, error: Double, factor: Double
) -> Double {
  let plain = factor * error
  guard kind == .share else { return plain }
  let p = min(1, max(0, waves[0].value))
  let base = p * (1 - p)
  let sizes = waves.map { wave in
    let spread = wave.value * (1 - wave.value)
    return spread > 0 && wave.variance > 0 ? spread / wave.variance : Double(wave.respondents)
  }
  let first = base / sizes[0]
  // Grows from one step to the next and is bounded, so it settles.
  var change = plain
  for _ in 0..<200 {
    let room = max(0.5, max(p, 1 - p))
    let share = (p <= 0.5 ? p : 1 - p) + min(change, room)
    let second = max(base, min(share, 0.5) * (1 - min(share, 0.5))) / sizes[1]
    let variance = first + second - 2 * correlation * (first * second).squareRoot()
    let next = max(plain, factor * max(0, variance).squareRoot())
    if abs(next - change) <= 1e-12 * next { return next }
    change = next
  }
  return change
}
