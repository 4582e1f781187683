import Glibc
import Graphics

/// The layers of a shell: discs that all grow from one point, each larger and turned a little.
///
/// Mother-of-pearl gets its depth from thin layers over each other. Sizes, turns and opacities
/// follow fixed sequences, so every cover has the same ones; all of it keeps below the title.
struct NacreOrnament {
  var theme: Theme

  func items(field: Size) -> [Frame.Item] {
    let hinge = Point(field.width * 1.04, field.height * 1.02)
    let largest = field.width * 0.4
    let layers = 13
    return (0..<layers).flatMap { layer -> [Frame.Item] in
      let radius = largest * pow(0.885, Double(layer))
      // The fan opens from the horizon upwards.
      let turn = (20 + 4.6 * Double(layer)) * Double.pi / 180
      let center = Point(hinge.x - radius * cos(turn), hinge.y - radius * sin(turn))
      var tint = theme.palette.lustre[layer % theme.palette.lustre.count]
      tint.alpha = 0.08
      var edge = theme.palette.nacre[layer % theme.palette.nacre.count]
      edge.alpha = 0.42
      return [
        .path(.circle(center: center, radius: radius, fill: tint)),
        .path(
          .circle(center: center, radius: radius, stroke: Path.Stroke(edge, width: 0.6))),
      ]
    }
  }
}
