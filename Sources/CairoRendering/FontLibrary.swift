import CPangoCairo
import FoundationEssentials
package import Graphics

/// The fonts of one document, loaded privately from a folder.
///
/// Installed fonts are never looked at: what the folder holds is all there is, so a page looks the
/// same on every machine. Pango's font maps are not made for several threads at once: use one
/// library per document and thread.
package final class FontLibrary {
  let map: UnsafeMutablePointer<PangoFontMap>
  private let configuration: OpaquePointer
  /// The family that the folder holds.
  package let family: String
  /// Whether the fonts can draw a character, as far as somebody asked.
  private var canDraw: [Character: Bool] = [:]

  /// Loads every OpenType file of a folder, which must hold one family.
  package init(directory: String) throws(RenderingError) {
    _ = Self.emptyDefaultConfiguration
    let files: [String]
    do {
      files = try FileManager.default.contentsOfDirectory(atPath: directory)
        .filter { $0.hasSuffix(".otf") || $0.hasSuffix(".ttf") }.sorted()
    } catch {
      throw .unusableFonts(path: directory, reason: "the folder cannot be read")
    }
    guard !files.isEmpty else {
      throw .unusableFonts(path: directory, reason: "no .otf or .ttf file in the folder")
    }
    guard let configuration = FcConfigCreate() else {
      throw .unusableFonts(path: directory, reason: "fontconfig is out of memory")
    }
    for file in files {
      guard FcConfigAppFontAddFile(configuration, "\(directory)/\(file)") != 0 else {
        FcConfigDestroy(configuration)
        throw .unusableFonts(path: "\(directory)/\(file)", reason: "not a readable font")
      }
    }
    guard let family = Self.shortestFamily(in: configuration),
      let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)
    else {
      FcConfigDestroy(configuration)
      throw .unusableFonts(path: directory, reason: "no family name found")
    }
    pango_fc_font_map_set_config(OpaquePointer(map), configuration)
    pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
    self.configuration = configuration
    self.map = map
    self.family = family
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(map))
    FcConfigDestroy(configuration)
  }

  /// The characters of a text that no font of the library can draw, each once, in order.
  package func missingCharacters(in text: String) -> [Character] {
    var seen: Set<Character> = []
    return text.filter { character in
      guard !seen.contains(character), !character.isWhitespace else { return false }
      guard !canDraw(character) else { return false }
      seen.insert(character)
      return true
    }.map { $0 }
  }

  private func canDraw(_ character: Character) -> Bool {
    if let known = canDraw[character] { return known }
    let layout = TextLayout(
      String(character), style: TextStyle(size: 10), language: "en", fonts: self)
    let isKnown = layout.unknownGlyphs == 0
    canDraw[character] = isKnown
    return isKnown
  }

  /// The characters of a frame that no font of the library can draw, each once, in order.
  package func missingCharacters(in frame: Frame) -> [Character] {
    var seen: Set<Character> = []
    var distinct = ""
    Frame.forEachRun(in: frame.items) { run in
      for character in run.text where seen.insert(character).inserted {
        distinct.append(character)
      }
    }
    return missingCharacters(in: distinct)
  }

  /// Keeps fontconfig from reading the machine's own settings.
  ///
  /// Pango asks for a default configuration even when a private one is used; where none is
  /// installed, fontconfig complains on standard error, and where one is, it scans all fonts.
  private static let emptyDefaultConfiguration: Bool =
    FcConfigSetCurrent(FcConfigCreate()) != 0

  /// Static fonts name their weight in an extra family ("Inter SemiBold"): the shortest is common.
  private static func shortestFamily(in configuration: OpaquePointer) -> String? {
    guard let set = FcConfigGetFonts(configuration, FcSetApplication) else { return nil }
    var names: [String] = []
    for index in 0..<Int(set.pointee.nfont) {
      var name: UnsafeMutablePointer<FcChar8>?
      guard let pattern = set.pointee.fonts[index],
        FcPatternGetString(pattern, FC_FAMILY, 0, &name) == FcResultMatch, let name
      else { continue }
      names.append(String(cString: name))
    }
    return names.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }
}
