/// A value put into a message.
package enum MessageArgument: Sendable, Hashable {
  case text(String)
  /// A number that selects plural forms and is printed by the message's own pattern.
  case number(Double)
}

/// One language of reports: its strings, with English for gaps, and the number, date and list
/// formats of ICU with our own patterns where CLDR's are unfit for reports.
package struct Language: Sendable {
  /// BCP 47, such as `en` or `lv`.
  package let tag: String
  /// Messages by key, in ICU MessageFormat with named arguments.
  package let strings: [String: String]
  /// English messages, for gaps.
  package let fallback: [String: String]

  package init(tag: String, strings: [String: String], fallback: [String: String]) {
    self.tag = tag
    self.strings = strings
    self.fallback = fallback
  }
}
