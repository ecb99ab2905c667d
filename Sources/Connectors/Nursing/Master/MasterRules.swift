import Hospital
import Hub
import Lab
import Storage

/// What prices, tiers and bundled items may be, and how a confirmed change is kept.
struct MasterRules {
    private let transaction: any Transaction

    init(in transaction: any Transaction) { self.transaction = transaction }

    func campus(of change: MasterChange) throws -> String? {
        switch change {
        case .setPrice(let price): price.campus
        case .endPrice(let id, _), .withdrawPrice(let id): try price(id).campus
        case .setTiers, .setBundled, .endBundled: nil
        }
    }

    /// Refuses by name what may not be.
    func check(_ change: MasterChange) throws {
        switch change {
        case .setPrice(let draft): try check(draft)
        case .endPrice(let id, let until):
            let row = try price(id)
            try Self.check(row.since, try Self.day(until))
            if let end = row.until, end < (try Self.day(until)) { throw Declined.endsEarlier }
        case .withdrawPrice(let id): _ = try price(id)
        case .setTiers(let since, let tiers):
            guard tiers.isWhole else { throw Declined.tiersBroken }
            let day = try Self.day(since)
            guard try Tariffs.ladders(in: transaction).allSatisfy({ $0.since != day }) else {
                throw Declined.overlap(since)
            }
        case .setBundled(let draft):
            let since = try Self.day(draft.since)
            let until = try draft.until.map(Self.day)
            try Self.check(since, until)
            guard !draft.item.isEmpty, !draft.name.isEmpty else { throw Declined.lacks("item") }
            for row in try MasterLists.bundled(in: transaction) where row.item == draft.item {
                if since <= row.until ?? since, row.since <= until ?? row.since {
                    throw Declined.overlap(row.since.text)
                }
            }
        case .endBundled(let id, let until):
            guard let row = try MasterLists.bundled(in: transaction).first(where: { $0.id == id })
            else { throw Declined.noChange }
            try Self.check(row.since, try Self.day(until))
        }
    }

    private func check(_ draft: MasterChange.Price) throws {
        guard (1...Bounds.fen).contains(draft.price.fen) else { throw Declined.priceWrong }
        guard !draft.department.isEmpty else { throw Declined.lacks("department") }
        guard !draft.item.isEmpty else { throw Declined.lacks("item") }
        let since = try Self.day(draft.since)
        let until = try draft.until.map(Self.day)
        try Self.check(since, until)
        if let home = try Records.department(id: draft.department, in: transaction)?.campus,
            home != draft.campus
        {
            throw Declined.foreignCampus
        }
        for row in try MasterLists.prices(campus: draft.campus, in: transaction)
        where row.department == draft.department && !row.isWithdrawn {
            // One that goes on gives way from the new one's first day.
            if row.since < since, row.until == nil { continue }
            if since <= row.until ?? since, row.since <= until ?? row.since {
                throw Declined.overlap(
                    "\(row.since)–\(row.until?.text ?? "")")
            }
        }
    }

    private static func check(_ since: Day, _ until: Day?) throws {
        if let until, until < since { throw Declined.fromAfterTo }
    }

    private static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw Declined.noDay(text) }
        return day
    }

    private func price(_ id: Int) throws -> MasterLists.Price {
        let row = try MasterLists.price(id, in: transaction)
        guard let row, !row.isWithdrawn else { throw Declined.noChange }
        return row
    }

    // Keeping

    /// - Returns: The first day of which something may cost another amount now; nil for none.
    func carryOut(_ change: MasterChange, as id: Int) throws -> Day? {
        switch change {
        case .setPrice(let draft):
            let since = try Self.day(draft.since)
            try transaction.execute(
                """
                UPDATE nursingPrice SET until = \(since - 1)
                WHERE campus = \(draft.campus) AND department = \(draft.department)
                    AND until IS NULL AND since < \(since) AND withdrawn IS NULL
                """)
            try transaction.execute(
                """
                INSERT INTO nursingPrice (campus, department, name, price, item, insurance, since,
                    until, change)
                VALUES (\(draft.campus), \(draft.department), \(draft.name), \(draft.price.fen),
                    \(draft.item), \(draft.insurance), \(since), \(draft.until), \(id))
                """)
            return since
        case .endPrice(let price, let until):
            let last = try Self.day(until)
            try transaction.execute(
                "UPDATE nursingPrice SET until = \(last) WHERE id = \(price)")
            return last + 1
        case .withdrawPrice(let price):
            let since = try self.price(price).since
            try transaction.execute(
                "UPDATE nursingPrice SET withdrawn = \(id) WHERE id = \(price)")
            return since
        case .setTiers(let since, let tiers):
            let day = try Self.day(since)
            for tier in tiers {
                try transaction.execute(
                    """
                    INSERT INTO nursingTier (since, fromDay, throughDay, percent, change)
                    VALUES (\(day), \(tier.from), \(tier.through), \(tier.percent), \(id))
                    """)
            }
            return day
        case .setBundled(let draft):
            try transaction.execute(
                """
                INSERT INTO nursingBundle (item, name, since, until, change)
                VALUES (\(draft.item), \(draft.name), \(draft.since), \(draft.until), \(id))
                """)
            return nil
        case .endBundled(let bundled, let until):
            try transaction.execute(
                "UPDATE nursingBundle SET until = \(until) WHERE id = \(bundled)")
            return nil
        }
    }
}

extension Declined {
    static let samePerson = notNow(
        "same-person",
        Words("提出人不能确认自己的修改。", "Who proposed a change cannot confirm it."),
        Words("请另一位有权限的人员确认。", "Ask somebody else to confirm it."))

    static let noChange = Declined(
        .unknown, "change-unknown", title: Words("没有这一条", "No such entry"),
        detail: Words("该条不存在或已处理。", "It is not there, or was decided already."),
        action: Words("请刷新页面。", "Load the page again."))

    static let foreignCampus = Declined(
        .forbidden, "foreign-campus", title: Words("不是本院区", "Another campus"),
        detail: Words("该科室不属于本院区。", "The department is of another campus."),
        action: Words("请由所属院区办理。", "Ask that campus."))

    static let priceWrong = malformed(
        Words(
            "价格应大于 0，以元为单位，最多两位小数。", "The price must be above 0, in yuan with at most two decimals."
        ))

    static let fromAfterTo = malformed(
        Words("起始日期晚于截止日期。", "The first day is after the last."))

    static let endsEarlier = malformed(
        Words("截止日期晚于已有的截止日期。", "It ends earlier already."))

    static let tiersBroken = malformed(
        Words(
            "分段应从第 1 天起首尾相接，最后一段不设截止，比例为 1 到 100。",
            "Tiers must follow one another from day 1, the last one open, each of 1 to 100 %."))

    static func overlap(_ period: String) -> Declined {
        conflict(
            "periods-overlap",
            Words("与已有期间重叠：\(period)。", "It overlaps what is there: \(period)."),
            Words("请调整起止日期，或先停用、撤销已有的一条。", "Change the days, or end or withdraw the other first."))
    }
}
