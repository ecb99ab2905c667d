import Testing

@testable import EInvoice

/// What may follow what (interface §8).
struct StateTests {
    @Test func `a bill that is gone stays gone`() {
        for state in Bill.State.allCases where state.isGone {
            for happening in Bill.Happening.allCases {
                #expect(state.after(happening) == nil, "\(state) \(happening)")
            }
        }
    }

    @Test func `§11.2 a bill whose fate is unknown is never reversed, nor one not issued`() {
        for state in [Bill.State.pending, .unknown, .issueFailed, .withdrawn, .voided, .refunded] {
            #expect(state.after(.voidAsked) == nil)
            #expect(state.after(.voided) == nil)
        }
    }

    @Test func `money may leave only where no bill counts and none will`() {
        #expect(Bill.State.allCases.filter(\.isGone) == [.voided, .refunded, .withdrawn])
        #expect(
            Bill.State.allCases.filter(\.isOpen) == [.pending, .unknown, .issued, .voiding])
    }

    @Test(arguments: [
        (Bill.State.pending, Bill.Happening.issued, Bill.State.issued),
        (.pending, .lost, .unknown), (.unknown, .absent, .pending), (.unknown, .issued, .issued),
        (.pending, .refused, .issueFailed), (.issueFailed, .retried, .pending),
        (.issued, .voidAsked, .voiding), (.voiding, .voided, .voided),
        (.voiding, .voidRefused, .issued), (.issued, .refundedWhole, .refunded),
        (.issueFailed, .withdrawn, .withdrawn), (.issued, .missing, .pending),
    ])
    func `as the interface draws it`(
        state: Bill.State, happening: Bill.Happening, next: Bill.State
    ) {
        #expect(state.after(happening) == next)
    }

    @Test func `a business number fits, and tells sheets apart`() {
        #expect(Bill.busNo(.outpatient, of: "S1", sequence: 1) == "out-S1-1")
        let long = String(repeating: "9", count: 64)
        let longer = Bill.busNo(.registration, of: long, sequence: 12)
        #expect(longer.utf8.count <= 50)
        #expect(longer != Bill.busNo(.registration, of: long + "8", sequence: 12))
        #expect(Bill.busNo(.deposit, of: "押金一", sequence: 1).utf8.allSatisfy { $0 < 0x7F })
    }
}
