import Graphics

/// The growth lines of a shell, drawn as soft arcs around a point below the field's right edge.
///
/// Mother-of-pearl is many thin layers; widths and opacities follow a fixed sequence, so every
/// cover has the same ones.
struct NacreOrnament {
  var theme: Theme

  func items(field: Size) -> [Frame.Item] {
    let center = Point(field.width * 0.86, field.height * 1.04)
    let reach = field.width * 0.70
    let count = 22
    return (0..<count).reversed().map { index in
      let share = Double(index) / Double(count - 1)
      // Layers lie closer together toward the rim, as they do in a shell.
      let radius = reach * (0.10 + 0.90 * (1 - (1 - share) * (1 - share)))
      let color = theme.palette.nacre[index % theme.palette.nacre.count]
      let width = 3.0 + Double((index * 7) % 5) * 2.6
      let alpha = 0.05 + 0.17 * (1 - share) + Double((index * 3) % 4) * 0.018
      var tinted = color
      tinted.alpha = alpha
      return .path(
        .circle(center: center, radius: radius, stroke: Path.Stroke(tinted, width: width)))
    }
  }
}
