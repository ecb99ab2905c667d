import ConnectorKit
import Foundation
import Hospital
import Hub
import Storage
import Testing

@testable import Insurance

/// §4.2: before a discharge settlement is cancelled, its submitted list is taken back.
struct InpatientTests {
    @Test func `§4.2 a stay's submitted list is taken back before the answer is go`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.settle("S1", list: "1", kind: "inpatient")
            try await clinic.tell(Lists.discharged("S1"))
            #expect(try await clinic.askToReverse("S1", kind: "inpatient").isGo)
            #expect(try clinic.wire.fund.list("S1") == "0")
            try await clinic.tell(Events.dischargeCancelled("S1"))
            let dossier = try await clinic.dossier("S1")
            #expect(dossier.state == .cancelled && dossier.stay == "Y1")
            #expect(try await clinic.reversal("S1") == [.list: .undone, .hospital: .undone])
            #expect(try await clinic.exceptions() == [])
        }
    }

    @Test func `§4.2 a stay's list that may not be taken back stops the cancellation`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.settle("S1", list: "1", kind: "inpatient")
            try await clinic.tell(Lists.discharged("S1"))
            try await clinic.wire.turn(#"{"withdrawalAllowed":false}"#)
            #expect(!(try await clinic.askToReverse("S1").isGo))
            #expect(try clinic.wire.fund.list("S1") == "1")
        }
    }

    @Test func `§4.2 asked for as another kind, it is refused by name and nothing is changed`()
        async throws
    {
        try await Clinic.open { clinic in
            try await clinic.wire.settle("S1", list: "1", kind: "inpatient")
            try await clinic.tell(Lists.discharged("S1"))
            let declined = await #expect(throws: Declined.self) {
                try await clinic.askToReverse("S1", kind: "outpatient")
            }
            #expect(declined?.name == "other-kind")
            #expect(try await clinic.dossier("S1").phase == .idle)
            #expect(try clinic.wire.fund.requests.isEmpty)
        }
    }
}
