import Foundation
import Hospital
import Testing
import Wires

@testable import Daemon

struct HL7OrderTests {
    let pid = "PID|1||6200000001^^^HIS^HC~P1^^^HIS^MR||单^晓明"
    let pv1 = segment("PV1", [2: "O", 3: "NK", 19: "V1"])

    func order(_ event: HISEvent?) throws -> HISEvent.OrderData {
        guard case .order(let order)? = event?.data else { throw NotOne() }
        return order
    }
    struct NotOne: Error {}

    @Test(arguments: ["ORM^O01", "OML^O21"])
    func `a new order is a paid order`(kind: String) throws {
        let events = try translation().events(
            of: hl7(
                kind, pid, pv1, segment("ORC", [1: "NW", 2: "L1", 17: "NK^内科"]),
                "OBR|1|L1||CBC^血常规",
                segment("SPM", [4: "BLD", 27: "EDTA"])))
        #expect(events.map(\.kind) == [.orderPaid])
        let order = try order(events.first)
        #expect(order.order == "L1")
        #expect(order.patient == "P1")
        #expect(order.visit == "V1")
        #expect(order.department == "内科")
        #expect(order.urgency == .routine)
        #expect(order.items.map(\.code) == ["CBC"])
        #expect(order.items.map(\.name) == ["血常规"])
        #expect(order.items.map(\.tube) == ["purple"])
    }

    @Test func `tests of one order number are one order, of two are two`() throws {
        let events = try translation().events(
            of: hl7(
                "ORM^O01", pid, "ORC|NW|L1", "OBR|1|L1||CBC", "ORC|NW|L2", "OBR|1|L2||GLU",
                "ORC|NW|L1", "OBR|2|L1||CRP"))
        #expect(events.map(\.id) == ["LIS-42.1", "LIS-42.2"])
        #expect(try events.map { try order($0).order } == ["L1", "L2"])
        #expect(try events.map { try order($0).items.map(\.code) } == [["CBC", "CRP"], ["GLU"]])
    }

    @Test func `several OBR may hang on one ORC`() throws {
        let events = try translation().events(
            of: hl7("ORM^O01", pid, "ORC|NW|L1", "OBR|1|||CBC", "OBR|2|||CRP"))
        #expect(try events.map { try order($0).items.map(\.code) } == [["CBC", "CRP"]])
    }

    @Test func `an order on hold is placed and not paid`() throws {
        let events = try translation().events(
            of: hl7("ORM^O01", pid, "ORC|NW|L1|||HD", "OBR|1|L1||CBC"))
        #expect(events.map(\.kind) == [.orderPlaced])
    }

    @Test(arguments: ["CA", "OC", "DC"])
    func `a cancelled order is cancelled`(control: String) throws {
        let events = try translation().events(
            of: hl7("ORM^O01", pid, segment("ORC", [1: control, 2: "L1", 16: "W^停药"])))
        #expect(events.map(\.kind) == [.orderCancelled])
        guard case .orderCancelled(let cancelled)? = events.first?.data else {
            Issue.record("not a cancellation")
            return
        }
        #expect(cancelled.order == "L1")
        #expect(cancelled.reason == "停药")
    }

    @Test(arguments: [
        [segment("ORC", [1: "NW", 2: "L1", 7: "^^^^^S"]), "OBR|1|L1||CBC"],
        ["ORC|NW|L1", "OBR|1|L1||CBC|S"],
        ["ORC|NW|L1", segment("OBR", [2: "L1", 4: "CBC", 27: "^^^^^A"])],
        ["ORC|NW|L1", segment("TQ1", [9: "S"]), "OBR|1|L1||CBC"],
    ])
    func `stat is urgent wherever the version puts it`(segments: [String]) throws {
        let message = try hl7("OML^O21", [pid] + segments)
        #expect(try order(translation().events(of: message).first).urgency == .urgent)
    }

    @Test func `a tolerance test is timed as the settings say`() throws {
        let events = try translation().events(
            of: hl7("ORM^O01", pid, "ORC|NW|L1", "OBR|1|L1||OGTT^糖耐量"))
        #expect(try order(events.first).urgency == .timed(minutes: [0, 60, 120]))
    }
}
