import Foundation
import Lab
import Testing

struct CallingTests {
    @Test func `§6.4a next calls in order of arrival, across the queues served`() throws {
        var hall = Hall()
        _ = try hall.swipe(in: "A")
        _ = try hall.swipe(in: "E")
        _ = try hall.swipe(in: "A")
        #expect(try hall.draw(3) == ["A001", "E001", "A002"])
    }

    @Test func `§6.4a next finishes the draw that is on, and opens the window`() throws {
        var hall = Hall()
        let ids = try hall.swipe(2, .normal)
        #expect(try hall.run(.next("1")) == [.opened("1"), .called(ids[0], "1", attempt: 1)])
        try hall.run(.arrive("1"))
        #expect(
            try hall.run(.next("1")) == [
                .finished(ids[0], "1", dueAt: nil), .called(ids[1], "1", attempt: 1),
            ])
        #expect(hall.state(ids[0]) == .done)
        try hall.run(.arrive("1"))
        #expect(try hall.run(.next("1")) == [.finished(ids[1], "1", dueAt: nil)])
        #expect(hall.refusal(.next("1")) == .nobodyWaiting)
    }

    @Test
    func `§6.4a a ticket called must be settled before the next, and a double press is known`()
        throws
    {
        var hall = Hall()
        _ = try hall.swipe(2, .normal)
        try hall.run(.next("1"))
        #expect(hall.refusal(.next("1")) == .windowBusy("1", label: "A001"))
        #expect(hall.line.repeatedCall(at: "1", at: hall.now + 2)?.label == "A001")
        #expect(hall.line.repeatedCall(at: "1", at: hall.now + 2.1) == nil)
        try hall.run(.arrive("1"))
        #expect(hall.line.repeatedCall(at: "1", at: hall.now) == nil)
    }

    @Test func `§6.4a two windows never call one ticket`() throws {
        var hall = Hall()
        let id = try hall.swipe()
        try hall.run(.next("1"))
        #expect(hall.refusal(.next("2")) == nil, "it opens")
        #expect(hall.refusal(.call(id, "2")) == .calledElsewhere(label: "A001", "1"))
        try hall.run(.arrive("1"))
        #expect(hall.refusal(.call(id, "2")) == .calledElsewhere(label: "A001", "1"))
    }

    @Test func `§6.4a a ticket is called three times, then only missed`() throws {
        var hall = Hall()
        let id = try hall.swipe()
        try hall.run(.next("1"))
        let first = hall.now
        #expect(try hall.run(.recall("1")) == [.recalled(id, "1", attempt: 2)])
        #expect(try hall.run(.recall("1")) == [.recalled(id, "1", attempt: 3)])
        #expect(hall.refusal(.recall("1")) == .noMoreCalls(label: "A001", limit: 3))
        try hall.run(.miss("1"))
        #expect(hall.state(id) == .missed)
        #expect(hall.line.window("1")?.ticket == nil)
        #expect(hall.line.tickets[id]?.firstCalledAt == first)
        #expect(hall.line.tickets[id]?.waited(at: hall.now + 999) == 1)
    }

    @Test func `§6.4b in manual mode the list shows emergencies on top and any ticket is picked`()
        throws
    {
        var hall = Hall()
        let ids = try hall.swipe(3, .normal)
        let urgent = try hall.swipe(.emergency, in: "E")
        try hall.run(.mode("1", .manual))
        #expect(hall.refusal(.next("1")) == .manualMode("1"))
        #expect(hall.line.upcoming(for: "1", limit: 2).map(\.id) == [urgent, ids[0]])
        #expect(
            try hall.run(.call(ids[2], "1")) == [.opened("1"), .called(ids[2], "1", attempt: 1)])
        #expect(hall.refusal(.call(ids[0], "1")) == .windowBusy("1", label: "A003"))
        try hall.run(.arrive("1"))
        #expect(try hall.run(.call(ids[0], "1")).first == .finished(ids[2], "1", dueAt: nil))
        try hall.run(.mode("1", .automatic))
        try hall.run(.arrive("1"))
        #expect(try hall.next() == "E001")
    }

    @Test func `§6.4a a window calls only what it serves`() throws {
        var hall = Hall(windows: ["1": ["A"], "2": ["E"]])
        let id = try hall.swipe(in: "A")
        #expect(hall.refusal(.call(id, "2")) == .queueNotServed("A", "2"))
        #expect(try hall.next("2") == nil)
        #expect(hall.refusal(.call(id, "9")) == .unknownWindow("9"))
        #expect(hall.refusal(.call("x", "1")) == .unknownTicket)
    }

    @Test func `§6.4a a call that nobody answers expires by itself`() throws {
        var hall = Hall { $0.callExpiresAfter = 90 }
        let id = try hall.swipe()
        try hall.run(.next("1"))
        try hall.run(.recall("1"), after: 30)
        #expect(hall.line.nextDeadline == hall.now + 90)
        #expect(try hall.run(.tick, after: 89) == [])
        #expect(try hall.run(.tick, after: 1) == [.missed(id, "1")])
        #expect(hall.line.nextDeadline == nil)
    }

    @Test func `finish and arrive may be pressed again, and nobody called is said so`() throws {
        var hall = Hall()
        let id = try hall.swipe()
        for command in [Command.recall("1"), .arrive("1"), .finish("1"), .miss("1")] {
            #expect(hall.refusal(command) == .nobodyCalled("1"))
        }
        try hall.run(.next("1"))
        #expect(try hall.run(.arrive("1")) == [.arrived(id, "1")])
        #expect(try hall.run(.arrive("1")) == [])
        #expect(hall.refusal(.miss("1")) == .tooLate(label: "A001", .drawing))
        #expect(hall.refusal(.cancel(id, reason: "")) == .tooLate(label: "A001", .drawing))
        #expect(try hall.run(.finish("1")) == [.finished(id, "1", dueAt: nil)])
    }
}
