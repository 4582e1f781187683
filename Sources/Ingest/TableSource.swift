package import Tabular

/// A table as the study names it: a file, and what the study says about its format.
package struct TableSource: Sendable, Hashable {
  /// The absolute path.
  package var path: String
  /// The file as diagnostics name it.
  package var displayName: String
  /// What is declared rather than detected.
  package var overrides: FormatOverrides

  /// Makes a source; the display name defaults to the last part of the path.
  package init(
    path: String, displayName: String? = nil, overrides: FormatOverrides = FormatOverrides()
  ) {
    self.path = path
    self.displayName = displayName ?? path.split(separator: "/").last.map(String.init) ?? path
    self.overrides = overrides
  }
}

/// What a study declares about the format of a file; nil means: detect it.
package struct FormatOverrides: Sendable, Hashable {
  /// The name of an encoding, such as `Windows-1257`.
  package var encoding: String?
  /// One character, or `tab`, `comma`, `semicolon`.
  package var delimiter: String?
  /// The decimal mark.
  package var decimal: DecimalMark?
  /// The name of a worksheet.
  package var sheet: String?
  /// The line or row of the header, from 1.
  package var headerRow: Int?

  /// Makes overrides; leave out what is to be detected.
  package init(
    encoding: String? = nil, delimiter: String? = nil, decimal: DecimalMark? = nil,
    sheet: String? = nil, headerRow: Int? = nil
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.decimal = decimal
    self.sheet = sheet
    self.headerRow = headerRow
  }
}
