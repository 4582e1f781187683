/// The ways in which so many of the places could have been treated.
struct TreatmentAssignments {
  let places: Int
  let treated: Int

  /// n over k; infinite where it is more than a double holds.
  var count: Double {
    var count = 1.0
    let smaller = min(treated, places - treated)
    for index in 0..<smaller {
      count = (count * Double(places - index) / Double(index + 1)).rounded()
    }
    return count
  }

  /// Calls the body with each of them, in lexicographic order of the treated positions.
  func forEach<Failure>(
    _ body: (_ treated: [Int]) throws(Failure) -> Void
  ) throws(Failure) {
    var chosen = Array(0..<treated)
    while true {
      try body(chosen)
      guard
        let moving = chosen.indices.last(where: { chosen[$0] < places - treated + $0 })
      else { return }
      chosen[moving] += 1
      for later in chosen.indices where later > moving { chosen[later] = chosen[later - 1] + 1 }
    }
  }

  /// One of them, each as likely as any other.
  func draw(using generator: inout SeededGenerator) -> [Int] {
    var positions = Array(0..<places)
    for index in 0..<treated {
      positions.swapAt(index, Int.random(in: index..<places, using: &generator))
    }
    return positions[..<treated].sorted()
  }
}
