/// A date that was given, never the clock's.
struct PDFDate {
  /// With time and zone, as Cairo and XMP want it.
  let iso: String

  /// Accepts `2026-03-31` and `2026-03-31T12:00:00Z` (or with an offset such as `+02:00`).
  init(_ text: String) throws(RenderingError) {
    guard let day = try? /\d{4}-\d\d-\d\d/.prefixMatch(in: text) else {
      throw .document("“\(text)” is not a date; expected for example 2026-03-31T00:00:00Z")
    }
    let time = text[day.range.upperBound...]
    if time.isEmpty {
      iso = "\(text)T00:00:00Z"
      return
    }
    guard (try? /T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)/.wholeMatch(in: time)) != nil else {
      throw .document("“\(text)” is not a date; expected for example 2026-03-31T00:00:00Z")
    }
    iso = text
  }
}
