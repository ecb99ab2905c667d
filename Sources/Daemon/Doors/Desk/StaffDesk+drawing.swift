import Foundation
import HTTPTypes
import Hospital
import Hub
import Hummingbird
import Lab
import Logging
import NIOCore
import Storage

/// A page before it is drawn.
struct DeskPage: Sendable {
    /// Its template, such as `einvoice/bills`.
    let template: String
    let title: Words
    var members: [String: JSON] = [:]
    var status = HTTPResponse.Status.ok
    /// Where the browser goes by itself; a redirect would lose the cookie of a link from outside.
    var goOn: String?

    /// Whose words it may name.
    var folder: String { String(template.split(separator: "/").dropLast().joined(separator: "/")) }
}

extension StaffDesk {
    /// The page inside the house's frame.
    func draw(_ page: DeskPage, _ call: inout DeskCall) throws -> Response {
        let hand = Hand(
            tongue: call.tongue, zone: zone, query: call.query, words: templates.words(for: ""))
        let own = shared(call, words: templates.words(for: page.folder))
        let body = try templates.draw(
            page.template, page.members.merging(own) { _, own in own }, hand: hand)
        let frame = own.merging(self.frame(page, call)) { _, frame in frame }
            .merging(["body": .string(body)]) { _, body in body }
        let html = try templates.draw("layout", frame, hand: hand)
        if call.said != nil { call.cookies.append(cookies.gone(DeskCookies.said)) }
        return respond(
            Response(
                status: page.status, headers: [.contentType: "text/html; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: html))), call)
    }

    /// What every template may name.
    private func shared(_ call: DeskCall, words: JSON) -> [String: JSON] {
        let strings = { (members: [String: String]) in
            JSON.object(members.mapValues(JSON.string))
        }
        return [
            "t": words, "zh": .bool(call.tongue == .zh), "en": .bool(call.tongue == .en),
            "query": strings(call.query), "form": strings(call.content ?? [:]),
            "path": .string(call.path), "here": .string(call.here),
            "csrf": .string(seal.mark(call.secret, for: "form")),
            "who": call.visitor.map { who($0) } ?? .null,
            "campus": .string(call.visitor?.session.campus ?? ""),
            "today": .string(
                String(Hand(tongue: .zh, zone: zone, query: [:]).text(of: now()).prefix(10))),
            "asCSV": ["as": "csv"],
        ]
    }

    /// What the layout draws around the page.
    private func frame(_ page: DeskPage, _ call: DeskCall) -> [String: JSON] {
        let menu = call.visitor.map { self.menu(for: $0, call) } ?? []
        let hand = Hand(tongue: call.tongue, zone: zone, query: [:])
        return [
            "lang": .string(call.tongue.tag), "title": .words(page.title),
            "page": .string(page.template),
            "hospital": .words(hospital.name, hospital.nameEn),
            "inChinese": .string(call.address(in: .zh)),
            "inEnglish": .string(call.address(in: .en)),
            "menu": .array(menu), "hasMenu": .bool(!menu.isEmpty),
            "said": call.said.flatMap(DeskCookies.words(said:)).map {
                ["tone": "good", "title": .words($0)]
            } ?? .null,
            "goOn": page.goOn.map(JSON.string) ?? .null,
            "printedAt": .string(hand.time(of: now())),
        ]
    }

    private func who(_ visitor: Visitor) -> JSON {
        let choice = visitor.campuses(among: hospital.campuses)
        let here = visitor.session.campus
        var list = choice.map { campus in
            JSON.object([
                "id": .string(campus), "name": name(of: campus), "isHere": .bool(campus == here),
            ])
        }
        if visitor.account.campuses.isEmpty {
            list.insert(
                ["id": "", "name": name(of: nil), "isHere": .bool(here == nil)], at: 0)
        }
        return [
            "id": .string(visitor.account.id), "name": .string(visitor.account.name),
            "campuses": choice.count > 1 ? ["list": .array(list)] : .null,
            "campusName": name(of: here), "isVisitor": .bool(visitor.session.screen != nil),
        ]
    }

    private func name(of campus: String?) -> JSON {
        let words = templates.words(for: "")
        guard let campus else { return words["every-campus"] ?? "*" }
        return Hand.campus(campus, in: words)
    }

    /// What `visitor` may open from the menu.
    private func choice(of visitor: Visitor) -> [DeskPlace] {
        guard !visitor.account.mustChange, visitor.session.screen == nil else { return [] }
        return places.filter { $0.screen.isInMenu && $0.isFor(visitor) }
    }

    /// How much waits on the screens of the visitor's menu, by their addresses.
    func waiting(for visitor: Visitor, from origin: String) async -> [String: Int] {
        let caller = visitor.caller(from: origin)
        var counts: [String: Int] = [:]
        for place in choice(of: visitor) {
            guard let waiting = place.screen.waiting else { continue }
            do {
                counts[place.href] = try await store.read { try waiting(caller, $0) }
            } catch {
                // One connector's trouble must not take the others' pages away.
                logger.error("counting what waits on \(place.key): \(error.safeWords)")
            }
        }
        return counts
    }

    /// What `visitor` may open, under its headings.
    func menu(for visitor: Visitor, _ call: DeskCall) -> [JSON] {
        var groups: [(Words, [JSON])] = []
        for place in choice(of: visitor) {
            let count = call.waiting[place.href] ?? 0
            let item: JSON = [
                "href": .string(place.href), "title": .words(place.screen.title),
                "isHere": .bool(place.href == call.path),
                "waiting": count > 0 ? .string(count > 99 ? "99+" : "\(count)") : .null,
            ]
            if groups.last?.0 == place.group {
                groups[groups.count - 1].1.append(item)
            } else {
                groups.append((place.group, [item]))
            }
        }
        return groups.map { ["title": .words($0.0), "items": .array($0.1)] }
    }

    func redirect(to address: String, _ call: DeskCall) -> Response {
        respond(Response(status: .seeOther, headers: [.location: address]), call)
    }

    /// Adds what every answer of the desk carries.
    func respond(_ response: Response, _ call: DeskCall) -> Response {
        var response = response
        response.headers[.contentSecurityPolicy] = Pages.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        // With `no-referrer` browsers send `Origin: null` with our own forms.
        if let referrer = HTTPField.Name("Referrer-Policy") {
            response.headers[referrer] = "same-origin"
        }
        for cookie in call.cookies { response.setCookie(cookie) }
        return response
    }
}
