import DisclosureControl
import GRDB

extension Database {
  func writeWithholdings(_ withheld: [[PublishableResult.Withholding]]) throws {
    let rows = try RowWriter(self, "withholdings", "figure,position,part,wave,reason,least")
    for (figure, list) in withheld.enumerated() {
      for (position, item) in list.enumerated() {
        let (part, wave): (String, String?) =
          switch item.part {
          case .wave(let wave): ("wave", wave)
          case .change: ("change", nil)
          case .distribution(let wave): ("distribution", wave)
          case .wholeResult: ("whole_result", nil)
          }
        let (reason, least): (String, Int?) =
          switch item.reason {
          case .fewRespondents(let least): ("few_respondents", least)
          case .smallCell(let least): ("small_cell", least)
          case .couldBeDerived: ("could_be_derived", nil)
          }
        try rows.add(figure, position, part, wave, reason, least)
      }
    }
  }

  func readWithholdings(figures: Int) throws -> [[PublishableResult.Withholding]] {
    var withheld = [[PublishableResult.Withholding]](repeating: [], count: figures)
    for row in try Row.fetchAll(
      self, sql: "SELECT * FROM withholdings ORDER BY figure, position")
    {
      let figure: Int = try row.required("figure")
      guard withheld.indices.contains(figure) else {
        throw RecordFault(finding: "something is withheld of figure \(figure), which is not there")
      }
      let part: PublishableResult.Withholding.Part
      switch (try row.required("part", as: String.self), row.optional("wave", as: String.self)) {
      case ("wave", let wave?): part = .wave(wave)
      case ("change", _): part = .change
      case ("distribution", let wave?): part = .distribution(wave)
      case ("whole_result", _): part = .wholeResult
      case (let other, _): throw RecordFault(finding: "\(other) is not a part of a result")
      }
      let reason: PublishableResult.Withholding.Reason
      switch (try row.required("reason", as: String.self), row.optional("least", as: Int.self)) {
      case ("few_respondents", let least?): reason = .fewRespondents(least: least)
      case ("small_cell", let least?): reason = .smallCell(least: least)
      case ("could_be_derived", _): reason = .couldBeDerived
      case (let other, _): throw RecordFault(finding: "\(other) is not a reason to withhold")
      }
      withheld[figure].append(PublishableResult.Withholding(part: part, reason: reason))
    }
    return withheld
  }
}
