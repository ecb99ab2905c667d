import Foundation
import Lab
import Testing

struct FairnessTests {
    @Test func `§6.4b an emergency goes first, whenever it came and wherever it waits`() throws {
        var hall = Hall()
        _ = try hall.swipe(2, .normal)
        _ = try hall.swipe(.priority)
        #expect(try hall.draw(1) == ["A003"])
        let urgent = try hall.swipe(.emergency, in: "E")
        #expect(hall.line.ahead(of: urgent) == 0)
        #expect(hall.line.upcoming(for: "2", limit: 1).first?.id == urgent)
        #expect(try hall.draw(2) == ["E001", "A001"])
    }

    @Test func `§6.4b classes go emergency, due, then two priority to one normal`() throws {
        var hall = Hall()
        _ = try hall.swipe(3, .normal)  // 1 2 3
        _ = try hall.swipe(5, .priority)  // 4 … 8
        _ = try hall.swipe(.due)  // 9
        _ = try hall.swipe(.emergency)  // 10
        let expected = [
            "A010", "A009", "A004", "A005", "A001", "A006", "A007", "A002", "A008", "A003",
        ]
        #expect(hall.labels() == expected)
        #expect(try hall.draw(10) == expected)
    }

    @Test(arguments: [1, 2, 3])
    func `the ratio holds when several windows call in turn`(ratio: Int) throws {
        var hall = Hall { $0.priorityPerNormal = ratio }
        _ = try hall.swipe(6, .normal)
        _ = try hall.swipe(12, .priority)
        var normals = 0
        for turn in 1...12 {
            let label = try hall.draw(1, at: turn % 2 == 0 ? "1" : "2").first
            if hall.line.ticket(labelled: label ?? "")?.class == .normal { normals += 1 }
            if turn % (ratio + 1) == 0 { #expect(normals == turn / (ratio + 1)) }
        }
    }

    @Test func `nobody normal is passed over more often than the bound`() throws {
        var hall = Hall {
            $0.priorityPerNormal = 100
            $0.passedOverAtMost = 3
        }
        _ = try hall.swipe(.priority)
        _ = try hall.swipe(2, .normal)  // 2 3
        _ = try hall.swipe(6, .priority)  // 4 … 9
        // The first came before; then three that came later, then no more before 2 and 3.
        let expected = ["A001", "A004", "A005", "A006", "A002", "A003", "A007", "A008", "A009"]
        #expect(hall.labels() == expected)
        #expect(try hall.draw(9) == expected)
    }

    @Test func `a queue served by one window of many is not starved by the others' ratio`() throws {
        var hall = Hall(windows: ["1": ["A", "C"], "2": ["A"]]) { $0.passedOverAtMost = 1_000 }
        let child = try hall.swipe(.normal, in: "C")
        _ = try hall.swipe(20, .normal)
        _ = try hall.swipe(40, .priority)
        for _ in 0..<3 {
            _ = try hall.draw(2, at: "2")
            _ = try hall.draw(1, at: "1")
        }
        #expect(hall.line.tickets[child]?.firstCalledAt != nil)
    }

    @Test func `a priority ticket that came before all normal ones is not held up by the bound`()
        throws
    {
        var hall = Hall(windows: ["1": ["A"], "2": ["A", "C"]]) {
            $0.priorityPerNormal = 100
            $0.passedOverAtMost = 2
        }
        _ = try hall.swipe(.priority, in: "C")
        _ = try hall.swipe(.normal)
        _ = try hall.swipe(4, .priority)
        #expect(try hall.draw(2, at: "1") == ["A002", "A003"])
        #expect(try hall.draw(2, at: "2") == ["C001", "A001"])
    }
}
