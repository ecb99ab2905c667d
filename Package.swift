// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A module of the house, in `Sources/<name>`.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The connectors: one folder of `Sources/Connectors` each.
let connectors = ["EInvoice", "Insurance", "Assistance", "Nursing"]

/// A connector, in `Sources/Connectors/<name>`.
func connector(_ name: String) -> Target {
    .target(
        name: name,
        dependencies: ["Lab", "Hospital", "Storage", "Wires", "Hub", "Insurer", crypto],
        path: "Sources/Connectors/\(name)", swiftSettings: settings)
}

/// The tests of one module, in `Tests/<name>Tests`.
func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestKit"] + dependencies,
        resources: resources, swiftSettings: settings)
}

/// The tests of one connector, in `Tests/<name>Tests`, with what `Tests/ConnectorKit` lends.
func connectorTests(_ name: String, resources: [Resource] = []) -> Target {
    tests(
        name,
        [
            "ConnectorKit", "Lab", "Hospital", "Storage", "Wires", "Hub", "Daemon",
            "Counterparties", logging,
        ], resources: resources)
}

/// A C library of Debian's, in `Sources/C/<name>`: a module map and a shim, nothing more.
func library(_ name: String, pkgConfig: String? = nil, apt package: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig,
        providers: [.apt([package])])
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let http: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]

let package = Package(
    name: "LabQueue",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "labqueue", targets: ["labqueue"]),
        .executable(name: "counterparties", targets: ["Counterparties"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Words and rules, imported by all.
        room("Lab"),
        room("Hospital"),

        // Three rims; none imports another.
        room(
            "Storage",
            [
                "Lab", "Hospital", "Postgres", logging, crypto,
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        room("Hall", ["Lab", "Alsa", "Cups", "Espeak", "Pango", "QRencode", logging, lifecycle]),
        room(
            "Wires",
            [logging, lifecycle, crypto] + nio + http),

        // What a connector is; then one module for each counterparty.
        room("Hub", ["Lab", "Hospital", "Storage", "Wires", logging]),
        // The insurance platform, with which several connectors speak.
        room("Insurer", ["Lab", "Hospital", "Storage", "Wires", "Hub", crypto]),

        // The daemon introduces them to each other.
        room(
            "Daemon",
            [
                "Lab", "Hospital", "Storage", "Hall", "Wires", "Hub", logging, lifecycle, nio[0],
                crypto,
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Yams", package: "Yams"),
            ] + connectors.map { .init(stringLiteral: $0) }),
        .executableTarget(
            name: "labqueue",
            dependencies: [
                "Daemon", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        // The other side, for tests and the demonstration; shares no code with the connectors.
        .executableTarget(
            name: "Counterparties",
            dependencies: [
                "Pango", "QRencode", logging, lifecycle, crypto,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ] + nio, swiftSettings: settings),

        // C libraries.
        library("Alsa", pkgConfig: "alsa", apt: "libasound2-dev"),
        library("Cups", apt: "libcups2-dev"),
        library("Espeak", pkgConfig: "espeak-ng", apt: "libespeak-ng-dev"),
        library("Postgres", pkgConfig: "libpq", apt: "libpq-dev"),
        library("Pango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        library("QRencode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),

        // Tests.
        .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: settings),
        .target(
            name: "ConnectorKit",
            dependencies: [
                "Daemon", "Counterparties", "Hub", "Lab", "Hospital", "Storage", "Wires",
                "TestKit", logging,
            ], path: "Tests/ConnectorKit", swiftSettings: settings),
        tests("Lab"),
        tests("Hospital"),
        tests("Storage", ["Lab", "Hospital", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("Hall", ["Lab", "Pango", logging, lifecycle]),
        tests("Wires", [logging, lifecycle] + nio),
        tests("Counterparties", [logging, lifecycle] + nio),
        tests("Hub", ["Lab"]),
        tests(
            "Insurer",
            [
                "Lab", "Hospital", "Storage", "Wires", "Hub", logging,
                .product(name: "Yams", package: "Yams"),
            ]),
        tests(
            "Daemon",
            [
                "ConnectorKit", "Lab", "Hospital", "Storage", "Hall", "Wires", "Hub", logging,
                lifecycle, .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        // Every connector, held to what all of them promise.
        .testTarget(
            name: "ConnectorTests",
            dependencies: [
                "Daemon", "Hub", "Lab", "Hospital", "Storage", "Wires", "TestKit", logging, nio[0],
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: settings),
        connectorTests("EInvoice", resources: [.copy("vectors.json")]),
        connectorTests("Insurance"),
        connectorTests("Assistance"),
        connectorTests("Nursing"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Daemon", "Lab", "Hall", "Storage", "Hospital", "Hub", "Nursing", "Wires",
                "TestKit", logging, lifecycle,
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/Benchmarks", exclude: ["peers"], swiftSettings: settings),
    ] + connectors.map(connector)
)
