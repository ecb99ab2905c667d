import Foundation
import Lab
import Testing

struct TriageTests {
    @Test func `§6.3 a ticket moved to another queue keeps its label and its place`() throws {
        var hall = Hall()
        let ids = try hall.swipe(2, .normal)
        _ = try hall.swipe(2, .normal, in: "E")
        #expect(
            try hall.run(.move(ids[1], queue: "E", window: nil)) == [
                .moved(ids[1], queue: "E", window: nil)
            ])
        #expect(hall.labels(in: "E") == ["A002", "E001", "E002"])
        #expect(hall.labels(in: "A") == ["A001"])
        #expect(try hall.run(.move(ids[1], queue: "E", window: nil)) == [])
        #expect(hall.refusal(.move(ids[1], queue: "Z", window: nil)) == .unknownQueue("Z"))
        #expect(hall.refusal(.move(ids[1], queue: nil, window: "9")) == .unknownWindow("9"))
    }

    @Test func `§6.3 a ticket pinned to a window is called there and nowhere else`() throws {
        var hall = Hall(windows: ["1": ["A"], "2": ["E"]])
        let ids = try hall.swipe(2, .normal)
        try hall.run(.move(ids[0], queue: nil, window: "2"))
        #expect(hall.refusal(.call(ids[0], "1")) == .pinnedElsewhere(label: "A001", "2"))
        #expect(hall.labels() == ["A002"])
        #expect(hall.line.upcoming(for: "2", limit: 9).map(\.label) == ["A001"])
        #expect(hall.line.ahead(of: ids[0]) == 0)
        #expect(try hall.next("1") == "A002")
        #expect(try hall.next("2") == "A001")
    }

    @Test func `moving a called ticket frees the window`() throws {
        var hall = Hall()
        let ids = try hall.swipe(2, .normal)
        try hall.run(.next("1"))
        try hall.run(.move(ids[0], queue: "E", window: nil))
        #expect(hall.line.window("1")?.ticket == nil)
        #expect(hall.line.tickets[ids[0]]?.attempt == 0)
        #expect(hall.labels(in: "E") == ["A001"])
        #expect(try hall.next("2") == "A001")
    }

    @Test func `§6.3 moving a missed ticket brings it back at once`() throws {
        var hall = Hall()
        let ids = try hall.swipe(3, .normal)
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        try hall.run(.move(ids[0], queue: "A", window: nil))
        #expect(hall.labels() == ["A001", "A002", "A003"])
    }

    @Test func `§6.3 §6.4b triage may make a ticket an emergency, in its old place`() throws {
        var hall = Hall()
        let ids = try hall.swipe(3, .normal)
        #expect(
            try hall.run(.reclassify(ids[2], .emergency)) == [.reclassified(ids[2], .emergency)])
        #expect(try hall.run(.reclassify(ids[2], .emergency)) == [])
        #expect(hall.labels() == ["A003", "A001", "A002"])
        try hall.run(.reclassify(ids[2], .normal))
        #expect(hall.labels() == ["A001", "A002", "A003"])
    }

    @Test func `§6.3 a cancelled ticket leaves its queue and its window`() throws {
        var hall = Hall()
        let ids = try hall.swipe(3, .normal)
        try hall.run(.next("1"))
        try hall.run(.cancel(ids[0], reason: "走了"))
        try hall.run(.cancel(ids[1], reason: "走了"))
        #expect(hall.line.window("1")?.ticket == nil)
        #expect(hall.labels() == ["A003"])
        #expect(try hall.run(.cancel(ids[1], reason: "走了")) == [])
        #expect(hall.refusal(.call(ids[1], "1")) == .notWaiting(label: "A002", .cancelled))
        #expect(
            hall.refusal(.move(ids[1], queue: "E", window: nil))
                == .tooLate(label: "A002", .cancelled))
        #expect(hall.refusal(.reclassify(ids[1], .due)) == .tooLate(label: "A002", .cancelled))
    }
}
