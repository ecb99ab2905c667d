import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import TestKit
import Testing

@testable import Insurance

/// Days of random questions, failures, reversals and faults; the fund's own books judge.
struct RandomDayTests {
    private struct Dice: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed ^ (seed >> 29)
        }
    }

    private static let faults = [
        "dropAfterCommit", "drop", "half", "html", "garbage", "badSignature", "wrongEcho",
        "errorAfterReversal", "deliverTwice", "answerTwice", "notFoundFor",
    ]

    @Test(arguments: [InsuranceSettings.Cancels.his, .here], 0..<8)
    func `after a day of faults our table and the fund's books agree`(
        cancels: InsuranceSettings.Cancels, seed: Int
    ) async throws {
        var dice = Dice(seed: UInt64(seed) &* 977 &+ (cancels == .his ? 0 : 13))
        try await Clinic.open {
            $0.cancels = cancels
            $0.patience = 1
        } _: { clinic in
            let settlements = (0..<4).map { "S\($0)" }
            var reversed: Set<String> = []
            for settlement in settlements {
                let list = ["none", "0", "1", "1"].randomElement(using: &dice) ?? "1"
                try await clinic.settle(settlement, list: list)
            }
            for _ in 0..<16 {
                let settlement = settlements.randomElement(using: &dice) ?? "S0"
                if Int.random(in: 0...2, using: &dice) == 0 {
                    let fault = Self.faults.randomElement(using: &dice) ?? "drop"
                    let word = fault == "notFoundFor" ? #"{"notFoundFor":30}"# : #""\#(fault)""#
                    let times = Int.random(in: 1...3, using: &dice)
                    try await clinic.wire.control(
                        "POST", "insurer/faults",
                        #"{"on":"*","times":\#(times),"fault":\#(word)}"#)
                }
                switch Int.random(in: 0...5, using: &dice) {
                case 0...2:
                    let answer = try await clinic.askToReverse(settlement)
                    if answer.isGo {
                        let fund = try clinic.wire.fund
                        #expect(fund.list(settlement) != "1", "\(settlement)")
                        if cancels == .here { #expect(!fund.isValid(settlement)) }
                        if Bool.random(using: &dice), !reversed.contains(settlement) {
                            reversed.insert(settlement)
                            try await clinic.tell(Events.reversed(settlement))
                        }
                    }
                case 3...4:
                    do {
                        try await clinic.tellNotReversed(settlement)
                    } catch let declined as Declined {
                        #expect(["already-reversed", "insurer-cancelled"].contains(declined.name))
                    }
                default:
                    _ = try? await clinic.ask(
                        "insurance/list.look", ["settlement": .string(settlement)])
                }
            }
            try await clinic.wire.heal()
            // Queries see everything by then.
            clinic.clock.advance(by: 120)
            try await clinic.untilQuiet()
            for settlement in settlements {
                _ = try await clinic.ask(
                    "insurance/list.look", ["settlement": .string(settlement)])
            }
            let fund = try clinic.wire.fund
            #expect(!fund.refused.contains("E08"))
            for settlement in settlements {
                try await judge(settlement, clinic, fund)
            }
        }
    }

    private func judge(_ settlement: String, _ clinic: Clinic, _ fund: Fund) async throws {
        let dossier = try await clinic.dossier(settlement)
        let note = Comment(
            rawValue: "\(settlement) \(dossier.phase) \(dossier.state) \(fund.asked(settlement))")
        switch dossier.phase {
        // Whatever was taken back and not reversed is submitted again.
        case .idle: #expect(!dossier.isWithdrawn, note)
        case .go, .reversed: #expect(fund.list(settlement) != "1", note)
        case .asked, .stopped: break
        }
        let books = ["0": Dossier.ListState.uploaded, "1": .submitted]
        if dossier.state != .cancelled, dossier.lookedAt != nil {
            #expect(
                dossier.state == fund.list(settlement).flatMap { books[$0] } ?? .notUploaded, note)
        }
        #expect((dossier.cancellation == .done) == !fund.isValid(settlement), note)
    }
}
