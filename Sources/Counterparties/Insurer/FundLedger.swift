import Foundation

/// The fund's account of what it was asked and what it did, for whoever judges.
struct FundLedger {
    let books: FundBooks

    /// Everything, or what concerns one message, settlement or person.
    func json(of number: String?) -> JSON {
        let calls = books.calls.filter { call in
            number == nil || [call.msgid, call.setlID, call.psnNo].contains(number)
        }
        let settlements = books.settlementOrder.compactMap { books.settlements[$0] }
            .filter { number == nil || [$0.id, $0.psnNo, $0.msgid].contains(number) }
        let people = books.members.values.sorted { $0.psnNo < $1.psnNo }
            .filter { number == nil || $0.psnNo == number }
        return [
            "calls": .array(calls.map(row)),
            "accepted": .array(accepted(calls)),
            "refused": .array(refused(calls)),
            "messages": .array(messages(calls)),
            "settlements": .array(settlements.map(Self.settlement)),
            "people": .array(people.map(Self.member)),
        ]
    }

    /// The newest requests, decoded, oldest first.
    func requests(last count: Int) -> JSON {
        let rows = books.calls.suffix(max(0, count)).map { call in
            row(call).adding([
                "body": (try? JSON(parsing: call.body.utf8)) ?? .null,
                "unknown": .array(call.unknown.map { .string($0) }),
            ])
        }
        return ["requests": .array(rows)]
    }

    private func row(_ call: FundCall) -> JSON {
        [
            "number": JSON(call.number), "at": Self.time(call.at), "infno": .string(call.infno),
            "campus": .string(call.campus), "msgid": .string(call.msgid),
            "psn_no": .string(call.psnNo), "setl_id": .string(call.setlID),
            "stas_type": .string(call.stasType),
            "codes": .array(call.outcomes.map { .string($0.code) }),
        ]
    }

    /// What was done, in the order it was done.
    private func accepted(_ calls: [FundCall]) -> [JSON] {
        calls.filter { $0.acceptedAt != nil }
            .sorted { ($0.acceptedAt ?? $0.at, $0.number) < ($1.acceptedAt ?? $1.at, $1.number) }
            .map(row)
    }

    /// What was looked at and refused.
    private func refused(_ calls: [FundCall]) -> [JSON] {
        calls.filter { $0.acceptedAt == nil && !$0.outcomes.isEmpty }.map(row)
    }

    /// How often each message number was heard, and how often it was acted upon.
    private func messages(_ calls: [FundCall]) -> [JSON] {
        var order: [String] = []
        var groups: [String: [FundCall]] = [:]
        for call in calls where !call.msgid.isEmpty {
            if groups[call.msgid] == nil { order.append(call.msgid) }
            groups[call.msgid, default: []].append(call)
        }
        return order.map { msgid in
            let group = groups[msgid] ?? []
            let done = group.flatMap(\.outcomes).filter { $0.code == "0" }
            return [
                "msgid": .string(msgid), "received": JSON(group.count),
                "accepted": JSON(done.count),
            ]
        }
    }

    static func settlement(_ settlement: FundSettlement) -> JSON {
        [
            "setl_id": .string(settlement.id), "psn_no": .string(settlement.psnNo),
            "mdtrt_id": .string(settlement.mdtrtID),
            "kind": settlement.isInpatient ? "inpatient" : "outpatient",
            "campus": .string(settlement.campus), "fen": JSON(settlement.fen),
            "msgid": .string(settlement.msgid), "isValid": .bool(settlement.isValid),
            "cancels": text(settlement.cancels), "cancelledBy": text(settlement.cancelledBy),
            "isReversed": .bool(settlement.isReversed),
            // As the books have it, whatever queries see.
            "stas_type": text(settlement.list.flatMap { $0.steps.last?.state }),
            "lists": .array(settlement.lists.map(list)),
        ]
    }

    private static func list(_ list: FundList) -> JSON {
        [
            "setl_list_id": .string(list.id),
            "history": .array(
                list.steps.map { step in
                    [
                        "stas_type": .string(step.state), "at": time(step.at),
                        "msgid": .string(step.msgid),
                    ]
                }),
        ]
    }

    static func member(_ member: FundMember) -> JSON {
        [
            "psn_no": .string(member.psnNo), "certno": .string(member.certNo),
            "psn_name": .string(member.name), "token": .string(member.token),
            "card": .string(member.card), "card_sn": .string(member.cardSN),
            "areas": .array(member.insurances.map { .string($0.area) }),
            "flag": text(member.relief?.flag), "code": text(member.relief?.code),
        ]
    }

    private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    private static func time(_ date: Date) -> JSON {
        .string(date.formatted(.iso8601.time(includingFractionalSeconds: true)))
    }
}
