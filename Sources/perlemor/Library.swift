import ArgumentParser

/// Where indicators, templates, languages and fonts are.
struct LibraryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds Indicators and Reports (default: PERLEMOR_LIBRARY, ../share/perlemor "
        + "beside the program, or the nearest folder above that has both).", valueName: "dir"))
  var library: String?
}
