import Foundation
import Testing

@testable import Hall

@Suite struct ZoneLineTests {
    let start = Date(timeIntervalSince1970: 1_800_000_000)

    func call(_ id: String, emergency: Bool = false) -> Announcement {
        Announcement(id: id, zone: "draw", sentences: [:], isEmergency: emergency)
    }

    func spoken(_ line: inout ZoneLine, at moment: Date) -> [String] {
        var ids: [String] = []
        while let next = line.next(at: moment).0 { ids.append(next.announcement.id) }
        return ids
    }

    @Test func `Calls are spoken in order, emergencies before them, themselves in order`() {
        var line = ZoneLine()
        for id in ["a", "b"] { _ = line.add(call(id), at: start) }
        for id in ["E1", "E2"] { _ = line.add(call(id, emergency: true), at: start) }
        _ = line.add(call("c"), at: start)
        let order = spoken(&line, at: start)
        #expect(order == ["E1", "E2", "a", "b", "c"])
    }

    @Test func `A newer call of a ticket takes the older's place`() {
        var line = ZoneLine()
        for id in ["a", "b"] { _ = line.add(call(id), at: start) }
        let losses = line.add(call("a"), at: start)
        #expect(losses.map(\.id) == ["a"])
        #expect(losses.map(\.why) == [.replaced])
        let order = spoken(&line, at: start)
        #expect(order == ["a", "b"])
    }

    @Test func `A call that becomes an emergency goes to the front`() {
        var line = ZoneLine()
        for id in ["a", "b"] { _ = line.add(call(id), at: start) }
        _ = line.add(call("b", emergency: true), at: start)
        let order = spoken(&line, at: start)
        #expect(order == ["b", "a"])
    }

    @Test func `A dropped call is not spoken`() {
        var line = ZoneLine()
        for id in ["a", "b"] { _ = line.add(call(id), at: start) }
        let drops = [line.drop("a"), line.drop("a")]
        #expect(drops == [true, false])
        let order = spoken(&line, at: start)
        #expect(order == ["b"])
    }

    @Test func `A call that waited a minute is not spoken late`() {
        var line = ZoneLine()
        _ = line.add(call("a"), at: start)
        _ = line.add(call("b"), at: start.addingTimeInterval(30))
        let (next, late) = line.next(at: start.addingTimeInterval(61))
        #expect(next?.announcement.id == "b")
        #expect(late.map(\.id) == ["a"])
    }

    @Test func `A full line loses its oldest ordinary call, never an emergency`() {
        var line = ZoneLine()
        _ = line.add(call("E", emergency: true), at: start)
        var losses: [ZoneLine.Loss] = []
        for number in 1...ZoneLine.capacity {
            losses += line.add(call("\(number)"), at: start)
        }
        #expect(losses.map(\.id) == ["1"])
        #expect(losses.map(\.why) == [.crowdedOut])
        #expect(line.waiting.count == ZoneLine.capacity)
        let order = spoken(&line, at: start)
        #expect(order.first == "E")
    }

    @Test func `One that could not be spoken is tried again before its equals, after emergencies`()
        throws
    {
        var line = ZoneLine()
        for id in ["a", "b"] { _ = line.add(call(id), at: start) }
        let first = try #require(line.next(at: start).0)
        _ = line.add(call("E", emergency: true), at: start)
        let firstLoss = line.putBack(first)
        #expect(firstLoss == nil)
        let order = spoken(&line, at: start)
        #expect(order == ["E", "a", "b"])
    }

    @Test func `One that is dropped or called anew while it is tried is not put back`() throws {
        var line = ZoneLine()
        _ = line.add(call("a"), at: start)
        let dropped = try #require(line.next(at: start).0)
        _ = line.drop("a")
        let droppedLoss = line.putBack(dropped)
        #expect(droppedLoss?.why == .dropped)

        _ = line.add(call("b"), at: start)
        let older = try #require(line.next(at: start).0)
        _ = line.add(call("b"), at: start)
        let olderLoss = line.putBack(older)
        #expect(olderLoss?.why == .replaced)
        let order = spoken(&line, at: start)
        #expect(order == ["b"])
    }
}
