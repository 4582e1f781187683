/// Why an answer is missing.
///
/// The reason is kept from the raw file to the report.
public enum MissingReason: UInt8, Sendable, Hashable, CaseIterable, Codable {
  /// The cell is empty.
  case notAnswered = 0
  /// The person does not know.
  case doNotKnow = 1
  /// The person would not say.
  case refused = 2
  /// The question does not apply to the person.
  case notApplicable = 3
  /// The question was not put: a skip in the questionnaire, or not in this wave.
  case notAsked = 4
  /// The value is not on the scale of the question.
  case offScale = 5
  /// The cell could not be read as what the column should hold.
  case unreadable = 6
  /// Another reason named in the codebook.
  case other = 7
}

extension MissingReason {
  /// The word that codebooks, exports and reports use.
  public var name: String {
    switch self {
    case .notAnswered: "not_answered"
    case .doNotKnow: "do_not_know"
    case .refused: "refused"
    case .notApplicable: "not_applicable"
    case .notAsked: "not_asked"
    case .offScale: "off_scale"
    case .unreadable: "unreadable"
    case .other: "other"
    }
  }

  /// The reason with this name, or nil.
  public init?(name: String) {
    guard let reason = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = reason
  }
}
