/// The change of one place's outcome between two periods.
public struct PlaceChange: Sendable, Hashable {
  /// The place.
  public var place: String
  /// Whether it took part.
  public var isTreated: Bool
  /// Its outcome after minus before.
  public var change: Double
  /// Its weight in the mean of its group, such as its inhabitants; 1 where places count alike.
  public var weight: Double

  /// Makes a change.
  public init(place: String, isTreated: Bool, change: Double, weight: Double = 1) {
    self.place = place
    self.isTreated = isTreated
    self.change = change
    self.weight = weight
  }
}
