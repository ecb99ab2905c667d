import Foundation
import Hospital
import Mustache

/// JSON as a template sees it.
enum Shown {
    static func value(_ json: JSON, _ hand: Hand) -> Any {
        switch json {
        case .null: NSNull()
        case .bool(let bool): bool
        case .array(let values): ShownList(values: values, hand: hand)
        case .object(let members) where members.count == 2:
            if case .string? = members["zh"],
                case .string(let text)? = members[hand.tongue.rawValue]
            {
                ShownText(json: .string(text), hand: hand)
            } else {
                ShownMembers(members: members, hand: hand)
            }
        case .object(let members) where members.count == 1:
            if case .string(let campus)? = members["nameOfCampus"] {
                value(Hand.campus(campus, in: hand.words), hand)
            } else {
                ShownMembers(members: members, hand: hand)
            }
        case .object(let members): ShownMembers(members: members, hand: hand)
        case .string, .integer, .decimal: ShownText(json: json, hand: hand)
        }
    }
}

/// Text or a number; the template's words `money(x)`, `time(x)` … are answered here.
struct ShownText: MustacheParent, MustacheCustomRenderable, MustacheTransformable {
    let json: JSON
    let hand: Hand

    var renderText: String {
        switch json {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .decimal(let number): "\(number)"
        default: ""
        }
    }

    /// An empty text is not there.
    var isNull: Bool { renderText.isEmpty }

    func child(named: String) -> Any? { nil }

    func transform(_ name: String) -> Any? {
        switch name {
        case "money":
            if case .integer(let fen) = json { return Hand.money(fen) }
            return self
        case "time":
            return hand.moment(json).map { "\($0.prefix(10)) \($0.dropFirst(11).prefix(5))" }
        case "date": return hand.moment(json).map { String($0.prefix(10)) }
        case "clock": return hand.moment(json).map { String($0.dropFirst(11).prefix(8)) }
        case "url": return Hand.escaped(renderText)
        case _ where name.hasPrefix("is-"): return renderText == name.dropFirst(3)
        default: return nil
        }
    }
}

/// An object; what it lacks is looked for outside of it.
struct ShownMembers: MustacheParent, MustacheCustomRenderable, MustacheTransformable {
    let members: [String: JSON]
    let hand: Hand

    var renderText: String { "" }
    var isNull: Bool { false }

    func child(named name: String) -> Any? { members[name].map { Shown.value($0, hand) } }

    /// `search(x)`: the page's search with these members in it.
    func transform(_ name: String) -> Any? {
        guard name == "search" else { return nil }
        var query = hand.query
        for (name, value) in members {
            let text = (Shown.value(value, hand) as? ShownText)?.renderText ?? ""
            query[name] = text.isEmpty ? nil : text
        }
        return Hand.address(query)
    }
}

/// A list.
struct ShownList: MustacheSequence, MustacheTransformable, MustacheCustomRenderable {
    let values: [JSON]
    let hand: Hand

    var renderText: String { "" }
    var isNull: Bool { values.isEmpty }

    func makeIterator() -> AnyIterator<Any> {
        var rest = values.makeIterator()
        return AnyIterator { rest.next().map { Shown.value($0, hand) } }
    }

    func transform(_ name: String) -> Any? {
        switch name {
        case "any": !values.isEmpty
        case "count": values.count
        default: nil
        }
    }
}
