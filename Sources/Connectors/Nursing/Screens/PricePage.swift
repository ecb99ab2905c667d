import Foundation
import Hospital
import Hub
import Lab
import Storage

/// Prices, tiers and bundled items, and the changes that wait for a second person.
struct PricePage: Sendable {
    let office: Office

    private enum Tab: String, CaseIterable {
        case prices, tiers, bundled

        var words: Words {
            switch self {
            case .prices: Words("科室价格", "Prices")
            case .tiers: Words("分段比例", "Tiers")
            case .bundled: Words("打包项目", "Bundled items")
            }
        }
    }

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        if let form = visit.form { return try await act(form, visit) }
        let tab = visit.query["tab"].flatMap(Tab.init) ?? .prices
        let campus = visit.caller.campus
        let today = office.today(at: visit.now)
        let lists = try await office.store.read { transaction in
            (
                prices: try MasterLists.prices(campus: campus, in: transaction),
                ladders: try Tariffs.ladders(in: transaction),
                bundled: try MasterLists.bundled(in: transaction),
                waiting: try Changes.waiting(for: campus, in: transaction)
            )
        }
        if visit.query["as"] == "csv" {
            return .table(name: "prices", rows: Self.table(lists.prices))
        }
        return .page([
            "tabs": .array(
                Tab.allCases.map { one in
                    [
                        "tab": .string(one.rawValue), "title": .words(one.words),
                        "isHere": .bool(one == tab),
                    ]
                }),
            "isPrices": .bool(tab == .prices), "isTiers": .bool(tab == .tiers),
            "isBundled": .bool(tab == .bundled),
            "prices": .array(lists.prices.reversed().map { $0.json(today) }),
            "ladders": .array(
                ([Tariff.usual] + lists.ladders).reversed().map { $0.json }),
            "bundled": .array(lists.bundled.map { $0.json(today) }),
            "waiting": .array(
                lists.waiting.map { $0.json(own: $0.proposedBy == visit.caller.actor) }),
            "campuses": .array(
                (campus.map { [$0] } ?? office.premises.campuses).map {
                    ["value": .string($0), "word": .campus($0)]
                }),
            "tomorrow": .string((today + 1).text),
        ])
    }

    private static func table(_ prices: [MasterLists.Price]) -> [[String]] {
        [["院区", "科室编码", "科室", "单价", "收费项目", "医保编码", "起", "止", "状态"]]
            + prices.map { price in
                [
                    price.campus, price.department, price.name, price.price.yuan, price.item,
                    price.insurance ?? "", price.since.text, price.until?.text ?? "",
                    price.isWithdrawn ? "已撤销" : "",
                ]
            }
    }

    private func act(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Screen.Answer {
        let here = visit.query.filter { $0.key != "as" }
        let (now, caller) = (visit.now, visit.caller)
        switch form["act"] {
        case "confirm":
            let entry = try await waiting(form, visit)
            guard visit.isConfirmed else {
                return .confirm(
                    Screen.Confirmation(
                        Words("确认这项修改？", "Confirm this change?"), facts: entry.facts,
                        button: Words("确认生效", "Confirm")))
            }
            try await office.confirm(entry.id, by: caller, at: now)
            return .done(
                Words("已确认生效，涉及的床日正在重算。", "Confirmed; the stays it concerns are computed anew."),
                screen: "prices", query: here)
        case "decline":
            let entry = try await waiting(form, visit)
            try await office.store.write {
                try Changes.decline(entry.id, by: caller, at: now, in: $0)
            }
            return .done(
                Words("已撤回或退回。", "Taken back, or declined."), screen: "prices", query: here)
        default:
            let change = try PriceForm(form).change()
            try await office.store.write {
                try Changes.propose(change, by: caller, at: now, in: $0)
            }
            return .done(
                Words("已提交，待另一人确认。", "Proposed; another person must confirm it."),
                screen: "prices", query: here)
        }
    }

    private func waiting(
        _ form: [String: String], _ visit: Screen.Visit
    ) async throws -> Changes.Entry {
        let campus = visit.caller.campus
        let entries = try await office.store.read { try Changes.waiting(for: campus, in: $0) }
        guard let id = form["change"].flatMap({ Int($0) }),
            let entry = entries.first(where: { $0.id == id })
        else { throw Declined.noChange }
        return entry
    }
}

/// What a form of the page proposes.
struct PriceForm {
    private let form: [String: String]

    init(_ form: [String: String]) { self.form = form }

    func change() throws -> MasterChange {
        switch form["act"] {
        case "setPrice":
            guard let price = Money(yuan: try text("price")) else { throw Declined.priceWrong }
            return .setPrice(
                MasterChange.Price(
                    campus: try text("campus"), department: try text("department"),
                    name: try text("name"), price: price, item: try text("item"),
                    insurance: optional("insurance"), since: try text("since"),
                    until: optional("until")))
        case "endPrice":
            return .endPrice(price: try number("price"), until: try text("until"))
        case "withdrawPrice": return .withdrawPrice(price: try number("price"))
        case "setTiers":
            return .setTiers(since: try text("since"), tiers: try tiers())
        case "setBundled":
            return .setBundled(
                .init(
                    item: try text("item"), name: try text("name"), since: try text("since"),
                    until: optional("until")))
        case "endBundled":
            return .endBundled(bundled: try number("bundled"), until: try text("until"))
        default: throw Declined.lacks("act")
        }
    }

    /// A tier ends where the next begins; the last one goes on.
    private func tiers() throws -> [MasterChange.Tier] {
        let ends = try ["through1", "through2"].compactMap { name in
            try optional(name) == nil ? nil : number(name)
        }
        let percents = try ["percent1", "percent2", "percent3"].compactMap { name in
            try optional(name) == nil ? nil : number(name)
        }
        guard percents.count == ends.count + 1 else { throw Declined.tiersBroken }
        return percents.enumerated().map { index, percent in
            MasterChange.Tier(
                from: index == 0 ? 1 : ends[index - 1] + 1,
                through: index < ends.count ? ends[index] : nil, percent: percent)
        }
    }

    private func optional(_ name: String) -> String? {
        let text = form[name]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return text.isEmpty ? nil : String(text.prefix(Bounds.name))
    }

    private func text(_ name: String) throws -> String {
        guard let text = optional(name) else { throw Declined.lacks(name) }
        return text
    }

    private func number(_ name: String) throws -> Int {
        guard let number = Int(try text(name)) else {
            throw Declined.malformed(
                Words("\(name) 应为整数。", "\(name) must be a whole number."))
        }
        return number
    }
}
