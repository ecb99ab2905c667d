import Foundation
import Hall
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Lab
import Logging
import NIOSSL
import ServiceLifecycle
import Storage
import Wires

extension House {
    /// More than any hall has; beyond it new connections wait.
    private static let connectionsAtMost = 2_000

    /// The HTTP door.
    func application(onListening: @escaping @Sendable (Int) -> Void) throws
        -> some ApplicationProtocol
    {
        let server: HTTPServerBuilder =
            if let tls = settings.http.tls {
                try .tls(.http1(), tlsConfiguration: Self.configuration(tls))
            } else {
                .http1()
            }
        return Application(
            responder: router().buildResponder(), server: server,
            configuration: .init(
                address: .hostname(settings.http.host, port: settings.http.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    Self.connectionsAtMost)),
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    private static func configuration(_ tls: Settings.HTTP.TLS) throws -> TLSConfiguration {
        .makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(tls.certificate)
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: tls.key, format: .pem)))
    }

    /// The HL7 door.
    func mllpServer(onListening: @escaping @Sendable (Int) -> Void) throws -> MLLPServer {
        var configuration = MLLPServer.Configuration(
            host: settings.hl7.host, port: settings.hl7.port)
        configuration.usualCharset = HL7.Charset(named: settings.hl7.characterSet) ?? .utf8
        configuration.timeZone = zone
        configuration.frameDeadline = settings.hl7.secondsPerMessage
        if let tls = settings.hl7.tls {
            let context = try NIOSSLContext(configuration: Self.configuration(tls))
            configuration.underlay = { channel in
                try channel.pipeline.syncOperations.addHandler(
                    NIOSSLServerHandler(context: context))
            }
        }
        let door = HL7Door(
            HL7Translation(
                .init(
                    campuses: Set(settings.hospital.campuses),
                    usualCampus: settings.hl7.campus.isEmpty ? nil : settings.hl7.campus,
                    timeZone: zone)),
            isKnown: { id in try await store.read { try Records.knows(patient: id, in: $0) } },
            keep: { events in _ = try await inbox.keep(events) })
        return MLLPServer(configuration, logger: logger, onListening: onListening) { message in
            try await door.answer(message)
        }
    }

    /// A reader has told how it is.
    func note(_ state: ReaderState, of reader: String) {
        devices.keep(state, of: reader)
        let kiosk = settings.readers.first { $0.id == reader }?.kiosk
        screens.changed(kiosk.map { ["kiosk \($0)"] } ?? [])
        screens.changed(desks.map { "triage \($0.hall)" })
    }
}

/// Carries the printers' and loudspeakers' news to kiosk and triage.
struct DeviceNews: Service {
    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.printers() }
                group.addTask { await self.voices() }
            }
        }
    }

    private func printers() async {
        for await news in house.room.printers.changes {
            switch news {
            case .job(let paper, let state):
                if house.papers.note(state, of: paper) {
                    if state.isFinal { await house.finish(paper, state) }
                    continue
                }
                let ticket = TicketID(paper)
                guard let (desk, _) = try? await house.ticket(ticket) else { continue }
                await house.room.prints.keep(state, of: ticket, at: desk)
            case .printer:
                house.screens.changed(in: nil)
            }
        }
    }

    private func voices() async {
        for await event in house.room.announcer.events() {
            if case .changed = event {
                house.screens.changed(house.desks.map { "triage \($0.hall)" })
            }
        }
    }
}

/// Ends the streams when the house closes, so that pages reconnect at once.
struct LastWords: Service {
    let house: House

    func run() async throws {
        try? await gracefulShutdown()
        house.kiosks.finish()
        house.screens.finish()
    }
}
