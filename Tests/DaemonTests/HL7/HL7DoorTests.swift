import Foundation
import Hospital
import Synchronization
import Testing
import Wires

@testable import Daemon

struct HL7DoorTests {
    @Test(arguments: [
        ("ADT^A40", "PID|1||P1", "MSH^1^9", 201), ("SIU^S12", "PID|1||P1", "MSH^1^9", 200),
        ("", "PID|1||P1", "MSH^1^9", 200), ("ADT^A04", "PV1|1", "PID", 101),
        ("ADT^A04", "PID|1||||单", "PID^1^3", 101), ("ADT^A04", "PID|1||X^^^^ZZ||单", "PID^1^3", 101),
        ("ADT^A04", "PID|1||P1", "PID^1", 101), ("ADT^A04", "PID|1||P1||单||19901399", "PID^1", 102),
        ("ORU^R01", "PID|1||P1", "OBR", 101), ("ORU^R01", "PID|1||P1\rOBR|1", "OBR^1^2", 101),
        ("ORU^R01", "PID|1||P1\rORC|RE|L1", "OBR^1", 101),
        ("ORM^O01", "PID|1||P1", "ORC", 101), ("ORM^O01", "PID|1||P1\rORC|NW", "ORC^1^2", 101),
        ("ORM^O01", "PID|1||P1\rOBR|1|L1", "ORC^1", 101),
        ("ORM^O01", "PID|1||P1\rORC|ZZ|L1\rOBR|1|L1||CBC", "ORC^1^1", 103),
        ("ORM^O01", "PID|1||P1\rORC|NW|L1", "ORC^1", 101),
    ])
    func `what cannot be translated is rejected with its place`(
        kind: String, segments: String, location: String, condition: Int
    ) async throws {
        let kept = Mutex(0)
        let door = HL7Door(translation(), isKnown: { _ in true }) { _ in kept.withLock { $0 += 1 } }
        let reply = try await door.answer(hl7(kind, segments))
        #expect(reply.code == .rejected)
        #expect(reply.faults.first?.location == location)
        #expect(reply.faults.first?.condition.rawValue == condition)
        #expect(reply.faults.first?.words.contains("单") == false)
        #expect(kept.withLock { $0 } == 0)
    }

    @Test func `a message is accepted after its events are kept`() async throws {
        let kept = Mutex<[String]>([])
        let door = HL7Door(translation(), isKnown: { _ in true }) { events in
            kept.withLock { $0 += events.map(\.id) }
        }
        let reply = try await door.answer(hl7("ADT^A04", "PID|1||P1||单"))
        #expect(reply == .accepted)
        #expect(kept.withLock { $0 } == ["LIS-42"])
    }

    @Test func `a store that fails is no acceptance`() async throws {
        struct DiskFull: Error {}
        let door = HL7Door(translation(), isKnown: { _ in true }) { _ in throw DiskFull() }
        let message = try hl7("ADT^A04", "PID|1||P1||单")
        await #expect(throws: DiskFull.self) { try await door.answer(message) }
    }

    @Test func `the campus is the receiving facility's, or the usual one`() throws {
        let text = "MSH|^~\\&|LIS||Q|HOSPITAL|20261122||ADT^A04|1\rPID|1||P1||单"
        let message = try HL7.Message(text: text)
        #expect(throws: HL7Translation.Untranslatable.self) {
            try translation().events(of: message)
        }
        #expect(
            try translation(usualCampus: "jinshan").events(of: message).first?.campus == "jinshan")
        let named = try HL7.Message(text: text.replacing("HOSPITAL", with: "benbu"))
        #expect(try translation(usualCampus: "jinshan").events(of: named).first?.campus == "benbu")
    }

    @Test func `a message without number or time is rejected`() throws {
        for header in [
            "MSH|^~\\&|LIS||Q|benbu|20261122||ADT^A04|", "MSH|^~\\&|LIS||Q|benbu|now||ADT^A04|1",
        ] {
            let message = try HL7.Message(text: header + "\rPID|1||P1||单")
            #expect(throws: HL7Translation.Untranslatable.self) {
                try translation().events(of: message)
            }
        }
    }
}
