import Graphics

/// How a table is set: the size of its letters and where its columns stand.
struct TableLayout {
  struct Look: Equatable {
    var cell: Theme.Face
    var header: Theme.Face
    /// Left and right of every cell.
    var padding: Double
    /// Above and below a row together.
    var rowPadding: Double
    var ruleWidth: Double
  }

  /// Where the text of a column stands.
  struct Column: Equatable {
    var x: Double
    var width: Double
  }

  let look: Look
  let columns: [Column]

  /// Long and wide tables are set smaller; so is one whose figures would not stay whole otherwise.
  init(
    _ table: Document.TableBlock, x: Double, width: Double, theme: Theme, shaper: RememberingShaper
  ) {
    let dense = Look(
      cell: theme.denseCell, header: theme.denseColumnHeader, padding: 3.5, rowPadding: 4.5,
      ruleWidth: 0.4)
    let roomy = Look(
      cell: theme.cell, header: theme.columnHeader, padding: table.columns.count > 6 ? 4.5 : 7,
      rowPadding: 8, ruleWidth: 0.5)
    let isLong =
      table.rows.count > 16 || table.columns.count >= 5 && table.rows.count > 8
      || table.columns.count >= 7

    let content = Content(table, shaper: shaper)
    var chosen = content.fit(isLong ? [dense] : [roomy, dense], width: width)
    // Rows of many lines make a long table too.
    if chosen.look == roomy, table.rows.count > 1,
      content.linesPerRow(of: chosen) >= 2.5
        || table.rows.count > 5 && content.height(of: chosen) > theme.columnHeight * 0.55
    {
      chosen = content.fit([dense], width: width)
    }
    look = chosen.look
    let padding = look.padding
    var left = x
    columns = chosen.widths.map { wide in
      defer { left += wide }
      return Column(x: left + padding, width: max(wide - 2 * padding, 1))
    }
  }

  /// The lines of a cell.
  ///
  /// Where a further colour is given, it is that of an identifier under a name and of an interval
  /// under a figure; a second figure is as important as the first.
  func lines(
    _ text: String, face: Theme.Face, width: Double, shaper: RememberingShaper,
    further: Color? = nil, isName: Bool = false, isBalanced: Bool = false
  ) -> [TextLine] {
    guard !text.isEmpty else { return [] }
    let cell = shaper.cell(text)
    let metrics = shaper.metrics(of: face.style)
    return cell.paragraphs.indices.flatMap { paragraph in
      var style = face.style
      let isSecondary = isName || cell.paragraphs[paragraph].text.hasPrefix("(")
      if paragraph > 0, isSecondary, let further { style.color = further }
      let lines = cell.lines(of: paragraph, width: width, isBalanced: isBalanced) {
        shaper.width(of: $0, style: style)
      }
      return lines.map { line in
        let wide = shaper.width(of: line, style: style)
        let piece = TextLine.Piece(line, style: style, x: 0, width: wide)
        return TextLine(pieces: line.isEmpty ? [] : [piece], width: wide, metrics: metrics)
      }
    }
  }
}
