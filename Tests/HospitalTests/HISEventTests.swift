import Foundation
import Testing

@testable import Hospital

let registered =
    #"{"id":"e1","type":"patient.registered","at":"2026-11-22T07:30:00+08:00","campus":"benbu","data":{"patient":"P1","name":"单晓明","sex":"F","birthDate":"1990-03-07","cards":["6200000001"],"documents":[{"type":"resident","number":"350102199003070012"}],"phone":"13800000000"}}"#
let paid =
    #"{"id":"e2","type":"order.paid","at":"2026-11-22T07:31:00+08:00","campus":"benbu","data":{"order":"L1","patient":"P1","visit":"V1","department":"内科","urgency":"routine","items":[{"code":"CBC","name":"血常规","tube":"purple"}]}}"#
let verified =
    #"{"id":"e3","type":"report.verified","at":"2026-11-22T09:05:00+08:00","campus":"benbu","data":{"report":"R1","order":"L1","patient":"P1","verifiedBy":"D7","items":[{"code":"WBC","value":"6.1","unit":"10^9/L"}]}}"#

func decode(_ text: String) throws(HISEvent.Malformed) -> HISEvent {
    try HISEvent.decode(Data(text.utf8), campuses: ["benbu", "jinshan"])
}

struct HISEventTests {
    @Test func `a registered patient is read whole`() throws {
        let event = try decode(registered)
        #expect(event.id == "e1")
        #expect(event.kind == .patientRegistered)
        #expect(event.at == Date(timeIntervalSince1970: 1_795_303_800))
        #expect(event.campus == "benbu")
        guard case .patient(let patient) = event.data else {
            Issue.record("not a patient")
            return
        }
        #expect(patient.patient == "P1")
        #expect(patient.name == "单晓明")
        #expect(patient.sex == .female)
        #expect(patient.birthDate == "1990-03-07")
        #expect(patient.phone == "13800000000")
        #expect(patient.cards == ["6200000001"])
        #expect(patient.documents == [.init(type: "resident", number: "350102199003070012")])
    }

    @Test func `a paid order is read whole`() throws {
        guard case .order(let order) = try decode(paid).data else {
            Issue.record("not an order")
            return
        }
        #expect(order.order == "L1")
        #expect(order.patient == "P1")
        #expect(order.visit == "V1")
        #expect(order.department == "内科")
        #expect(order.urgency == .routine)
        #expect(order.items == [.init(code: "CBC", name: "血常规", tube: "purple")])
    }

    @Test func `an order that is placed and not paid has a type of its own`() throws {
        let event = try decode(paid.replacing("order.paid", with: "order.placed"))
        #expect(event.kind == .orderPlaced)
        guard case .order(let order) = event.data else {
            Issue.record("not an order")
            return
        }
        #expect(order.order == "L1")
    }

    @Test func `§6.2b a verified report is read whole, numbers as text`() throws {
        let text = verified.replacing(#""6.1""#, with: "6.10")
        guard case .report(let report) = try decode(text).data else {
            Issue.record("not a report")
            return
        }
        #expect(report.report == "R1")
        #expect(report.order == "L1")
        #expect(report.verifiedBy == "D7")
        #expect(report.items.map(\.code) == ["WBC"])
        #expect(report.items.map(\.value) == ["6.1"])
        #expect(report.items.map(\.unit) == ["10^9/L"])
    }

    @Test func `a bound card and a cancelled order are read`() throws {
        let head = #"{"id":"e4","at":"2026-11-22T07:30:00Z","campus":"jinshan","#
        let card = try decode(
            head + #""type":"card.bound","data":{"patient":"P1","card":"6200000002"}}"#)
        guard case .card(let bound) = card.data else {
            Issue.record("not a card")
            return
        }
        #expect(bound.card == "6200000002")
        let cancel = try decode(head + #""type":"order.cancelled","data":{"order":"L1"}}"#)
        guard case .orderCancelled(let cancelled) = cancel.data else {
            Issue.record("not a cancellation")
            return
        }
        #expect(cancelled.order == "L1")
        #expect(cancelled.reason == nil)
    }

    @Test func `urgency is routine, urgent or timed`() throws {
        func urgency(_ text: String) throws -> HISEvent.OrderData.Urgency? {
            guard
                case .order(let order) = try decode(
                    paid.replacing(#""urgency":"routine""#, with: text)
                ).data
            else { return nil }
            return order.urgency
        }
        #expect(try urgency(#""urgency":"urgent""#) == .urgent)
        #expect(
            try urgency(#""urgency":"timed","minutes":[0,60,120]"#)
                == .timed(minutes: [0, 60, 120]))
        #expect(try urgency(#""x":1"#) == .routine)
    }

    @Test(arguments: HISEvent.Kind.allCases)
    func `every type of the interface is taken`(kind: HISEvent.Kind) throws {
        let department = kind == .departmentChanged ? #","department":"1001""# : ""
        let data = #"""
            {"patient":"P1","name":"A","card":"C1","order":"L1","report":"R1","visit":"V1",\
            "stay":"Y1","staff":"U1","registration":"G1","settlement":"S1","total":0,\
            "deposit":"D1","refund":"F1","amount":0,"day":"2026-11-22","served":true,\
            "items":[{"code":"X","amount":0}]\#(department)}
            """#.replacing("\\\n", with: "")
        let event = try decode(
            #"{"id":"e","type":"\#(kind.rawValue)","at":"2026-11-22T07:30:00Z","campus":"benbu","data":\#(data)}"#
        )
        #expect(event.kind == kind)
    }

    @Test func `unknown members are kept, in one spelling`() throws {
        let text = paid.replacing(
            #""campus""#, with: #""zzz":[1,2.50,null,true,{"b":"/","a":"张"}],"campus""#)
        let event = try decode(text)
        #expect(
            event.text.hasSuffix(#""type":"order.paid","zzz":[1,2.5,null,true,{"a":"张","b":"/"}]}"#)
        )
        #expect(try decode(event.text) == event)
        #expect(try JSONDecoder().decode(HISEvent.self, from: JSONEncoder().encode(event)) == event)
    }

    @Test func `amounts of any size keep their last digit`() throws {
        let json = try JSON(parsing: Data("[9007199254740993,0.1,123456789012345678901]".utf8))
        #expect(json.text == "[9007199254740993,0.1,123456789012345678901]")
    }

    @Test func `an event describes itself without its patient`() throws {
        for text in [registered, paid, verified] {
            let event = try decode(text)
            for words in ["\(event)", String(reflecting: event), "\(event.data)"] {
                #expect(!words.contains("单晓明"))
                #expect(!words.contains("6200000001"))
                #expect(!words.contains("350102199003070012"))
                #expect(!words.contains("6.1"))
            }
        }
    }
}
