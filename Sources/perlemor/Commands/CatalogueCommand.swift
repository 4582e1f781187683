import ArgumentParser
import DefinitionFiles
import Diagnostics
import SocialIndicators

/// `perlemor catalogue`: the indicators there are.
struct CatalogueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue",
    abstract: "List the indicators of the library, or show one whole.",
    discussion: """
      EXAMPLES
        perlemor catalogue
        perlemor catalogue ess.ppltrst
      """)

  @Argument(help: "Ids of indicators to show whole.")
  var id: [String] = []

  @OptionGroup var library: LibraryOptions

  @Option(help: "A study folder whose own indicators are listed too.")
  var study: String?

  func run() throws {
    let location: LibraryLocation
    do {
      location = try LibraryLocation.find(option: library.library)
    } catch {
      throw Failure(error.description)
    }
    let (found, diagnostics) = IndicatorLibrary.load(
      directories: [location.indicators] + (study.map { [$0 + "/indicators"] } ?? []))
    let text = DiagnosticPrinter().text(diagnostics)
    if !text.isEmpty { writeError(text) }
    if id.isEmpty {
      list(found)
    } else {
      for id in id {
        guard let definition = found[id] else {
          let near = nearestCandidate(to: id, among: found.definitions.map(\.id))
          throw Failure(
            "no indicator '\(id)'"
              + (near.map { "; did you mean '\($0)'?" } ?? " (perlemor catalogue lists them)"))
        }
        show(definition)
      }
    }
    if diagnostics.hasErrors { throw ExitCode(1) }
  }

  private func list(_ library: IndicatorLibrary) {
    var dimension = ""
    let width = library.definitions.map(\.id.count).max() ?? 0
    for definition in library.definitions {
      if definition.dimension != dimension {
        dimension = definition.dimension
        print("\n\(dimension.replacing("_", with: " "))")
      }
      let pad = String(repeating: " ", count: width - definition.id.count)
      print("  \(definition.id)\(pad)  \(definition.label)")
    }
  }

  private func show(_ definition: IndicatorDefinition) {
    print("\(definition.id), version \(definition.version)\n  \(definition.label)")
    print("  \(definition.plain)")
    switch definition.kind {
    case .survey(let scoring):
      for item in scoring.items {
        let reversed = item.isReversed ? ", reversed" : ""
        print("  item \(item.id): \(inWords(item.low))…\(inWords(item.high))\(reversed)")
        if let wording = item.wording { print("    “\(wording)”") }
      }
      print("  score: \(scoring.formula)")
    case .participation(let measure):
      print("  formula: \(measure.formula)")
    }
    print("  better: \(definition.direction.rawValue)")
    print("  base: \(definition.base)")
    print("  licence: \(definition.licence)")
    print("  source: \(definition.source)")
    print("  file: \(definition.file), sha256 \(definition.fingerprint)\n")
  }
}
