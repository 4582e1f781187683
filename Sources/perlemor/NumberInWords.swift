/// A number in the shortest form that reads back as the same one, without a fraction where it has
/// none: 5, not 5.0.
func inWords(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
