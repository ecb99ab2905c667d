import Foundation
import Testing

@testable import Lab

struct UndoTests {
    @Test func `§6.4a a call taken back leaves everybody where they were`() throws {
        var hall = Hall()
        _ = try hall.swipe(2, .normal)
        _ = try hall.swipe(3, .priority)
        try hall.run(.open("1"))
        for _ in 0..<5 {
            let (before, order) = (hall.line, hall.labels())
            try hall.run(.next("1"))
            #expect(hall.line.undoable(at: "1", at: hall.now)?.what == "called")
            try hall.run(.undo("1"))
            #expect(hall.line.tickets == before.tickets)
            #expect(hall.line.windows == before.windows)
            #expect(hall.line.lanes == before.lanes)
            #expect(hall.labels() == order)
            _ = try hall.draw(1)
            try hall.run(.finish("1"))
        }
    }

    @Test func `pressing next by mistake is undone in two steps`() throws {
        var hall = Hall()
        let ids = try hall.swipe(2, .normal)
        _ = try hall.draw(1)
        let before = hall.line
        try hall.run(.next("1"))
        try hall.run(.undo("1"))
        #expect(hall.state(ids[1]) == .waiting)
        #expect(hall.line.undoable(at: "1", at: hall.now)?.label == "A001")
        try hall.run(.undo("1"))
        #expect(hall.line.tickets == before.tickets)
        #expect(hall.line.windows == before.windows)
    }

    @Test(arguments: [Command.recall("1"), .arrive("1"), .finish("1"), .miss("1")])
    func `each step at a window can be taken back`(command: Command) throws {
        var hall = Hall()
        _ = try hall.swipe(redraws: [0, 30])
        try hall.run(.next("1"))
        let before = hall.line
        try hall.run(command)
        #expect(hall.line.tickets != before.tickets)
        try hall.run(.undo("1"))
        #expect(hall.line.tickets == before.tickets)
        #expect(hall.line.windows == before.windows)
        #expect(hall.line.lanes == before.lanes)
        #expect(hall.line.resting == before.resting)
    }

    @Test func `it is too late after ten minutes, and when somebody touched the ticket`() throws {
        var hall = Hall()
        let ids = try hall.swipe(2, .normal)
        try hall.run(.next("1"))
        #expect(hall.line.undoable(at: "1", at: hall.now + 600)?.until == hall.now + 600)
        #expect(hall.refusal(.undo("1"), after: 601) == .nothingToUndo("1"))
        try hall.run(.reclassify(ids[0], .priority))
        #expect(hall.refusal(.undo("1")) == .nothingToUndo("1"))
        #expect(hall.refusal(.undo("2")) == .nothingToUndo("2"))
    }

    @Test func `a missed ticket that another window has since called stays there`() throws {
        var hall = Hall()
        let id = try hall.swipe()
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        try hall.run(.call(id, "2"))
        #expect(hall.refusal(.undo("1")) == .nothingToUndo("1"))
    }

    @Test func `a finish stays when the patient has a new ticket`() throws {
        var hall = Hall()
        _ = try hall.swipe(patient: "p")
        try hall.run(.next("1"))
        try hall.run(.finish("1"))
        #expect(hall.refusal(.undo("1")) == nil)
        _ = try hall.swipe(patient: "p")
        #expect(hall.refusal(.undo("1")) == .nothingToUndo("1"))
    }

    @Test func `one kept apart is kept apart again`() throws {
        var hall = Hall()
        let ids = try hall.swipe(6, .normal)
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        try hall.run(.comeBack(ids[0]))
        let order = hall.labels()
        try hall.run(.call(ids[0], "1"))
        try hall.run(.undo("1"))
        #expect(hall.labels() == order)
    }
}
