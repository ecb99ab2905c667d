import Foundation
import Hospital
import Lab
import Testing

@testable import Daemon

struct ParcelTests {
    private let campuses: Set<String> = ["benbu"]

    private func event(_ id: String) -> String {
        #"{"id":"\#(id)","type":"card.bound","at":"2026-11-22T07:30:00+08:00","campus":"benbu","#
            + #""data":{"patient":"P1","card":"1"}}"#
    }

    @Test func `one event, or a line each, blank lines and all`() throws {
        #expect(try Parcel(Data(event("e1").utf8), campuses: campuses).events.map(\.id) == ["e1"])
        let batch = "\(event("e1"))\r\n\n\(event("e2"))\n"
        #expect(try Parcel(Data(batch.utf8), campuses: campuses).events.map(\.id) == ["e1", "e2"])
    }

    @Test func `one bad line refuses the whole, by its number`() {
        let batch = "\(event("e1"))\n{\"id\":\"e2\"}\n"
        #expect {
            try Parcel(Data(batch.utf8), campuses: campuses)
        } throws: { error in
            (error as? Problem)?.detail.zh.contains("第 2 行") ?? false
        }
    }

    @Test func `a report may come with or without its envelope`() throws {
        let bare = #"{"report":"R1","order":"L1","patient":"P1","verifiedBy":"D7","items":[]}"#
        let parcel = try Parcel(
            report: Data(bare.utf8), campus: "benbu", at: Date(timeIntervalSince1970: 0),
            zone: .hospital, campuses: campuses)
        #expect(parcel.events.map(\.kind) == [.reportVerified])
        #expect(parcel.events.map(\.id) == ["report R1"])
    }

    @Test(arguments: ["", "[]", "nonsense", "\u{0}"])
    func `what is no event is refused`(body: String) {
        #expect(throws: Problem.self) { try Parcel(Data(body.utf8), campuses: campuses) }
    }
}
