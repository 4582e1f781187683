import ArgumentParser
import DefinitionFiles
import Foundation
import StudyStore

/// A study file, named by itself or by the folder that a run wrote.
struct StudyFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The study file, or the folder a run wrote (default: out).", valueName: "path"),
    completion: .file())
  var study: String = "out"

  @OptionGroup var library: LibraryOptions

  /// Reads the study file.
  func record() throws -> StudyRecord {
    var path = study
    var isFolder: ObjCBool = false
    let files = FileManager.default
    if files.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      let inside = ["confidential/study.sqlite", "out/confidential/study.sqlite", "study.sqlite"]
      guard let found = inside.first(where: { files.fileExists(atPath: path + "/" + $0) }) else {
        throw Failure(
          "\(path): no study file in it (looked for \(inside.joined(separator: ", ")))"
            + "\n    → make one: perlemor run STUDY-FOLDER --out \(path)")
      }
      path += "/" + found
    }
    do {
      return try readStudy(at: path)
    } catch {
      throw Failure(
        error.description + "\n    → name a study file with --study, or make one: perlemor run")
    }
  }

  /// Where templates, languages and fonts are.
  func location() throws -> LibraryLocation {
    do {
      return try LibraryLocation.find(option: library.library)
    } catch {
      throw Failure(error.description)
    }
  }
}
