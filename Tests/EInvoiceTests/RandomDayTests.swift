import ConnectorKit
import Foundation
import Hospital
import Hub
import TestKit
import Testing

@testable import EInvoice

/// Days of random settlements, reversals and refunds over a platform that fails at random.
///
/// The platform's own ledger judges.
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
    ]

    @Test(arguments: 0..<12)
    func `no settlement has two bills, none is left after its reversal`(seed: Int) async throws {
        var dice = Dice(seed: UInt64(seed) &* 977)
        try await Clinic.open { clinic in
            var reversed: Set<Int> = []
            var refunded = 0
            for step in 0..<14 {
                if Bool.random(using: &dice) {
                    try await clinic.wire.fault(
                        Self.faults.randomElement(using: &dice) ?? "drop",
                        times: Int.random(in: 1...3, using: &dice))
                }
                try await clinic.tell(Events.settled("S\(step)"))
                if Int.random(in: 0...2, using: &dice) > 0 {
                    reversed.insert(step)
                    try await clinic.tell(Events.reversed("S\(step)"))
                }
                if step == 3 { try await clinic.tell(Events.deposit("D1")) }
                if step > 3, Int.random(in: 0...3, using: &dice) == 0 {
                    refunded += 1_000
                    try await clinic.tell(
                        Events.depositRefund("F\(step)", of: "D1", amount: 1_000))
                }
            }
            try await clinic.wire.heal()
            try await clinic.untilQuiet()
            #expect(try await clinic.open.isEmpty)
            let ledger = try clinic.ledger
            for step in 0..<14 {
                let valid = ledger.valid.filter { $0.busNo == "out-S\(step)-1" }
                #expect(valid.count == (reversed.contains(step) ? 0 : 1), "S\(step)")
                let issued = ledger.accepted("invoiceEBillOutpatient", "out-S\(step)-1")
                #expect(issued <= 1, "S\(step)")
            }
            #expect(ledger.remaining("dep-D1-1") == 50_000 - refunded)
            #expect(Set(ledger.valid.map(\.busNo)).count == ledger.valid.count)
        }
    }
}
