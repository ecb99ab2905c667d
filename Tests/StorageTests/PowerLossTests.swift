import Foundation
import Storage
import TestKit
import Testing

/// The power goes, and the disk has as much of the log as it happens to have.
///
/// SQLite appends to one log and waits for the disk before it acknowledges. So what a power cut can
/// leave is any length of the log behind what was acknowledged last, with anything after it.
struct PowerLossTests {
    /// What was acknowledged when the log had reached this length, in bytes.
    private struct Mark {
        let length: Int
        let number: String
        let isEnded: Bool
    }

    /// Bytes of the log's header, and of a page with its own.
    private static let (header, frame) = (32, 24 + 4096)

    @Test(.timeLimit(.minutes(3)), arguments: [false, true])
    func `whatever of the log is left, what was acknowledged is there and nothing by halves`(
        isFollowedByOtherBytes: Bool
    ) async throws {
        let folder = try Folder()
        let engine = try SQLiteEngine(folder: folder("data"))
        let marks = try await Self.work(engine, log: folder("data/labqueue.sqlite-wal"))
        let base = try Data(contentsOf: folder("data/labqueue.sqlite"))
        let log = try Data(contentsOf: folder("data/labqueue.sqlite-wal"))
        try await engine.close()
        let first = try #require(marks.first).length
        #expect((first - Self.header).isMultiple(of: Self.frame))
        for cut in stride(from: first, through: log.count, by: Self.frame) {
            let place = folder("after-\(cut)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try base.write(to: place.appending(path: "labqueue.sqlite"))
            var left = log.prefix(cut)
            if isFollowedByOtherBytes {
                // The length is on disk already, the bytes are not; and half of a page is.
                left += log.dropFirst(cut).prefix(2_000) + Data(count: 3 * Self.frame)
            }
            try left.write(to: place.appending(path: "labqueue.sqlite-wal"))
            let store = try Store.open(folder: place)
            #expect(try await store.verify() == [])
            for mark in marks where mark.length <= cut {
                let delivery = try await store.read {
                    try Outbox.find(number: mark.number, of: "scripted", in: $0)
                }
                #expect(delivery != nil, "\(mark.number) at \(cut)")
                if mark.isEnded { #expect(delivery?.state == .delivered) }
            }
            try await store.close()
            try FileManager.default.removeItem(at: place)
        }
    }

    /// Errands from beginning to end; what was acknowledged, and how long the log was then.
    private static func work(_ engine: SQLiteEngine, log: URL) async throws -> [Mark] {
        let box = try await Box(engine)
        var marks: [Mark] = []
        func note(_ number: String, isEnded: Bool) throws {
            let size = try FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int
            marks.append(Mark(length: size ?? 0, number: number, isEnded: isEnded))
        }
        for index in 0..<6 {
            let number = "n\(index)"
            try await box.enqueue(errand(key: "k\(index)", number: number))
            try note(number, isEnded: false)
            let terms = box.terms
            let turn = try await engine.write(.soon) {
                try Outbox.claim(
                    lane, atMost: 1, terms: terms, by: "w", at: moment(), in: $0)
            }
            let delivery = try #require(turn.deliveries.first)
            if index.isMultiple(of: 3) { continue }
            try await box.end(delivery, .delivered)
            try note(delivery.number ?? "", isEnded: true)
        }
        return marks
    }
}
