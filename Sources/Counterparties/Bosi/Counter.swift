import Foundation

/// The counter where one request is looked at, in the order the platform looks (interface §12).
struct Counter {
    let campuses: [Campus]
    let service: String
    let receipt: Int
    let conduct: Conduct
    let now: Date
    let origin: String

    /// How long a noise may not be used again, in seconds.
    private static let replayWindow = 86400.0

    /// Rules on a request, enters what it changes, and answers.
    func answer(_ body: [UInt8], _ office: inout Office) throws -> Reply {
        let json = try? JSON(parsing: body)
        let campus = campuses.first { $0.appid == json?["appid"]?.text }
        var result = "S0000"
        var message: String
        var changes: [Books.Change] = []
        do throws(Refusal) {
            let (campus, envelope, content) = try opened(json)
            try fresh(envelope.noise, of: campus, &office, &changes)
            if let refusal = conduct.refusal {
                throw Refusal(code: refusal.code, text: refusal.text)
            }
            let ruling = try rule(on: content, for: campus, &office)
            message = ruling.message
            changes += ruling.changes
            try slip(&message, content, &office)
        } catch {
            (result, message) = (error.code, error.text)
        }
        // What was done counts as done, even where a system error is told.
        let isDone =
            result == "S0000"
            || conduct.slip == .errorAfterCommit
                && result == Refusal.systemError.code
        changes.append(.outcome(receipt: receipt, code: isDone ? "S0000" : result, at: now))
        try office.enter(changes)
        return Envelope.answer(
            result: result, message: message, noise: office.random(32, of: "0123456789abcdef"),
            to: campus, spoiled: conduct.slip == .badSignature)
    }

    /// Shape, appid, signature and content, in this order.
    func opened(_ json: JSON?) throws(Refusal) -> (Campus, Envelope, JSON) {
        guard let json, let envelope = Envelope(json) else {
            throw .malformed("请求必须有且只有appid、data、noise、version、sign")
        }
        guard envelope.version == "1.0" else { throw .malformed("version必须为1.0") }
        guard let campus = campuses.first(where: { $0.appid == envelope.appid }) else {
            throw .unknownAppid
        }
        let sign = Signature.of(
            appid: envelope.appid, data: envelope.data, noise: envelope.noise, key: campus.key,
            version: envelope.version)
        guard envelope.sign == sign else { throw .wrongSign }
        guard let content = envelope.content else { throw .malformed("data不是Base64编码的JSON") }
        return (campus, envelope, content)
    }

    /// Takes a noise that was not used within a day.
    func fresh(
        _ noise: String, of campus: Campus, _ office: inout Office, _ changes: inout [Books.Change]
    ) throws(Refusal) {
        let key = "\(campus.appid)\n\(noise)"
        if let seen = office.books.noises[key], now < seen + Self.replayWindow { throw .replayed }
        changes.append(.noise(key, now))
    }

    private func rule(
        on content: JSON, for campus: Campus, _ office: inout Office
    ) throws(Refusal) -> Ruling {
        guard let desk = PlatformService.catalogue[service] else { throw .systemError }
        let switches = office.books.switches
        try Self.check(content, against: desk.fields(switches.edition))
        let alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
        let request = Case(
            service: service, campus: campus, content: content, now: now,
            randoms: (office.random(6, of: alphabet), office.random(6, of: alphabet)),
            hiddenFor: conduct.hiddenFor, switches: switches, origin: origin)
        let place = request.text("placeCode")
        guard place.isEmpty || campus.placeCodes.contains(place) else { throw .unknownPlace }
        try desk.sums(request)
        return try desk.judge(request, office.books)
    }

    /// Throws where `content` does not have what `fields` ask for.
    static func check(_ content: JSON, against fields: [Field]) throws(Refusal) {
        do {
            try Field.check(content, against: fields)
        } catch {
            throw .malformed(error.text)
        }
    }

    /// Says what was done wrong, where a fault has it so.
    private func slip(
        _ message: inout String, _ content: JSON, _ office: inout Office
    ) throws(Refusal) {
        let busNo = Subject(of: content, in: office.books).busNo
        let last = office.lastAnswers[service]
        office.lastAnswers[service] = (busNo, message)
        switch conduct.slip {
        case .errorAfterCommit: throw .systemError
        case .wrongEcho:
            if let last, last.message != message {
                message = last.message
            } else if let json = try? JSON(parsing: message.utf8) {
                message = Self.stranger(json).serialised
            }
        case .badSignature, nil: return
        }
    }

    /// The answer with the numbers of somebody else's bill.
    private static func stranger(_ answer: JSON) -> JSON {
        let others = [
            "busNo": "OTHER-0001", "billNo": "9999999999", "eScarletBillNo": "9999999999",
            "voucherNo": "9999999999", "pBillNo": "9999999999",
        ]
        return .object(
            (answer.members ?? []).map { member in
                JSON.Member(
                    name: member.name,
                    value: others[member.name].map { .string($0) } ?? member.value)
            })
    }
}
