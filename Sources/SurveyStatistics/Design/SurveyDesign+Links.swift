internal import Aggregation

extension SurveyDesign {
  /// The pairs of rows of each person, earlier wave first; none unless persons are linked.
  func links() throws(DesignError) -> [AggregationPlan.Link] {
    guard relation == .linked else { return [] }
    let rows = persons.indices.filter { persons[$0] >= 0 && waves[$0] != 255 }
    let order = rows.sorted {
      (persons[$0], waves[$0], $0) < (persons[$1], waves[$1], $1)
    }
    var links: [AggregationPlan.Link] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, persons[order[end]] == persons[order[start]] {
        let row = order[end]
        let last = order[end - 1]
        guard waves[row] != waves[last] else {
          throw .duplicatePerson(
            row: row, first: last, wave: waveLabels[Int(waves[row])])
        }
        for earlier in order[start..<end] {
          links.append(.init(before: Int32(earlier), after: Int32(row)))
        }
        end += 1
      }
      start = end
    }
    return links
  }
}
