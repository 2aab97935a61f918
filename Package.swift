// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// Training in a debug build would be 11–86 times slower: the numeric modules are always optimised.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// The same kernels for three instruction sets, chosen at start: the folders of the wider two are links to the first.
#if arch(x86_64)
  let kernelModules = ["KernelsBaseline", "KernelsAVX2", "KernelsAVX512"]
#else
  let kernelModules = ["KernelsBaseline"]
#endif

let kernelSettings: [String: [SwiftSetting]] = [
  "KernelsAVX2": [.define("FUSED"), .unsafeFlags(["-target-cpu", "haswell"])],
  "KernelsAVX512": [
    .define("FUSED"), .define("WIDE"), .unsafeFlags(["-target-cpu", "skylake-avx512"]),
  ],
]

let kernelTargets: [Target] = kernelModules.map { name in
  .target(
    name: name, dependencies: ["Kernels", "CProcessor"],
    swiftSettings: optimised
      + [
        .unsafeFlags(
          ["-whole-module-optimization", "-num-threads", "2", "-disable-batch-mode"],
          .when(configuration: .debug))
      ]
      + (kernelSettings[name] ?? []))
}

let package = Package(
  name: "chainrule",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "chainrule", targets: ["chainrule"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: kernelTargets + [
    .target(name: "Kernels", swiftSettings: optimised),
    .target(name: "CProcessor"),
    .target(
      name: "Engine",
      dependencies: ["Kernels", "CProcessor"] + kernelModules.map { .byName(name: $0) },
      swiftSettings: optimised),
    .target(name: "Walkthrough", dependencies: ["Engine"], swiftSettings: strict),
    .target(name: "CDigits", cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(
      name: "Datasets",
      dependencies: [
        "Engine", "CDigits", "CZlib", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: optimised),
    .target(
      name: "Commands", dependencies: ["Engine", "Walkthrough", "Datasets"], swiftSettings: strict),
    .target(
      name: "Interface", dependencies: ["Engine", "Walkthrough", "Datasets", "Commands"],
      swiftSettings: strict),
    .target(
      name: "CTerminal",
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(name: "CLineEditor", linkerSettings: [.linkedLibrary("edit")]),
    .executableTarget(
      name: "chainrule",
      dependencies: [
        "Engine", "Walkthrough", "Datasets", "Commands", "Interface", "CTerminal", "CLineEditor",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict + [.defaultIsolation(MainActor.self)]),
    .executableTarget(
      name: "chainrule-bench", dependencies: ["Engine", "Kernels"],
      path: "Benchmarks/chainrule-bench", swiftSettings: strict),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", "Kernels"], swiftSettings: strict),
    .testTarget(
      name: "WalkthroughTests", dependencies: ["Walkthrough", "Engine"], swiftSettings: strict),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Engine", "CDigits"],
      exclude: ["Reference"], swiftSettings: strict),
    .testTarget(
      name: "CommandsTests", dependencies: ["Commands", "Engine", "Walkthrough", "Datasets"],
      swiftSettings: strict),
    .testTarget(
      name: "InterfaceTests",
      dependencies: ["Interface", "Commands", "Engine", "Walkthrough", "Datasets"],
      exclude: ["Screens"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["chainrule", "Commands", "Engine", "Interface"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
