/// Writes a number with at most `places` decimals, without a locale, a minus zero or (below 9e18) an exponent.
///
/// Exact decimal digits come from integer arithmetic, so that snapshots and files are the same on
/// every machine. Numbers that are not finite are written as 0.
package func decimal(_ value: Double, places: Int) -> String {
  guard value.isFinite else { return "0" }
  var unit = 1.0
  for _ in 0..<places { unit *= 10 }
  let scaled = (abs(value) * unit).rounded()
  // Beyond 2^53 there are no decimals left to write.
  guard scaled < 9_007_199_254_740_992 else {
    return abs(value) < 9e18 ? String(Int(value)) : "\(value)"
  }
  let digits = Int(scaled)
  let whole = digits / Int(unit)
  var fraction = String(digits % Int(unit))
  fraction = String(repeating: "0", count: places - min(places, fraction.count)) + fraction
  while fraction.last == "0" { fraction.removeLast() }
  let sign = value < 0 && digits != 0 ? "-" : ""
  return places == 0 || fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
}
