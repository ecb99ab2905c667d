import Foundation
import HTTPTypes
import Hall
import Hummingbird
import NIOCore

/// How a feed is answered: at once, when it changes, or for as long as the screen stays.
struct FeedAnswers: Sendable {
    let screens: Screens
    /// Bytes sent so often that a proxy does not cut a quiet stream.
    static let heartbeat = Duration.seconds(10)

    func answer(_ name: String, _ visit: Visit) async throws -> Response {
        guard let screen = screens[name] else { throw Problem.unknown("board", "屏幕", "board") }
        let known = visit.request.headers[.ifNoneMatch]
        let picture: Feed.Picture
        if let fresh = screen.feed.fresh {
            picture = fresh
        } else {
            picture = try await screens.picture(of: screen)
        }
        guard known == picture.etag else { return Self.whole(picture) }
        guard let seconds = visit.query("wait").flatMap(Int.init), seconds > 0 else {
            return Self.unchanged(picture)
        }
        return try await wait(for: screen, after: picture, seconds: min(seconds, 60))
    }

    /// Holds the answer until the picture changes or the time is over.
    private func wait(for screen: Screens.Screen, after old: Feed.Picture, seconds: Int)
        async throws -> Response
    {
        let changes = screen.feed.watch()
        let now = try await screens.picture(of: screen)
        if now.etag != old.etag { return Self.whole(now) }
        return try await Self.hold(old, seconds: seconds) {
            for await picture in changes where picture.etag != old.etag { return picture }
            return nil
        }
    }

    /// Answers with what `change` finds, or with 304 when the time is over.
    static func hold(
        _ old: Feed.Picture, seconds: Int,
        until change: @escaping @Sendable () async throws -> Feed.Picture?
    ) async throws -> Response {
        try await withThrowingTaskGroup(of: Feed.Picture?.self) { group in
            group.addTask { try await change() }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            return first.map(whole) ?? unchanged(old)
        }
    }

    static func whole(_ picture: Feed.Picture) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/json; charset=utf-8", .eTag: picture.etag,
                .cacheControl: "no-cache",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: picture.bytes)))
    }

    static func unchanged(_ picture: Feed.Picture) -> Response {
        Response(status: .notModified, headers: [.eTag: picture.etag, .cacheControl: "no-cache"])
    }

    /// Server-sent events: the picture now and every time it changes, with a ping between.
    func stream(_ name: String, event: String = "change", zone: TimeZone) async throws -> Response {
        guard let screen = screens[name] else { throw Problem.unknown("board", "屏幕", "board") }
        let changes = screen.feed.watch()
        let first = try await screens.picture(of: screen)
        return Self.eventStream { @concurrent writer in
            try await writer.write(Self.message(event, first.bytes))
            var last = first.etag
            try await Self.withPings(changes, &writer, zone: zone) { @concurrent picture, writer in
                guard picture.etag != last else { return }
                last = picture.etag
                try await writer.write(Self.message(event, picture.bytes))
            }
        }
    }

    static func eventStream(
        _ body: @escaping @concurrent @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: .init { @concurrent writer in
                try await body(&writer)
                try await writer.finish(nil)
            })
    }

    static func message(_ event: String, _ bytes: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(bytes.count + 32)
        buffer.writeString("event: \(event)\ndata: ")
        buffer.writeBytes(bytes)
        buffer.writeString("\n\n")
        return buffer
    }

    /// Hands every element of `changes` to `body`, and a ping whenever it is quiet.
    @concurrent static func withPings<Element: Sendable>(
        _ changes: AsyncStream<Element>, _ writer: inout any ResponseBodyWriter, zone: TimeZone,
        _ body: @concurrent (Element, inout any ResponseBodyWriter) async throws -> Void
    ) async throws {
        let merged = AsyncStream.makeStream(of: Element?.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await change in changes { merged.continuation.yield(change) }
                merged.continuation.finish()
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: heartbeat)
                    merged.continuation.yield(nil)
                }
            }
            defer { group.cancelAll() }
            for await change in merged.stream {
                if let change {
                    try await body(change, &writer)
                } else {
                    let now = try WireJSON.bytes(["at": Date()], zone: zone)
                    try await writer.write(message("ping", now))
                }
            }
        }
    }
}
