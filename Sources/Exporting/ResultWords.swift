internal import DisclosureControl
internal import SocialIndicators

extension IndicatorResult.Unit {
  /// What the number of a wave is.
  var statistic: String {
    switch self {
    case .share: "share"
    case .score: "mean"
    case .amount: "amount"
    case .perThousand: "rate"
    case .coefficient: "coefficient"
    }
  }

  /// The unit in one word or range.
  var text: String {
    switch self {
    case .share: "share"
    case .score(let low, let high): "score \(decimal(low))..\(decimal(high))"
    case .amount(let thing): thing
    case .perThousand: "per 1000 inhabitants"
    case .coefficient: "coefficient"
    }
  }
}

extension IndicatorResult.ChangeFinding.Outcome {
  /// The outcome in one word.
  var word: String {
    switch self {
    case .rose: "rose"
    case .fell: "fell"
    case .smallerThan: "smaller_than_margin"
    case .cannotTell: "cannot_tell"
    case .notAssessed: "not_assessed"
    }
  }
}

extension PublishableResult.Withholding.Reason {
  /// The reason in one word.
  var text: String {
    switch self {
    case .fewRespondents(let least): "fewer_than_\(least)_respondents"
    case .smallCell(let least): "cell_below_\(least)"
    case .couldBeDerived: "could_be_derived"
    }
  }
}

extension PublishableResult {
  /// Why a part is withheld, or nil where it is shown.
  func reason(for part: Withholding.Part) -> Withholding.Reason? {
    withheld.first { $0.part == part || $0.part == .wholeResult }?.reason
  }
}
