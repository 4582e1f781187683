package import DisclosureControl
package import SocialIndicators
package import SurveyData

/// Results as a tidy table: one number a row, RFC 4180 with `,` and `.`, UTF-8 without a BOM.
///
/// Numbers have the shortest digits that read back as the same double, so that nothing is lost on
/// the way into another program. What is withheld has a row too, with the reason in place of the
/// number; what could not be computed says so under `note`.
package func resultsCSV(
  _ results: [PublishableResult], study: StudyDefinition, definitions: [IndicatorDefinition]
) -> String {
  var text = ResultRow.columns.joined(separator: ",") + "\n"
  for result in results {
    for row in resultRows(result, definitions: definitions) {
      text += row.fields.map(quoted).joined(separator: ",") + "\n"
    }
  }
  return text
}

private func quoted(_ field: String) -> String {
  let isPlain = field.utf8.allSatisfy { byte in
    byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != 10 && byte != 13
  }
  if isPlain { return field }
  return "\""
    + field.split(separator: "\"", omittingEmptySubsequences: false)
    .joined(separator: "\"\"") + "\""
}
