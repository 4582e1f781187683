package import SocialIndicators

/// A result that may be shown: the only thing that reports, charts and exports accept, and only
/// `DisclosureControl` can make one.
package struct PublishableResult: Sendable, Hashable {
  /// The result with everything withheld set to nil or cut away.
  package let result: IndicatorResult
  /// What was withheld and why, in the order of the waves.
  package let withheld: [Withholding]

  /// One thing that is not shown.
  package struct Withholding: Sendable, Hashable {
    /// What part is hidden.
    package enum Part: Sendable, Hashable {
      case wave(String)
      case change
      case distribution(String)
      case wholeResult
    }
    package enum Reason: Sendable, Hashable {
      /// Fewer respondents than the least for an estimate.
      case fewRespondents(least: Int)
      /// A cell counts fewer persons than the least for a cell.
      case smallCell(least: Int)
      /// It could be computed from what is shown elsewhere.
      case couldBeDerived
    }
    package let part: Part
    package let reason: Reason
    package init(part: Part, reason: Reason) {
      self.part = part
      self.reason = reason
    }
  }

  init(result: IndicatorResult, withheld: [Withholding]) {
    self.result = result
    self.withheld = withheld
  }
}
