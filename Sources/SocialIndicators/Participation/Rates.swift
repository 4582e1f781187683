/// A count for each 1,000 inhabitants: 1,000·A/N.
///
/// - Returns: nil where nobody lives there.
package func perThousand(_ count: Double, inhabitants: Int) -> Double? {
  inhabitants > 0 ? 1000 * count / Double(inhabitants) : nil
}

/// The share of persons who came for the first time, among those for whom it is known: U_new/U.
///
/// - Returns: nil where it is known for nobody.
package func firstTimeShare(firstTime: Int, known: Int) -> Double? {
  known > 0 ? Double(firstTime) / Double(known) : nil
}

/// Hours for each volunteer: H/V.
///
/// - Returns: nil where nobody volunteered.
package func hoursPerVolunteer(hours: Double, volunteers: Int) -> Double? {
  volunteers > 0 ? hours / Double(volunteers) : nil
}
