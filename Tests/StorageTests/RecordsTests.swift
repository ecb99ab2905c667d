import Foundation
import Hospital
import Lab
import Storage
import Testing

/// What the HIS tells is kept right, in whatever order it comes.
struct RecordsTests {
    let dan = Patient(
        id: "P1", name: "单晓明", sex: .female, birthDate: "1990-03-07", phone: "13800000000",
        cards: ["6200000001"], documents: [.init(type: "resident", number: "35010219900307001x")])

    @Test(arguments: EngineMaker.all)
    func `an event is accepted once, whatever it brings the second time`(
        maker: EngineMaker
    ) async throws {
        let answers = try await maker.with { engine in
            try await engine.write { transaction in
                try ["{}", "{}", "{\"other\":1}"].map { json in
                    try Records.accept(
                        eventID: "e1", type: "order.paid", at: moment(), campus: "benbu",
                        receivedAt: moment(1), json: json, in: transaction)
                }
            }
        }
        #expect(answers == [true, false, false])
    }

    @Test(arguments: EngineMaker.all)
    func `a patient is found by card, document, visit and number, by the whole key only`(
        maker: EngineMaker
    ) async throws {
        let dan = dan
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.save(dan, at: moment(), in: transaction)
                try Records.save(labOrder("L1", visit: "V1"), at: moment(), in: transaction)
            }
            for key in [
                "6200000001", "35010219900307001X", "35010219900307001x", "V1", "P1", " P1\n",
            ] {
                let found = try await patient(key, engine)
                #expect(found?.id == "P1", "by \(key)")
                #expect(found?.cards == ["6200000001"])
                #expect(found?.documents.first?.number == "35010219900307001X")
            }
            for key in ["620000000", "62000000011", "", "%", "P"] {
                #expect(try await patient(key, engine) == nil, "by \(key)")
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a key that two patients answer to finds nobody`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                for (id, type) in [("P1", "passport"), ("P2", "military")] {
                    try Records.save(
                        Patient(
                            id: id, name: id, documents: [.init(type: type, number: "E1")]),
                        at: moment(), in: transaction)
                }
            }
            #expect(try await patient("E1", engine) == nil)
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a card bound to somebody else moves, by the newest event`(
        maker: EngineMaker
    ) async throws {
        let dan = dan
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.bind(card: "6200000001", to: "P2", at: moment(5), in: transaction)
                try Records.save(dan, at: moment(), in: transaction)
            }
            // Bound to somebody not known yet: to nobody else in the meantime.
            #expect(try await patient("6200000001", engine) == nil)
            try await engine.write {
                try Records.save(Patient(id: "P2", name: "仇英"), at: moment(), in: $0)
            }
            #expect(try await patient("6200000001", engine)?.id == "P2")
            #expect(try await patient("P1", engine)?.cards == [])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `an order cancelled before it arrives stays cancelled`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.cancel(order: "L1", at: moment(5), in: transaction)
                #expect(try Records.order(id: "L1", in: transaction) == nil)
                try Records.save(labOrder("L1"), at: moment(), in: transaction)
                try Records.mark(["L1"], .drawn, in: transaction)
            }
            var expected = labOrder("L1")
            expected.state = .cancelled
            let found = try await engine.read { try Records.order(id: "L1", in: $0) }
            #expect(found == expected)
            let open = try await engine.read { try Records.orders(of: "P1", in: $0) }
            #expect(open == [])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `a draw can be undone, and a second payment does not undo it`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                try Records.save(labOrder("L1"), at: moment(), in: transaction)
                try Records.save(labOrder("L2"), at: moment(1), in: transaction)
                try Records.mark(["L1", "L2"], .drawn, in: transaction)
                try Records.save(labOrder("L1"), at: moment(2), in: transaction)
                try Records.mark([], .open, in: transaction)
            }
            #expect(try await states(engine) == ["L1": .drawn, "L2": .drawn])
            try await engine.write { try Records.mark(["L1"], .open, in: $0) }
            #expect(try await states(engine) == ["L1": .open, "L2": .drawn])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `an order keeps its urgency, minutes and tubes`(maker: EngineMaker) async throws {
        try await maker.with { engine in
            for urgency: LabOrder.Urgency in [.routine, .urgent, .timed([0, 60, 120])] {
                var order = labOrder("L1")
                order.urgency = urgency
                order.state = .unpaid
                let saved = order
                try await engine.write { try Records.save(saved, at: moment(), in: $0) }
                let found = try await engine.read {
                    try Records.orders(of: "P1", states: [.unpaid, .drawn], in: $0)
                }
                #expect(found == [saved])
                #expect(found.first?.paid == false)
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `reports are unique, newest first, and mark their order`(
        maker: EngineMaker
    ) async throws {
        let first = labReport("R1", order: "L1", at: moment(1), value: "6.1")
        let corrected = labReport("R1", order: "L1", at: moment(3), value: "6.2")
        let second = labReport("R2", order: nil, at: moment(2), value: "1")
        try await maker.with { engine in
            try await engine.write { transaction in
                for report in [corrected, first, second, second] {
                    try Records.save(report, in: transaction)
                }
                try Records.save(labOrder("L1"), at: moment(), in: transaction)
            }
            let all = try await engine.read { try Records.reports(since: moment(2), in: $0) }
            #expect(all == [corrected, second])
            #expect(
                try await engine.read { try Records.reports(since: moment(), limit: 1, in: $0) }
                    == [corrected])
            #expect(try await states(engine) == ["L1": .reported])
        }
    }

    @Test(arguments: EngineMaker.all)
    func `search finds names that begin with the text first, and no wildcards`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                for (index, name) in ["王小明", "小明子", "李四", "Mary Smith", "100%"].enumerated() {
                    try Records.save(
                        Patient(id: "P\(index)", name: name), at: moment(), in: transaction)
                }
            }
            func names(_ text: String) async throws -> [String] {
                try await engine.read { try Records.patients(named: text, in: $0).map(\.name) }
            }
            #expect(try await names("小明") == ["小明子", "王小明"])
            #expect(try await names("smith") == ["Mary Smith"])
            #expect(try await names("%") == ["100%"])
            #expect(try await names("_") == [])
            #expect(try await names("") == [])
        }
    }

    @Test func `a patient prints as nobody, however deep`() {
        let dan = dan
        for text in ["\(dan)", "\([dan])", String(reflecting: dan), "\(dan.documents)"] {
            #expect(!text.contains("单") && !text.contains("350102"))
        }
        var dumped = ""
        dump(dan, to: &dumped)
        #expect(!dumped.contains("单") && !dumped.contains("62000"))
    }
}

func labOrder(_ id: String, visit: String? = nil, state: LabOrder.State = .open) -> LabOrder {
    LabOrder(
        id: id, patient: "P1", visit: visit, department: "内科", campus: "benbu",
        items: [.init(code: "CBC", name: "血常规", tube: "purple")], state: state,
        orderedAt: moment())
}

func labReport(_ id: String, order: String?, at: Date, value: String) -> LabReport {
    LabReport(
        id: id, order: order, patient: "P1", verifiedBy: "D7", verifiedAt: at,
        items: [.init(code: "WBC", value: value, unit: "10^9/L")])
}

func patient(_ key: String, _ engine: any Engine) async throws -> Patient? {
    try await engine.read { try Records.patient(byKey: key, in: $0) }
}

func states(_ engine: any Engine) async throws -> [String: LabOrder.State] {
    try await engine.read { transaction in
        let orders = try Records.orders(
            of: "P1", states: Set(LabOrder.State.allCases), in: transaction)
        return Dictionary(uniqueKeysWithValues: orders.map { ($0.id, $0.state) })
    }
}
