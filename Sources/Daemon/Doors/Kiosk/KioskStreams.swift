import Foundation
import Hall
import Hummingbird
import Lab
import Logging
import Synchronization

/// Cards that the daemon's own readers read, on their way to the kiosk's page.
final class KioskStreams: Sendable {
    /// What the page hears: the event's name and its JSON.
    struct Word: Sendable {
        let event: String
        let bytes: [UInt8]
    }

    private struct State {
        var next = 0
        var watchers: [Int: (kiosk: String, stream: AsyncStream<Word>.Continuation)] = [:]
    }

    private let state = Mutex(State())

    func say(_ event: String, _ bytes: [UInt8], to kiosk: String) {
        state.withLock { state in
            for watcher in state.watchers.values where watcher.kiosk == kiosk {
                watcher.stream.yield(Word(event: event, bytes: bytes))
            }
        }
    }

    func listen(at kiosk: String) -> AsyncStream<Word> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Word.self, bufferingPolicy: .bufferingNewest(4))
        let watcher = state.withLock { state in
            state.next += 1
            state.watchers[state.next] = (kiosk, continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.watchers.removeValue(forKey: watcher) }
        }
        return stream
    }

    func finish() {
        let all = state.withLock { $0.watchers.values.map(\.stream) }
        for stream in all { stream.finish() }
    }
}

extension House {
    /// How a kiosk's page sees its kiosk.
    struct KioskView: Encodable, Sendable {
        struct Place: Encodable, Sendable {
            let id: HallID
            let name: String
            let nameEn: String
        }
        let kiosk: String
        let hall: Place
        let printer: DeviceView
        /// The connector whose bills it shows; nil where there is none, or no printer for them.
        let bills: String?
        let billPrinter: DeviceView
        /// What its printer takes: `png` for a ticket printer, else `pdf`.
        let billFormat: String
        let readers: [DeviceView]
        /// After how long the page clears itself, in seconds.
        let idleSeconds: Int
    }

    /// Gives every kiosk its feed.
    func hangKiosks() {
        for desk in desks {
            for kiosk in desk.settings.kiosks {
                screens.add("kiosk \(kiosk.id)", hall: nil) {
                    [settings, room, zone, devices, connectors] in
                    let hall = desk.settings
                    let printers = await room.printers.status()
                    func device(_ id: String?) -> DeviceView {
                        printers.first { $0.id == id }.map(DeviceView.init)
                            ?? DeviceView(name: id ?? "", state: "off", message: nil)
                    }
                    let view = KioskView(
                        kiosk: kiosk.id,
                        hall: .init(id: hall.id, name: hall.name, nameEn: hall.nameEn),
                        printer: device(kiosk.printer),
                        bills: kiosk.pagePrinter == nil ? nil : connectors.givingBills,
                        billPrinter: device(kiosk.pagePrinter),
                        billFormat: settings.printers.contains {
                            $0.id == kiosk.pagePrinter && $0.kind == .escpos
                        } ? "png" : "pdf",
                        readers: settings.readers.filter { $0.kiosk == kiosk.id }
                            .map { devices.view(ofReader: $0.id) },
                        idleSeconds: 12)
                    return try WireJSON.bytes(view, zone: zone)
                }
            }
        }
    }

    func kioskStream(_ kiosk: String) -> Response {
        let words = kiosks.listen(at: kiosk)
        let screen = screens["kiosk \(kiosk)"]
        return FeedAnswers.eventStream { @concurrent writer in
            if let screen {
                let picture = try await screens.picture(of: screen)
                try await writer.write(FeedAnswers.message("status", picture.bytes))
            }
            try await FeedAnswers.withPings(words, &writer, zone: zone) {
                @concurrent word, writer in
                try await writer.write(FeedAnswers.message(word.event, word.bytes))
            }
        }
    }

    /// A card read by the daemon's own reader: the same as one swiped on the page.
    func hear(_ read: CardRead) async {
        let actor = "reader \(read.reader)"
        if patients.awaitsCards(at: read.kiosk) { return await hearPatient(read) }
        do {
            let answer = try await swipe(read.key, at: read.kiosk, key: nil, by: actor)
            kiosks.say("swipe", try WireJSON.bytes(answer, zone: zone), to: read.kiosk)
        } catch {
            let problem = Problem(of: error)
            logger.info("a card at kiosk \(read.kiosk) got no ticket: \(problem.code)")
            if let bytes = try? WireJSON.bytes(problem, zone: zone) {
                kiosks.say("swipe", bytes, to: read.kiosk)
            }
        }
    }
}
