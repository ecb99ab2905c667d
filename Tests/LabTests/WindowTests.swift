import Foundation
import Lab
import Testing

struct WindowTests {
    @Test func `§6.4a closing hands the called ticket back to the head of its queue`() throws {
        var hall = Hall()
        let ids = try hall.swipe(3, .normal)
        try hall.run(.next("1"))
        try hall.run(.recall("1"))
        #expect(try hall.run(.close("1")) == [.putBack(ids[0], "1"), .closed("1")])
        #expect(hall.labels() == ["A001", "A002", "A003"])
        #expect(hall.line.tickets[ids[0]]?.attempt == 0)
        #expect(try hall.run(.close("1")) == [])
    }

    @Test func `closing waits for the draw; pausing does not`() throws {
        var hall = Hall()
        _ = try hall.swipe(3, .normal)
        _ = try hall.draw(1)
        #expect(hall.refusal(.close("1")) == .windowBusy("1", label: "A001"))
        try hall.run(.pause("1", reason: "换手套"))
        #expect(try hall.run(.pause("1", reason: "换手套")) == [])
        #expect(hall.line.window("1")?.pauseReason == "换手套")
        #expect(hall.line.window("1")?.ticket != nil)
        try hall.run(.finish("1"))
        #expect(try hall.next() == "A002")
        #expect(hall.line.window("1")?.state == .open)
        #expect(hall.line.window("1")?.pauseReason == nil)
    }

    @Test func `opening an open window and setting the same mode change nothing`() throws {
        var hall = Hall()
        #expect(try hall.run(.open("1")) == [.opened("1")])
        #expect(try hall.run(.open("1")) == [])
        #expect(try hall.run(.mode("1", .manual)) == [.modeSet("1", .manual)])
        #expect(try hall.run(.mode("1", .manual)) == [])
        #expect(hall.refusal(.open("9")) == .unknownWindow("9"))
        #expect(hall.line.windows.map(\.id) == ["1", "2"])
    }
}
