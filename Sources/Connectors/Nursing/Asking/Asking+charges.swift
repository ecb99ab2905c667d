import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Whether an item of the original way may be charged beside bed-days (R6).
extension Asking {
    private struct Charge {
        let day: Day
        let item: String
        let number: String
        let amount: Money?
    }

    /// Before the HIS charges an item, by order or by hand.
    ///
    /// A bundled one is refused on a day of the scheme; otherwise it is remembered, so that no
    /// bed-day is posted beside it later.
    func beforePosting(_ question: Question) async throws -> JSON {
        let (body, caller, now) = (question.body, question.caller, question.now)
        let charge = try charge(body)
        return try await store.write { transaction in
            let stay = try self.openStay(body, for: caller, in: transaction)
            if stay.isCancelled { throw Declined.cancelled }
            if let known = try Items.find(charge.number, in: transaction) {
                return try self.again(known, charge, stay)
            }
            try self.check(charge.day, of: stay, at: now)
            guard try Bundle.holds(charge.item, on: charge.day, in: transaction) else {
                return Permission.go(["bundled": .bool(false)]).json
            }
            let origin: Items.Origin
            switch try self.judge(charge.day, of: stay, at: now, in: transaction) {
            case .stop(let permission): return permission.json
            case .go(let given): origin = given
            }
            try Items.keep(
                Items.Item(
                    number: charge.number, stay: stay.id, day: charge.day, item: charge.item,
                    amount: charge.amount, origin: origin), at: now, in: transaction)
            return Permission.go(["bundled": .bool(true), "id": .string(charge.number)]).json
        }
    }

    /// The HIS has taken an item back that it had asked for before.
    func chargeReversed(_ question: Question) async throws -> JSON {
        let (body, caller, now) = (question.body, question.caller, question.now)
        guard let number = body.text("id") else { throw Declined.lacks("id") }
        return try await store.write { transaction in
            guard let item = try Items.find(number, in: transaction) else {
                throw Declined.unknownItem
            }
            let stay = try self.stay(
                ["stay": .string(item.stay)], for: caller, in: transaction)
            try StayRow.hold(stay.id, campus: stay.campus, in: transaction)
            if item.isLive {
                try Items.noteReversed(number, by: caller.actor, at: now, in: transaction)
                try self.book.compute(stay.id, at: now, in: transaction)
            }
            return ["id": .string(number), "state": "reversed"]
        }
    }

    private func charge(_ body: JSON) throws -> Charge {
        let day = try day(body, "day")
        return try read(body) { members throws(HISEvent.Malformed) in
            let item = try members.text("item")
            let stay = try members.text("stay")
            return Charge(
                day: day, item: item,
                number: try members.optionalText("id", atMost: 3 * Bounds.id)
                    ?? "\(stay)/\(day)/\(item)",
                amount: try members.optionalMoney("amount"))
        }
    }

    private func again(_ known: Items.Item, _ charge: Charge, _ stay: Stay) throws -> JSON {
        guard known.stay == stay.id, known.day == charge.day, known.item == charge.item else {
            throw Declined.conflict(
                "item-differs",
                Words("编号 \(charge.number) 已用于另一笔收费。", "\(charge.number) is another charge."),
                Words("请用新的编号。", "Use a number of its own."))
        }
        guard known.isLive else {
            return Permission.stop(
                "item-reversed",
                Words("该笔收费已冲销，请用新的编号。", "This charge was taken back; use a new number.")
            ).json
        }
        return Permission.go(["bundled": .bool(true), "id": .string(known.number)]).json
    }

    /// Refuses days on which the patient was not here, and days to come.
    private func check(_ day: Day, of stay: Stay, at now: Date) throws {
        let first = Day(of: stay.admittedAt, in: office.zone)
        let today = office.today(at: now)
        let last = stay.dischargedAt.map { Day(of: $0, in: office.zone) } ?? today
        guard first <= day, day <= max(first, last), day <= today else {
            throw Declined.conflict(
                "day-outside",
                Words("\(day) 不在住院期间。", "\(day) is not within the stay."),
                Words("请核对收费日期。", "Check the day of the charge."))
        }
    }

    private enum Judged {
        case go(Items.Origin)
        case stop(Permission)
    }

    /// What becomes of a bundled item on `day`.
    private func judge(
        _ day: Day, of stay: Stay, at now: Date, in transaction: any Transaction
    ) throws -> Judged {
        if try Lines.hasLive(stay.id, on: day, in: transaction) { return .stop(Self.bundled(day)) }
        let dossiers = try Dossier.read(
            [stay.id], newbornDays: office.settings.newbornDays, in: office.zone, transaction)
        guard let dossier = dossiers[stay.id] else { throw Declined.unknownStay }
        let tariff = try Tariffs(in: transaction).of(stay.campus)
        var scheme = office.settings.scheme(tariff)
        var facts = dossier.facts
        facts.blocked = []
        // A day that is not over will be nursed, as far as anybody knows.
        if day > book.ended(at: now) { scheme.proof = .generated }
        let days = scheme.assess(facts, through: max(day, book.ended(at: now)))
        guard let found = days.first(where: { $0.day == day }) else { return .go(.outside) }
        switch found.reason {
        case nil: return .stop(Self.bundled(day))
        case .withoutRecord, .servedElsewhere:
            return .stop(
                .stop(
                    "record-missing",
                    Words(
                        "\(day) 按床日收费，护理记录待确认，不能收取打包护理项目。",
                        "\(day) is a bed-day whose nursing record is missing; the item is not "
                            + "charged.")))
        case .overlap:
            return .stop(
                .stop(
                    "overlap",
                    Words(
                        "\(day) 已属该患者另一次住院。", "\(day) belongs to another stay of the patient.")))
        case .elected: return .go(.elected)
        case .outside, .onLeave, .notServed, .newborn, .withoutOwner, .itemStands:
            return .go(.outside)
        }
    }

    private static func bundled(_ day: Day) -> Permission {
        .stop(
            "bundled",
            Words(
                "\(day) 已按整体护理床日收费，分级护理和打包项目不另收。",
                "\(day) is charged as a bed-day; graded nursing and what is bundled with it is not "
                    + "charged beside it."))
    }
}

extension Declined {
    static let unknownItem = Declined(
        .unknown, "item-unknown", title: Words("没有这笔收费", "No such charge"),
        detail: Words("没有登记过这个编号的收费。", "No charge of this number was asked for."),
        action: Words("请核对编号。", "Check its number."))
}
