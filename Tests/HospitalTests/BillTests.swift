import Foundation
import Testing

@testable import Hospital

struct BillTests {
    @Test func `a settled bill is read whole`() throws {
        guard case .settlement(let bill) = try decode(Bills.settled).data else {
            Issue.record("not a settlement")
            return
        }
        #expect(bill.id == "S1")
        #expect(bill.patient == "P1")
        #expect(bill.visit == "V1")
        #expect(bill.stay == nil)
        #expect(bill.department == Coding(code: "1001", name: "心内科"))
        #expect(bill.counter.source == .window)
        #expect(bill.counter.point == "W03")
        #expect(bill.counter.cashier == "U07")
        #expect(bill.counter.cashierName == "收费员甲")
        #expect(bill.total == Money(fen: 12_300))
        #expect(bill.replaces == nil)
        #expect(try decode(Bills.settled).data.bill == bill)
    }

    @Test func `the parts of a bill are read whole`() throws {
        let bill = try #require(try decode(Bills.settled).data.bill)
        #expect(bill.charges.map(\.code) == ["01", "02"])
        #expect(bill.charges.map(\.name) == ["西药费", "检查费"])
        #expect(bill.charges.map(\.unit) == ["项", nil])
        #expect(bill.charges.map(\.price?.fen) == [12_000, nil])
        #expect(bill.charges.map(\.quantity) == [1, nil])
        #expect(bill.charges.map(\.amount.fen) == [12_000, 300])
        #expect(bill.charges.map(\.selfPaid?.fen) == [10, nil])
        let item = try #require(bill.items.first)
        #expect([item.code, item.name, item.charge] == ["X1", "阿莫西林", "01"])
        #expect([item.form, item.specification, item.unit] == ["胶囊", "0.25g*24", "盒"])
        #expect(item.quantity == Decimal(string: "0.5"))
        #expect([item.price, item.amount, item.selfPaid].map { $0?.fen } == [24_000, 12_000, 10])
        #expect(item.insuranceClass == "甲")
        #expect(bill.payments.map(\.channel) == [.wechat, .insuranceFund])
        #expect(bill.payments.map(\.amount.fen) == [4_000, 8_300])
        #expect(bill.payments.map(\.reference) == ["wx42", nil])
        let insurance = try #require(bill.insurance)
        #expect([insurance.type, insurance.typeCode] == ["职工医保", "310"])
        #expect([insurance.institution, insurance.number] == ["350100", "I9"])
        #expect(insurance.settlement == "setl7")
        #expect([insurance.accountPay?.fen, insurance.fundPay?.fen] == [0, 8_300])
        #expect([insurance.selfCash?.fen, insurance.ownPay?.fen] == [4_000, nil])
    }

    @Test func `a paid registration is its number and its bill`() throws {
        guard case .registration(let registration) = try decode(Bills.registered).data else {
            Issue.record("not a registration")
            return
        }
        #expect(registration.id == "G1")
        #expect(registration.settlement.total.fen == 12_300)
        #expect(try decode(Bills.registered).data.bill == registration.settlement)
    }

    @Test func `a refunded registration is read whole`() throws {
        guard case .registrationRefunded(let refund) = try decode(Bills.unregistered).data else {
            Issue.record("not a refund")
            return
        }
        #expect([refund.registration, refund.settlement, refund.patient] == ["G1", "S1", "P1"])
        #expect(refund.reason == "不看了")
        #expect(refund.counter.source == .app)
        #expect([refund.counter.cashier, refund.counter.cashierName] == ["U07", "收费员甲"])
    }

    @Test func `a reversal is read with what remains`() throws {
        guard case .settlementReversed(let reversal) = try decode(Bills.reversed).data else {
            Issue.record("not a reversal")
            return
        }
        #expect([reversal.settlement, reversal.patient, reversal.visit] == ["S1", "P1", "V1"])
        #expect(reversal.reason == "退药")
        #expect(reversal.counter.cashier == "U07")
        #expect(reversal.remaining?.id == "S2")
        #expect(reversal.remaining?.replaces == "S1")
        #expect(reversal.remaining?.total.fen == 300)
    }

    @Test func `a settled discharge is read whole, its cancellation too`() throws {
        guard case .dischargeSettled(let discharge) = try decode(Bills.discharged).data else {
            Issue.record("not a discharge")
            return
        }
        #expect([discharge.stay, discharge.inpatientNumber, discharge.bed] == ["Y1", "Z88", "12"])
        #expect([discharge.admittedOn, discharge.dischargedOn] == ["2026-11-20", "2026-11-22"])
        #expect(discharge.days == 2)
        #expect(discharge.admittedTo == Coding(code: "1001", name: "心内科"))
        #expect(discharge.dischargedFrom == Coding(code: "1002"))
        #expect(discharge.deposits.map(\.deposit) == ["D1"])
        #expect(discharge.deposits.map(\.amount.fen) == [50_000])
        #expect(discharge.settlement.stay == "Y1")
        guard case .dischargeSettlementCancelled(let back) = try decode(Bills.unsettled).data else {
            Issue.record("not a cancellation")
            return
        }
        #expect([back.settlement, back.stay, back.reason] == ["S1", "Y1", "费用有误"])
        #expect(back.remaining == nil)
    }

    @Test func `a deposit and its refund are read whole`() throws {
        guard case .deposit(let deposit) = try decode(Bills.deposited).data else {
            Issue.record("not a deposit")
            return
        }
        #expect([deposit.id, deposit.stay, deposit.patient] == ["D1", "Y1", "P1"])
        #expect([deposit.amount, deposit.balance] == [Money(fen: 50_000), Money(fen: 50_000)])
        #expect(deposit.department?.name == "心内科")
        #expect(deposit.payments.map(\.channel) == [.alipay])
        #expect(deposit.counter.source == .kiosk)
        guard case .depositRefunded(let refund) = try decode(Bills.refunded).data else {
            Issue.record("not a refund")
            return
        }
        #expect([refund.id, refund.deposit, refund.stay] == ["F1", "D1", "Y1"])
        #expect([refund.amount, refund.balance] == [Money(fen: 20_000), Money(fen: 30_000)])
        #expect(!refund.isCancellation)
        #expect(refund.reason == "多交")
        let whole = Bills.refunded.replacing(#""cancelled":false"#, with: #""cancelled":true"#)
        guard case .depositRefunded(let void) = try decode(whole).data else { return }
        #expect(void.isCancellation)
    }

    @Test func `a bill of nothing needs neither charges nor payments`() throws {
        let free = Bills.event(
            "settlement.completed", #""settlement":"S1","patient":"P1","total":0"#)
        #expect(try decode(free).data.bill?.total == .zero)
    }

    @Test(arguments: Bills.all)
    func `a bill describes itself without who and how much`(text: String) throws {
        let event = try decode(text)
        for words in ["\(event.data)", String(reflecting: event.data), "\(event)"] {
            for secret in ["收费员甲", "123.00", "12300", "P1", "wx42", "阿莫西林"] {
                #expect(!words.contains(secret))
            }
        }
        var told = ""
        dump(event.data, to: &told)
        #expect(!told.contains("收费员甲") && !told.contains("12300"))
    }
}
