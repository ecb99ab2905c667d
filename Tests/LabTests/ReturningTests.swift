import Foundation
import Lab
import Testing

struct ReturningTests {
    @Test func `§6.3 a missed ticket that came back is called after three others`() throws {
        var hall = Hall()
        let ids = try hall.swipe(6, .normal)
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        #expect(hall.refusal(.comeBack(ids[1])) == nil)
        #expect(try hall.run(.comeBack(ids[0])) == [.cameBack(ids[0])])
        #expect(try hall.run(.comeBack(ids[0])) == [])
        #expect(hall.labels() == ["A002", "A003", "A004", "A001", "A005", "A006"])
        #expect(hall.line.ahead(of: ids[0]) == 3)
        #expect(try hall.draw(5) == ["A002", "A003", "A004", "A001", "A005"])
        #expect(hall.line.tickets[ids[0]]?.attempt == 1)
    }

    @Test func `with nobody else waiting it is called at once`() throws {
        var hall = Hall()
        let ids = try hall.swipe(2, .normal)
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        try hall.run(.comeBack(ids[0]))
        #expect(try hall.draw(2) == ["A002", "A001"])
    }

    @Test func `§6.4b an emergency that came back is not kept apart`() throws {
        var hall = Hall()
        let id = try hall.swipe(.emergency)
        _ = try hall.swipe(2, .normal)
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        try hall.run(.comeBack(id))
        #expect(try hall.next() == "A001")
    }

    @Test func `§6.4a a missed ticket can be called from the list`() throws {
        var hall = Hall()
        let ids = try hall.swipe(2, .normal)
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        #expect(
            try hall.run(.call(ids[0], "1")) == [
                .cameBack(ids[0]), .called(ids[0], "1", attempt: 1),
            ])
        #expect(hall.refusal(.comeBack(ids[0])) == .tooLate(label: "A001", .called))
    }

    @Test func `one kept apart in a quiet queue counts the calls of its windows`() throws {
        var hall = Hall()
        let id = try hall.swipe(in: "E")
        _ = try hall.swipe(6, .normal, in: "A")
        try hall.run(.next("1"))
        try hall.run(.miss("1"))
        try hall.run(.comeBack(id))
        #expect(try hall.draw(4) == ["A001", "A002", "A003", "E001"])
    }
}
