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
    _ table: Document.TableBlock, x: Double, width: Double, theme: Theme, shaper: any TextShaper
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
    let looks = isLong ? [dense] : [roomy, dense]

    let headers = table.columns.map { CellText($0.header) }
    let rows = table.rows.filter { $0.count > 1 }.map { row in
      row.prefix(headers.count).map { CellText($0) }
    }
    var chosen = dense
    var wishes: [TableColumns.Wish] = []
    search: for unbroken in CellText.Unbroken.allCases {
      for look in looks {
        chosen = look
        let gap = look.padding * 2 + 0.5
        func widths(_ wide: (CellText, TextStyle) -> Double) -> (most: [Double], mean: [Double]) {
          var most = headers.map { wide($0, look.header.style) }
          var mean = most.map { $0 / Double(rows.count + 1) }
          for row in rows {
            for (index, text) in row.enumerated() {
              let cell = wide(text, look.cell.style)
              most[index] = max(most[index], cell)
              mean[index] += cell / Double(rows.count + 1)
            }
          }
          return (most, mean)
        }
        let minimums = widths { text, style in
          text.minimumWidth(unbroken) { shaper.width(of: $0, style: style) }
        }
        let naturals = widths { text, style in
          text.naturalWidth { shaper.width(of: $0, style: style) }
        }
        wishes = table.columns.indices.map { index in
          TableColumns.Wish(
            weight: table.columns[index].weight, minimum: minimums.most[index] + gap,
            natural: naturals.most[index] + gap, content: naturals.mean[index])
        }
        if wishes.reduce(0, { $0 + $1.minimum }) <= width { break search }
      }
    }
    look = chosen
    let paragraphs = rows.prefix(80).map { row in
      row.map { cell in
        cell.paragraphs.map { shaper.width(of: $0.text, style: chosen.cell.style) }
      }
    }
    let widths = TableColumns.lowered(
      TableColumns.widths(wishes, total: width), wishes, rows: paragraphs,
      gap: chosen.padding * 2 + 0.5)
    var left = x
    columns = widths.map { wide in
      defer { left += wide }
      return Column(x: left + chosen.padding, width: max(wide - 2 * chosen.padding, 1))
    }
  }

  /// The lines of a cell; lines after a break of the author's may have a colour of their own.
  func lines(
    _ text: String, face: Theme.Face, width: Double, shaper: any TextShaper,
    further: Color? = nil, isBalanced: Bool = false
  ) -> [TextLine] {
    guard !text.isEmpty else { return [] }
    let cell = CellText(text)
    let metrics = shaper.metrics(of: face.style)
    return cell.paragraphs.indices.flatMap { paragraph in
      var style = face.style
      if paragraph > 0, let further { style.color = further }
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
