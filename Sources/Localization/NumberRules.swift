/// How one language writes numbers in reports.
///
/// The table is CLDR 48 as the style guides of the eight countries read it. The operating system's
/// ICU is older or newer than that from one machine to the next, and a report may not change its
/// digits with an upgrade, so these languages do not ask ICU for their signs. Languages outside the
/// table do.
struct NumberRules: Hashable {
  var decimal: String
  var group: String
  /// A true minus where the language's printers use one, else the hyphen-minus.
  var minus: String
  /// 2 leaves numbers of four digits without a separator.
  var minimumGrouping: Int
  /// What follows a percentage, with its space.
  var percentSuffix: String

  private static let noBreakSpace = "\u{A0}"
  private static let trueMinus = "\u{2212}"

  /// The rules for a BCP 47 tag, by its language; nil outside the table.
  static func rules(for tag: String) -> NumberRules? {
    table[String(tag.prefix { $0 != "-" && $0 != "_" }).lowercased()]
  }

  private static let table: [String: NumberRules] = {
    let spacedPercent = noBreakSpace + "%"
    let dotted = NumberRules(
      decimal: ",", group: ".", minus: "-", minimumGrouping: 1, percentSuffix: spacedPercent)
    let nordic = NumberRules(
      decimal: ",", group: noBreakSpace, minus: trueMinus, minimumGrouping: 1,
      percentSuffix: spacedPercent)
    let polish = NumberRules(
      decimal: ",", group: noBreakSpace, minus: "-", minimumGrouping: 2, percentSuffix: "%")
    // CLDR writes English with a hyphen, as keyboards do. ISO 80000-1 and printers use a minus, and
    // a line may break after a hyphen: "-" at its end and "0.03" on the next reads as a rise.
    let english = NumberRules(
      decimal: ".", group: ",", minus: trueMinus, minimumGrouping: 1, percentSuffix: "%")
    var icelandic = dotted
    icelandic.percentSuffix = "%"
    var estonian = polish
    estonian.minus = trueMinus
    return [
      "da": dotted, "de": dotted, "en": english, "et": estonian, "fi": nordic, "is": icelandic,
      "lt": nordic, "lv": polish, "nb": nordic, "nn": nordic, "no": nordic, "pl": polish,
      "sv": nordic,
    ]
  }()
}
