import Foundation
import Hospital
import Hub
import Lab
import Storage

/// How prices, tiers, bundled items and their changes look on a page.
extension MasterLists.Price {
    func json(_ today: Day) -> JSON {
        let state: JSON =
            if isWithdrawn {
                .badge(.off, Words("已撤销", "Withdrawn"))
            } else if since > today {
                .badge(.wait, Words("将生效", "To come"))
            } else if let until, until < today {
                .badge(.off, Words("已停用", "Ended"))
            } else {
                .badge(.good, Words("生效中", "In force"))
            }
        return [
            "id": .whole(id), "campus": .campus(campus), "department": .string(department),
            "name": .string(name), "price": .money(price), "item": .string(item),
            "insurance": .string(insurance ?? ""), "since": .string(since.text),
            "until": .string(until?.text ?? ""), "state": state,
            "canEnd": .bool(!isWithdrawn && until == nil), "canWithdraw": .bool(!isWithdrawn),
        ]
    }
}

extension MasterLists.Bundled {
    func json(_ today: Day) -> JSON {
        [
            "id": .whole(id), "item": .string(item), "name": .string(name),
            "since": .string(since.text), "until": .string(until?.text ?? ""),
            "canEnd": .bool(until == nil),
        ]
    }
}

extension Tariff.Ladder {
    /// The one that holds before any was set has no first day.
    var json: JSON {
        [
            "since": .string(since.number == .min ? "" : since.text),
            "tiers": .array(tiers.map { ["text": .words($0.words)] }),
        ]
    }
}

extension Tariff.Tier {
    fileprivate var words: Words {
        guard let through else {
            return Words("第 \(from) 天起 \(percent)%", "from day \(from) on \(percent) %")
        }
        return Words(
            "第 \(from)–\(through) 天 \(percent)%", "days \(from)–\(through) \(percent) %")
    }
}

extension Changes.Entry {
    func json(own: Bool) -> JSON {
        [
            "id": .whole(id), "kind": .words(change.kind.words), "by": .string(proposedBy),
            "at": .moment(proposedAt), "isOwn": .bool(own), "isOthers": .bool(!own),
            "facts": .array(
                facts.map { ["label": .words($0.label), "value": $0.value] }),
        ]
    }

    /// What a person must know to confirm it.
    var facts: [(label: Words, value: JSON)] {
        let kind = (label: Words("修改", "Change"), value: JSON.words(change.kind.words))
        switch change {
        case .setPrice(let price):
            return [
                kind, (Words("院区", "Campus"), .campus(price.campus)),
                (Words("科室", "Department"), .string("\(price.name) \(price.department)")),
                (Words("单价", "Price"), .string(price.price.yuan)),
                (Words("收费项目", "Item"), .string(price.item)),
                (Words("医保编码", "Insurance code"), .string(price.insurance ?? "—")),
                (Words("期间", "Period"), .string("\(price.since) – \(price.until ?? "")")),
            ]
        case .endPrice(let price, let until):
            return [
                kind, (Words("价格编号", "Price"), .whole(price)),
                (Words("最后一天", "Last day"), .string(until)),
            ]
        case .withdrawPrice(let price):
            return [kind, (Words("价格编号", "Price"), .whole(price))]
        case .setTiers(let since, let tiers):
            let words = tiers.map {
                Tariff.Tier(from: $0.from, through: $0.through, percent: $0.percent).words
            }
            return [
                kind, (Words("自", "From"), .string(since)),
                (
                    Words("分段", "Tiers"),
                    .words(
                        words.map(\.zh).joined(separator: "；"),
                        words.map(\.en).joined(separator: "; "))
                ),
            ]
        case .setBundled(let item):
            return [
                kind, (Words("项目", "Item"), .string("\(item.name) \(item.item)")),
                (Words("期间", "Period"), .string("\(item.since) – \(item.until ?? "")")),
            ]
        case .endBundled(let bundled, let until):
            return [
                kind, (Words("项目编号", "Item"), .whole(bundled)),
                (Words("最后一天", "Last day"), .string(until)),
            ]
        }
    }
}

extension MasterChange.Kind {
    fileprivate var words: Words {
        switch self {
        case .setPrice: Words("设置科室价格", "Set a price")
        case .endPrice: Words("停用科室价格", "End a price")
        case .withdrawPrice: Words("撤销科室价格", "Withdraw a price")
        case .setTiers: Words("设置分段比例", "Set the tiers")
        case .setBundled: Words("增加打包项目", "Bundle an item")
        case .endBundled: Words("停用打包项目", "End a bundled item")
        }
    }
}
