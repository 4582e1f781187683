import Graphics

extension TableLayout {
  /// A look and the widths of columns, padding included.
  struct Fit {
    var look: Look
    var widths: [Double]
  }

  /// The cells of a table, measured in any look.
  struct Content {
    private let table: Document.TableBlock
    private let headers: [CellText]
    private let rows: [[CellText]]
    private let shaper: RememberingShaper

    init(_ table: Document.TableBlock, shaper: RememberingShaper) {
      self.table = table
      self.shaper = shaper
      headers = table.columns.map { shaper.cell($0.header) }
      let count = headers.count
      rows = table.rows.filter { $0.count > 1 }.map { row in
        row.prefix(count).map { shaper.cell($0) }
      }
    }

    /// The first look in which everything stays whole, else the one that breaks least.
    func fit(_ looks: [Look], width: Double) -> Fit {
      var last: (look: Look, wishes: [TableColumns.Wish])?
      search: for unbroken in CellText.Unbroken.allCases {
        for look in looks {
          let wishes = wishes(in: look, unbroken: unbroken)
          last = (look, wishes)
          if wishes.reduce(0, { $0 + $1.minimum }) <= width { break search }
        }
      }
      guard let last else { return Fit(look: looks[0], widths: []) }
      let widths = TableColumns.lowered(
        TableColumns.widths(last.wishes, total: width), last.wishes,
        rows: paragraphWidths(in: last.look), gap: gap(of: last.look),
        isMovable: table.columns.map { $0.alignment == .left })
      return Fit(look: last.look, widths: widths)
    }

    /// The height of the rows, nearly.
    func height(of fit: Fit) -> Double {
      Double(lines(of: fit)) * fit.look.cell.leading + Double(rows.count) * fit.look.rowPadding
    }

    /// How many lines a row takes, nearly.
    func linesPerRow(of fit: Fit) -> Double { Double(lines(of: fit)) / Double(max(rows.count, 1)) }

    private func lines(of fit: Fit) -> Int {
      TableColumns.lines(
        of: paragraphWidths(in: fit.look), in: fit.widths, gap: gap(of: fit.look))
    }

    private func gap(of look: Look) -> Double { look.padding * 2 + 0.5 }

    private func paragraphWidths(in look: Look) -> [[[Double]]] {
      rows.map { row in
        row.map { cell in
          cell.paragraphs.map { shaper.width(of: $0.text, style: look.cell.style) }
        }
      }
    }

    private func wishes(in look: Look, unbroken: CellText.Unbroken) -> [TableColumns.Wish] {
      var wishes = table.columns.enumerated().map { index, column in
        func measure(_ text: String) -> Double {
          shaper.width(of: text, style: look.header.style)
        }
        return TableColumns.Wish(
          weight: column.weight, minimum: headers[index].minimumWidth(unbroken, measure),
          natural: headers[index].naturalWidth(measure), content: 0)
      }
      func measure(_ text: String) -> Double { shaper.width(of: text, style: look.cell.style) }
      for row in rows {
        for (index, text) in row.enumerated() {
          let natural = text.naturalWidth(measure)
          wishes[index].minimum = max(
            wishes[index].minimum, text.minimumWidth(unbroken, measure))
          wishes[index].natural = max(wishes[index].natural, natural)
          wishes[index].content += natural / Double(rows.count)
        }
      }
      for index in wishes.indices {
        wishes[index].minimum += gap(of: look)
        wishes[index].natural += gap(of: look)
      }
      return alike(wishes)
    }

    /// Neighbours that hold the same kind of figures, such as two surveys, are equally wide.
    private func alike(_ wishes: [TableColumns.Wish]) -> [TableColumns.Wish] {
      var wishes = wishes
      for index in wishes.indices.dropFirst() where table.columns[index].alignment == .right {
        let (one, other) = (wishes[index - 1], wishes[index])
        guard table.columns[index - 1].alignment == .right, one.weight == other.weight,
          abs(one.natural - other.natural) < 0.2 * max(one.natural, other.natural)
        else { continue }
        for both in [index - 1, index] {
          wishes[both].natural = max(one.natural, other.natural)
          wishes[both].minimum = max(one.minimum, other.minimum)
          wishes[both].content = max(one.content, other.content)
        }
      }
      return wishes
    }
  }
}
