package import Graphics

/// How pages look: sheet, margins, colours and the typographic scale.
///
/// Sizes are in points. Every text colour has a contrast of at least 4.5:1 on the grounds it is put
/// on (WCAG 2.1, 1.4.3), which a test asserts.
package struct Theme: Sendable, Hashable {
  /// Distances from the sheet's edges to the text.
  package struct Margins: Sendable, Hashable {
    package var top, bottom, left, right: Double
  }

  /// The colours of mother-of-pearl on deep water.
  package struct Palette: Sendable, Hashable {
    /// The cover's field and the headings.
    package var deep = Color(0x0B3A47)
    /// Numbers of headings, labels of figures, links, bars.
    package var accent = Color(0x0E6970)
    package var ink = Color(0x1D2A31)
    package var muted = Color(0x51626B)
    package var rule = Color(0xD3DDDF)
    package var paper = Color(0xFFFFFF)
    package var onDeep = Color(0xFFFFFF)
    package var mutedOnDeep = Color(0xCFE3E2)
    /// Grounds and bars of boxes.
    package var neutralTint = Color(0xF1F5F6)
    package var neutralBar = Color(0x7E959C)
    package var findingTint = Color(0xE7F3F1)
    package var findingBar = Color(0x0E7C7B)
    package var cautionTint = Color(0xFBF2E4)
    package var cautionBar = Color(0xB7791F)
    /// The pale layers of the shell.
    package var nacre = [Color(0xF4D9DE), Color(0xD5EAE5), Color(0xDAD9F0), Color(0xF8EBD8)]
    /// The same layers where light falls on them: stronger, for thin glazes on the deep field.
    package var lustre = [Color(0x5FC9BC), Color(0xE58FB0), Color(0x8AA2F2), Color(0xF0C98A)]

    func tint(of tone: Document.Tone) -> Color {
      switch tone {
      case .neutral: neutralTint
      case .finding: findingTint
      case .caution: cautionTint
      }
    }

    func bar(of tone: Document.Tone) -> Color {
      switch tone {
      case .neutral: neutralBar
      case .finding: findingBar
      case .caution: cautionBar
      }
    }
  }

  /// A style with the distance from one baseline to the next.
  struct Face: Sendable, Hashable {
    var style: TextStyle
    var leading: Double
  }

  package var sheet: Size
  package var margins: Margins
  package var palette: Palette
  /// The longest line of running text; figures and tables take the whole column.
  package var measure: Double

  package init(sheet: Size, margins: Margins, palette: Palette, measure: Double) {
    self.sheet = sheet
    self.margins = margins
    self.palette = palette
    self.measure = measure
  }

  /// A4 for town reports.
  package static let report = Theme(
    sheet: Size(595.276, 841.89),
    margins: Margins(top: 72, bottom: 84, left: 68, right: 68), palette: Palette(), measure: 412)

  /// The width between the margins, so that charts can be made to fit.
  package var columnWidth: Double { sheet.width - margins.left - margins.right }
  /// The height between the margins.
  package var columnHeight: Double { sheet.height - margins.top - margins.bottom }
  /// Where text ends at the latest, from the top of the sheet.
  package var bottom: Double { sheet.height - margins.bottom }

  // The scale: 7.6, 8, 8.6, 9, 10, 12.4, 15, 26, 38, with the leading on a grid of half points.
  var body: Face { face(10, 15.5) }
  var lead: Face { face(12.4, 19, palette.deep) }
  var small: Face { face(8.6, 12.5, palette.muted) }
  var quote: Face {
    Face(style: TextStyle(size: 10.6, italic: true, color: palette.deep), leading: 16.5)
  }
  var caption: Face { face(8.6, 12.5, palette.muted) }
  var cell: Face {
    Face(style: TextStyle(size: 9, color: palette.ink, tabularFigures: true), leading: 12.5)
  }
  var columnHeader: Face { face(8.6, 11.5, palette.deep, .semibold) }
  var denseCell: Face {
    Face(style: TextStyle(size: 8, color: palette.ink, tabularFigures: true), leading: 10.5)
  }
  var denseColumnHeader: Face { face(7.6, 10, palette.deep, .semibold) }
  var footer: Face { face(8, 11, palette.muted) }
  var calloutTitle: Face { face(10, 15, palette.deep, .semibold) }
  var cardFigure: Face { face(23, 28, palette.deep, .bold) }
  var cardLabel: Face { face(9.2, 12.5, palette.ink, .semibold) }
  var cardNote: Face { face(8.2, 11.5, palette.muted) }
  var coverKicker: Face { face(11.5, 16, palette.mutedOnDeep, .semibold) }
  var coverTitle: Face { face(38, 44, palette.onDeep, .bold) }
  var coverSubtitle: Face { face(15, 22, palette.mutedOnDeep) }
  var factLabel: Face { face(8.2, 11.5, palette.muted) }
  var factValue: Face { face(10, 14, palette.ink, .semibold) }

  func heading(_ level: Int) -> Face {
    switch level {
    case 1: face(26, 32, palette.deep, .bold)
    case 2: face(15, 20, palette.deep, .semibold)
    case 3: face(11.4, 16, palette.accent, .semibold)
    default: face(10, 15.5, palette.ink, .semibold)
    }
  }

  func face(for look: Document.ParagraphLook) -> Face {
    switch look {
    case .body: body
    case .lead: lead
    case .small: small
    case .quote: quote
    }
  }

  private func face(
    _ size: Double, _ leading: Double, _ color: Color? = nil,
    _ weight: TextStyle.Weight = .regular
  ) -> Face {
    Face(
      style: TextStyle(size: size, weight: weight, color: color ?? palette.ink), leading: leading)
  }
}
