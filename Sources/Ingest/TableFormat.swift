/// A kind of file that can be read as a table.
package struct TableFormat: Sendable {
  /// What the kind is called; the file in `Formats/` bears the same name.
  package var name: String
  /// Whether the content, not the name, is of this kind.
  var recognises: @Sendable (UnsafeRawBufferPointer) -> Bool
  /// Reads the table.
  var read:
    @Sendable (FileContent, TableSource, ReadingScope, ((Double) -> Void)?) throws(IngestError)
      -> ReadTable
}

/// All kinds of file, each in its file under `Formats/`; the first that recognises the content reads
/// it, so text, which recognises anything, comes last.
package let tableFormats: [TableFormat] = [.workbook, .delimitedText]
