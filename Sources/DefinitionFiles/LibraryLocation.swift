import FoundationEssentials
import Glibc

/// The folder that holds `Indicators` and `Reports`.
///
/// Looked for in this order: the option `--library`, the variable `PERLEMOR_LIBRARY`,
/// `../share/perlemor` beside the executable (links resolved), the nearest ancestor of the
/// executable, then of the current folder, that holds both. An option or variable that points
/// elsewhere is an error and never passed over.
package struct LibraryLocation: Sendable, Hashable {
  package var root: String
  /// Which rule found it, for `--verbose` and provenance.
  package var foundBy: String

  package var indicators: String { root + "/Indicators" }
  package var reports: String { root + "/Reports" }

  /// No folder with both was found.
  package struct NotFound: Error, Sendable, CustomStringConvertible {
    /// Every place that was looked at, in order.
    package var looked: [String]
    package var description: String {
      "the library (a folder with Indicators and Reports) was not found; looked at: "
        + looked.joined(separator: ", ")
        + ". Name it with --library DIR or PERLEMOR_LIBRARY."
    }
  }

  /// Finds the library for this process.
  package static func find(option: String?) throws(NotFound) -> LibraryLocation {
    try find(
      option: option, variable: getenv("PERLEMOR_LIBRARY").map { String(cString: $0) },
      executable: resolvedExecutable(),
      currentFolder: FileManager.default.currentDirectoryPath)
  }

  /// Finds the library from stated facts, for tests.
  package static func find(
    option: String?, variable: String?, executable: String?, currentFolder: String
  ) throws(NotFound) -> LibraryLocation {
    if let option, !option.isEmpty {
      if holdsBoth(option) { return LibraryLocation(root: option, foundBy: "--library") }
      throw NotFound(looked: [option])
    }
    if let variable, !variable.isEmpty {
      if holdsBoth(variable) { return LibraryLocation(root: variable, foundBy: "PERLEMOR_LIBRARY") }
      throw NotFound(looked: [variable])
    }
    var looked: [String] = []
    if let executable {
      let installed = parent(of: parent(of: executable)) + "/share/perlemor"
      if holdsBoth(installed) { return LibraryLocation(root: installed, foundBy: "executable") }
      looked.append(installed)
    }
    for start in [executable.map(parent(of:)), currentFolder].compactMap({ $0 }) {
      var folder = start
      while true {
        if holdsBoth(folder) { return LibraryLocation(root: folder, foundBy: "ancestor") }
        if folder == "/" || folder.isEmpty { break }
        folder = parent(of: folder)
      }
      looked.append("\(start) and the folders above it")
    }
    throw NotFound(looked: looked)
  }

  private static func holdsBoth(_ folder: String) -> Bool {
    var indicators = false
    var reports = false
    let files = FileManager.default
    return files.fileExists(atPath: folder + "/Indicators", isDirectory: &indicators)
      && files.fileExists(atPath: folder + "/Reports", isDirectory: &reports) && indicators
      && reports
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func resolvedExecutable() -> String? {
    guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
