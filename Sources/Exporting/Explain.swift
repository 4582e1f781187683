package import DisclosureControl
package import SocialIndicators
package import SurveyData

/// How a printed figure came about, from the page back to the raw files; nil where there is no such
/// figure.
///
/// It explains only what may be shown: a withheld figure is explained by why it is withheld.
package func explain(
  figure: String, results: [PublishableResult], definitions: [IndicatorDefinition],
  sources: [SourceAccount]
) -> String? {
  guard let found = results.first(where: { $0.result.provenance.figure == figure }) else {
    return nil
  }
  return Explanation(
    publishable: found, definition: definitions.first { $0.id == found.result.indicator },
    sources: sources
  ).text
}
