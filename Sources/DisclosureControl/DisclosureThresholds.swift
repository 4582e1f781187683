/// The least counts below which nothing is shown.
///
/// The defaults follow statistical offices: 30 respondents for an estimate and 10 persons for a
/// cell, where a count of 0 is no exception, since "nobody" tells of everybody in the group.
package struct DisclosureThresholds: Sendable, Hashable {
  /// Respondents behind an estimate, a wave.
  package var leastRespondents: Int
  /// Persons in a cell: either side of a share, an answer of a distribution, a participation count.
  package var leastCell: Int

  package init(leastRespondents: Int = 30, leastCell: Int = 10) {
    self.leastRespondents = leastRespondents
    self.leastCell = leastCell
  }

  /// 30 respondents, 10 persons in a cell.
  package static let standard = DisclosureThresholds()
}
