/// What a reader has to know to take an effect for what it is.
public enum ImpactCaution: Sendable, Hashable {
  /// Which places took part was decided, not drawn by lot.
  case placesWereChosen
  /// So many places took part that a margin from many clusters does not hold.
  case fewTreated(treated: Int, places: Int)
  /// No p-value below this one can come out, however large the effect.
  case smallestP(treated: Int, places: Int, ways: Int, of: Double)
  /// The assignments were drawn, not listed: there are too many of them.
  case assignmentsDrawn(draws: Int, of: Double)
  /// A margin from many places was made with few.
  case fewTreatedInMargin(treated: Int, places: Int)
  /// Places that had started before the first period, which are left out.
  case treatedFromTheStart([String])
  /// Places without rows in some period, which are left out.
  case missingPeriods([String])
  /// There are so few places of a group that their spread is not known.
  case singlePlace(group: String)
}

extension ImpactCaution: CustomStringConvertible {
  /// The caution in a sentence.
  public var description: String {
    switch self {
    case .placesWereChosen:
      "The places were chosen, not drawn by lot: the p-value says how unusual this difference would"
        + " be if any other places had been as likely to take part."
    case .fewTreated(let treated, let places):
      "\(treated) of \(places) places took part. With so few, margins that rest on many clusters are"
        + " too narrow; exchanging the places themselves (randomisation inference) needs no such margin."
    case .smallestP(let treated, let places, let ways, let count):
      "With \(treated) of \(places) places treated, the smallest p-value that can come out is"
        + " \(ways)/\(wholeNumber(count))."
    case .assignmentsDrawn(let draws, let count):
      "\(draws) of the \(wholeNumber(count)) ways to choose the places were drawn by a fixed seed."
    case .fewTreatedInMargin(let treated, let places):
      "\(treated) of \(places) places took part. With so few the margins are too narrow: read them as a"
        + " description."
    case .treatedFromTheStart(let places):
      "Left out, since they had started before the first period: "
        + places.joined(separator: ", ") + "."
    case .missingPeriods(let places):
      "Left out, since they have no rows in some period: " + places.joined(separator: ", ") + "."
    case .singlePlace(let group):
      "The \(group) are a single place, so their spread is taken to be that of the others."
    }
  }
}

/// A count without a decimal point.
private func wholeNumber(_ value: Double) -> String {
  Int64(exactly: value).map { "\($0)" } ?? "\(value)"
}
