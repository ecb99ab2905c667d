import Foundation

@testable import Hall

/// The sounds of this repository, and a folder of a test's own.
enum VoiceFixture {
    static let here = URL(filePath: #filePath).deletingLastPathComponent()
    static let sounds = here.appending(path: "../../../Sounds").standardizedFileURL

    static func speech(rate: Int = 150) throws -> Speech { try Speech(sounds: sounds, rate: rate) }

    static func withFolder<Result>(
        _ body: (URL) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "voice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
