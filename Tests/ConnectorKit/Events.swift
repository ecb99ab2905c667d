import Foundation
import Hospital
import Synchronization

/// What the HIS of a test tells.
public enum Events {
    private static let count = Mutex(0)

    public static func event(
        _ type: String, at: String = "2026-11-23T09:00:00.123+08:00", _ data: JSON
    )
        -> JSON
    {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return [
            "id": .string("e\(number)"), "type": .string(type), "at": .string(at),
            "campus": "benbu", "data": data,
        ]
    }

    public static func patient(
        _ id: String = "P1", name: String = "单晓明", card: String = "6200000001"
    )
        -> JSON
    {
        event(
            "patient.registered", at: "2026-11-23T08:00:00+08:00",
            [
                "patient": .string(id), "name": .string(name), "sex": "F",
                "birthDate": "1990-03-07", "phone": "13800000000", "cards": [.string(card)],
                "documents": [
                    ["type": "resident", "number": .string("35010219900307\(card.suffix(4))")]
                ],
            ])
    }

    /// A charge sheet of two categories.
    public static func bill(
        _ settlement: String, patient: String = "P1", total: Int = 12_300,
        source: String = "window", point: String = "W01", more: [String: JSON] = [:]
    ) -> JSON {
        let half = total / 3
        var members: [String: JSON] = [
            "settlement": .string(settlement), "patient": .string(patient), "visit": "V1",
            "department": ["code": "1001", "name": "心内科"], "source": .string(source),
            "point": .string(point), "cashier": "U07", "cashierName": "收费员甲",
            "total": .integer(Int64(total)),
            "charges": [
                ["code": "01", "name": "西药费", "amount": .integer(Int64(total - half))],
                ["code": "02", "name": "检查费", "amount": .integer(Int64(half))],
            ],
            "items": [
                [
                    "code": "X1", "name": "阿莫西林", "charge": "01", "unit": "盒",
                    "amount": .integer(Int64(total - half)), "class": "甲",
                ],
                ["code": "X2", "name": "心电图", "charge": "02", "amount": .integer(Int64(half))],
            ],
            "payments": [
                ["channel": "wechat", "amount": .integer(Int64(total)), "reference": "wx42"]
            ],
        ]
        members.merge(more) { $1 }
        return .object(members)
    }

    public static func registration(
        _ settlement: String, source: String = "window", point: String = "W01"
    )
        -> JSON
    {
        event(
            "registration.paid",
            bill(
                settlement, total: 1_500, source: source, point: point,
                more: ["registration": .string("G-\(settlement)")]))
    }

    public static func registrationRefund(_ settlement: String) -> JSON {
        event(
            "registration.refunded", at: "2026-11-23T09:30:00+08:00",
            [
                "registration": .string("G-\(settlement)"), "settlement": .string(settlement),
                "patient": "P1", "reason": "退号", "operator": "U07", "source": "window",
                "point": "W01",
            ])
    }

    public static func settled(
        _ settlement: String, patient: String = "P1", total: Int = 12_300,
        source: String = "window", point: String = "W01"
    ) -> JSON {
        event(
            "settlement.completed",
            bill(settlement, patient: patient, total: total, source: source, point: point))
    }

    public static func reversed(_ settlement: String, remaining: JSON? = nil) -> JSON {
        event(
            "settlement.reversed", at: "2026-11-23T10:00:00+08:00",
            [
                "settlement": .string(settlement), "patient": "P1", "visit": "V1",
                "reason": "退费", "operator": "U07", "source": "window", "point": "W01",
                "remaining": remaining ?? .null,
            ])
    }

    public static func deposit(
        _ deposit: String, amount: Int = 50_000, source: String = "window", point: String = "W01"
    ) -> JSON {
        event(
            "deposit.paid",
            [
                "deposit": .string(deposit), "stay": "Y1", "patient": "P1",
                "amount": .integer(Int64(amount)), "balance": .integer(Int64(amount)),
                "department": ["code": "2001", "name": "普外科"],
                "payments": [["channel": "cash", "amount": .integer(Int64(amount))]],
                "source": .string(source), "point": .string(point), "cashier": "U07",
                "cashierName": "收费员甲",
            ])
    }

    public static func depositRefund(
        _ refund: String, of deposit: String, amount: Int, cancelled: Bool = false
    ) -> JSON {
        event(
            "deposit.refunded", at: "2026-11-23T11:00:00+08:00",
            [
                "deposit": .string(deposit), "refund": .string(refund), "stay": "Y1",
                "patient": "P1", "amount": .integer(Int64(amount)), "balance": 0,
                "cancelled": .bool(cancelled), "reason": "退预交金", "operator": "U07",
                "source": "window", "point": "W01",
            ])
    }

    public static func discharge(
        _ settlement: String, deposits: [(String, Int)] = [], total: Int = 80_000,
        source: String = "window", point: String = "W01"
    ) -> JSON {
        event(
            "discharge.settled", at: "2026-11-23T12:00:00+08:00",
            bill(
                settlement, total: total, source: source, point: point,
                more: [
                    "visit": .null, "stay": "Y1", "inpatientNumber": "ZY0001",
                    "admittedOn": "2026-11-20", "dischargedOn": "2026-11-23", "days": 3,
                    "admittedTo": ["code": "2001", "name": "普外科"],
                    "dischargedFrom": ["code": "2001", "name": "普外科"], "bed": "12",
                    "deposits": .array(
                        deposits.map {
                            ["deposit": .string($0.0), "amount": .integer(Int64($0.1))]
                        }),
                ]))
    }

    public static func dischargeCancelled(_ settlement: String, remaining: JSON? = nil) -> JSON {
        event(
            "discharge.settlementCancelled", at: "2026-11-23T13:00:00+08:00",
            [
                "settlement": .string(settlement), "stay": "Y1", "patient": "P1",
                "reason": "费用有误", "operator": "U07", "source": "window", "point": "W01",
                "remaining": remaining ?? .null,
            ])
    }
}

extension JSON: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self = .integer(value) }
}
