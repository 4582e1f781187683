/// What to do with rows of weight zero.
public enum ZeroWeights: String, Sendable, Hashable, CaseIterable {
  /// Stop with an error that names the row: a weight of zero is mostly a mistake.
  case fail
  /// Keep the row as a sampled unit of its stratum, in no domain: it counts in n_h and adds nothing
  /// to a figure, its respondents or its degrees of freedom, as in R.
  ///
  /// Not together with calibration, which has to spread a total over the rows of a level.
  case outsideDomains
}

extension SurveyDesign {
  /// The domains of rows, none for rows of weight zero.
  func domainsOfWeighted(_ domains: [Int32]) -> [Int32] {
    guard zeroWeights == .outsideDomains, domains.count == rowCount else { return domains }
    return zip(domains, weights).map { $1 == 0 ? -1 : $0 }
  }
}
