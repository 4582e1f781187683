// swift-tools-version: 6.1
import PackageDescription

// The house: arrows only go down. ARCHITECTURE.md draws it, Tests/ArchitectureTests asserts it.

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "perlemor",
  products: [
    .executable(name: "perlemor", targets: ["perlemor"]),
    .library(
      name: "SurveyStatistics",
      targets: ["SurveyStatistics", "Aggregation", "Tabular", "Distributions", "HypothesisTests"]),
    .library(name: "Psychometrics", targets: ["Psychometrics"]),
    .library(name: "ImpactStatistics", targets: ["ImpactStatistics"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
  ],
  targets: [
    // System libraries and C shims
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
    .systemLibrary(name: "CQpdf", pkgConfig: "libqpdf", providers: [.apt(["libqpdf-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    // Headers only, without pkg-config's -llapacke: Sources/LinearAlgebra/ReferenceLAPACK.swift opens
    // the reference library by its path and says why.
    .systemLibrary(
      name: "CLAPACK", providers: [.apt(["liblapacke-dev", "liblapack-dev", "libblas-dev"])]),
    .systemLibrary(name: "CNLopt", pkgConfig: "nlopt", providers: [.apt(["libnlopt-dev"])]),
    .target(name: "CBoostMath"),
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),

    // Level 0
    .target(name: "ColumnKernels"),
    .target(name: "Diagnostics"),
    .target(name: "Graphics"),
    .target(name: "Fingerprints", dependencies: [crypto]),
    .target(name: "Distributions", dependencies: ["CBoostMath"]),
    .target(name: "LinearAlgebra", dependencies: ["CLAPACK", "CNLopt"]),
    .target(name: "Localization", dependencies: ["CICU"]),

    // Level 1
    .target(name: "Tabular", dependencies: ["ColumnKernels"]),
    .target(name: "DefinitionFiles", dependencies: ["Diagnostics", yams]),
    .target(name: "HypothesisTests", dependencies: ["Distributions"]),
    .target(name: "Plotting", dependencies: ["Graphics", "Localization"]),
    .target(name: "Typesetting", dependencies: ["Graphics", "Localization"]),

    // Level 2
    .target(name: "Aggregation", dependencies: ["Tabular", "ColumnKernels"]),
    .target(
      name: "SurveyData",
      dependencies: ["Tabular", "Diagnostics", "DefinitionFiles", "Fingerprints"]),
    .target(name: "CairoRendering", dependencies: ["Graphics", "CPangoCairo", "CQpdf"]),
    .target(name: "WebRendering", dependencies: ["Graphics"]),

    // Level 3
    .target(
      name: "SurveyStatistics",
      dependencies: [
        "Aggregation", "Tabular", "ColumnKernels", "Distributions", "HypothesisTests",
        "LinearAlgebra",
      ]),
    .target(
      name: "Ingest",
      dependencies: [
        "SurveyData", "Tabular", "ColumnKernels", "Diagnostics", "Fingerprints", "CZip", "CExpat",
      ]),

    // Level 4
    .target(
      name: "Psychometrics",
      dependencies: [
        "SurveyStatistics", "Aggregation", "Tabular", "ColumnKernels", "Distributions",
        "HypothesisTests", "LinearAlgebra",
      ]),
    .target(
      name: "ImpactStatistics",
      dependencies: ["SurveyStatistics", "HypothesisTests", "Distributions", "LinearAlgebra"]),
    .target(
      name: "SurveySimulation",
      dependencies: ["SurveyStatistics", "Aggregation", "Tabular", "Distributions"]),
    .target(
      name: "SocialIndicators",
      dependencies: [
        "SurveyData", "SurveyStatistics", "Aggregation", "Tabular", "DefinitionFiles",
        "Diagnostics", "Fingerprints", "HypothesisTests", "Distributions",
      ]),

    // Level 6
    .target(
      name: "DisclosureControl",
      dependencies: ["SocialIndicators", "SurveyData", "SurveyStatistics"]),

    // Level 7
    .target(
      name: "Reporting",
      dependencies: [
        "DisclosureControl", "SocialIndicators", "SurveyData", "SurveyStatistics", "Plotting",
        "Typesetting", "Graphics", "Localization", "DefinitionFiles", "Diagnostics", "CCMark",
      ]),
    .target(
      name: "Exporting",
      dependencies: ["DisclosureControl", "SocialIndicators", "SurveyData", "SurveyStatistics"]),
    .target(
      name: "StudyStore",
      dependencies: [
        "DisclosureControl", "SocialIndicators", "SurveyData", "SurveyStatistics", "Tabular",
        "Diagnostics", grdb,
      ]),

    // Level 9
    .executableTarget(
      name: "perlemor",
      dependencies: [
        "ColumnKernels", "Diagnostics", "DefinitionFiles", "Fingerprints", "Localization",
        "Tabular",
        "Aggregation", "SurveyData", "SurveyStatistics", "Distributions", "HypothesisTests",
        "Psychometrics", "ImpactStatistics", "SurveySimulation", "Ingest",
        "SocialIndicators", "DisclosureControl", "Reporting", "Exporting", "StudyStore",
        "Plotting", "Typesetting", "Graphics", "CairoRendering", "WebRendering",
        argumentParser,
      ]),
    .executableTarget(
      name: "perlemor-sampledata", dependencies: ["CZip", argumentParser]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// One test target per source target, same name, so that a newcomer finds the test of a file by its
// name. Tests of rooms whose work is meant to be seen may draw it.
let testsAlsoUse: [String: [Target.Dependency]] = [
  "Plotting": ["CairoRendering", "WebRendering"],
  "Typesetting": ["CairoRendering", "WebRendering"],
  "Reporting": ["CairoRendering", "WebRendering"],
]
let fixtures = ["Plotting": ["Snapshots"]]
for target in package.targets where target.type == .regular && !target.isShim {
  package.targets.append(
    .testTarget(
      name: "\(target.name)Tests",
      dependencies: [.target(name: target.name)] + target.dependencies
        + testsAlsoUse[target.name, default: []],
      exclude: fixtures[target.name, default: []]))
}
package.targets += [
  .testTarget(name: "ArchitectureTests"),
  .testTarget(
    name: "CommandTests", dependencies: ["perlemor", "perlemor-sampledata"], exclude: ["Fixtures"]),
]

for target in package.targets where target.type != .system && !target.isShim {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}

extension Target {
  /// Whether the target is C or C++ behind a Swift module.
  var isShim: Bool { ["CBoostMath", "CICU"].contains(name) }
}
