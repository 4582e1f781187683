internal import HypothesisTests

/// P-values adjusted for a family of tests so that the chance of any false finding stays below the
/// level (Holm 1979): `adjusted(_:method:)` with `.holm`.
public func holmAdjusted(_ p: [Double]) -> [Double] { adjusted(p, method: .holm) }
