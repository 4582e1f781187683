import Graphics
import Testing

@testable import Typesetting

@Suite struct ThemeTests {
  /// Relative luminance and contrast of WCAG 2.1.
  private func contrast(_ a: Color, _ b: Color) -> Double {
    func luminance(_ color: Color) -> Double {
      func linear(_ c: Double) -> Double {
        c <= 0.03928 ? c / 12.92 : power((c + 0.055) / 1.055)
      }
      // x^2.4 as x² times the fifth root of x²; Newton's steps avoid a C library here.
      func power(_ x: Double) -> Double {
        let target = x * x
        var root = 1.0
        for _ in 0..<200 {
          let fourth = root * root * root * root
          root -= (fourth * root - target) / (5 * fourth)
        }
        return target * root
      }
      return 0.2126 * linear(color.red) + 0.7152 * linear(color.green)
        + 0.0722 * linear(color.blue)
    }
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  @Test("Contrast is measured as WCAG does")
  func measure() {
    #expect(abs(contrast(Color(0x000000), Color(0xFFFFFF)) - 21) < 1e-6)
    // https://webaim.org/resources/contrastchecker/ gives 4.54 for #767676 on white.
    #expect(abs(contrast(Color(0x767676), Color(0xFFFFFF)) - 4.54) < 0.005)
  }

  @Test("Text can be read on every ground it is put on")
  func text() {
    let palette = Theme.report.palette
    let grounds = [
      palette.paper, palette.neutralTint, palette.findingTint, palette.cautionTint,
    ]
    for ground in grounds {
      for ink in [palette.ink, palette.muted, palette.deep, palette.accent] {
        #expect(contrast(ink, ground) >= 4.5, "\(ink.hex) on \(ground.hex)")
      }
    }
    #expect(contrast(palette.onDeep, palette.deep) >= 4.5)
    #expect(contrast(palette.mutedOnDeep, palette.deep) >= 4.5)
  }

  @Test("Bars that carry the tone of a box stand out from the page")
  func bars() {
    let palette = Theme.report.palette
    for bar in [palette.neutralBar, palette.findingBar, palette.cautionBar] {
      #expect(contrast(bar, palette.paper) >= 3, "\(bar.hex)")
    }
  }

  @Test("Columns get the room of their longest word from those with room to spare")
  func columns() {
    #expect(TableColumns.widths(weights: [1, 1], minimums: [10, 10], total: 100) == [50, 50])
    #expect(TableColumns.widths(weights: [3, 1], minimums: [10, 40], total: 100) == [60, 40])
    let squeezed = TableColumns.widths(weights: [1, 1], minimums: [150, 50], total: 100)
    #expect(squeezed == [50, 50])
    // A narrow column holds numbers; the wide one can break its words.
    #expect(TableColumns.widths(weights: [1, 1], minimums: [80, 20], total: 60) == [40, 20])
    #expect(TableColumns.widths(weights: [0, 0], minimums: [1, 1], total: 10) == [5, 5])
    #expect(TableColumns.widths(weights: [], minimums: [], total: 10).isEmpty)
  }
}
