import Foundation
import Testing

@testable import Counterparties

struct BusinessTimeTests {
    @Test func `a moment is written in Shanghai to the millisecond`() {
        // 2026-11-22T23:59:59.987Z is the next morning in Shanghai.
        let date = Date(timeIntervalSince1970: 1_795_391_999.9875)
        #expect(BusinessTime.text(date) == "20261123075959987")
    }

    @Test(arguments: [
        ("20240229000000000", true), ("20230229000000000", false), ("19000229000000000", false),
        ("20000229000000000", true), ("20261301000000000", false), ("20260001000000000", false),
        ("20260431000000000", false), ("20260100000000000", false), ("20260101236059000", false),
        ("20260101235960000", false), ("2026010123595900", false), ("２0260101235959000", false),
    ])
    func `a moment is 17 digits of a time there is`(text: String, isMoment: Bool) {
        #expect(BusinessTime.isMoment(text) == isMoment)
    }

    @Test(arguments: [
        ("2026-11-22", true), ("2026-1-22", false), ("2026-11-31", false), ("20261122", false),
    ])
    func `a dashed date is a date there is`(text: String, isDate: Bool) {
        #expect(BusinessTime.isDashedDate(text) == isDate)
    }

    @Test(arguments: [(0, "0.00"), (5, "0.05"), (1250, "12.50"), (-1, "-0.01"), (100, "1.00")])
    func `fen are written as yuan`(fen: Int, yuan: String) {
        #expect(Amount.yuan(fen) == yuan)
    }
}
