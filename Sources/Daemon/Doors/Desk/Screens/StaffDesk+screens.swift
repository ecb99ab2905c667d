import Foundation
import HTTPTypes
import Hospital
import Hub
import Hummingbird
import Lab
import NIOCore
import Storage

extension StaffDesk {
    /// A look at a screen, or a press of its button.
    func visit(
        _ place: DeskPlace, _ call: inout DeskCall, _ visitor: Visitor
    ) async throws -> Response {
        let isConfirmed = try await isConfirmed(place, call, visitor)
        let visit = Screen.Visit(
            query: call.query, form: call.content, isConfirmed: isConfirmed,
            caller: visitor.caller(from: call.origin), now: now(),
            correspondence: place.correspondence)
        let answer = try await place.screen.answer(visit)
        if call.form != nil, !answer.isQuestion {
            try await note(isConfirmed ? "desk.confirm" : "desk.press", place.key, visitor, call)
        }
        switch answer {
        case .page(.object(let members)):
            return try draw(
                DeskPage(
                    template: "\(place.folder)/\(place.screen.template)",
                    title: place.screen.title, members: members), &call)
        case .page:
            throw Templates.Fault(description: "\(place.key) answered a page that is no object")
        case .confirm(let question):
            return try confirm(question, place, &call, visitor)
        case .done(let words, let screen, let query):
            call.cookies.append(cookies.said(words))
            return redirect(to: "\(place.base)/\(screen)\(Hand.address(query))", call)
        case .table(let name, let rows):
            if call.form == nil { try await note("desk.table", place.key, visitor, call) }
            return file(
                CSV.bytes(rows), "text/csv; charset=utf-8", named: "\(name).csv", isKept: true,
                call)
        case .document(let document):
            if call.form == nil { try await note("desk.document", place.key, visitor, call) }
            let isShown = Self.shown.contains(document.mediaType)
            return file(
                Array(document.bytes), isShown ? document.mediaType : "application/octet-stream",
                named: document.name, isKept: !isShown, call)
        }
    }

    /// What a browser may open in our name; anything else is kept as a file.
    private static let shown: Set = ["application/pdf", "image/png", "image/jpeg"]

    /// Whether the person was asked about this very form and said yes; a consent counts once.
    private func isConfirmed(
        _ place: DeskPlace, _ call: DeskCall, _ visitor: Visitor
    ) async throws -> Bool {
        guard let form = call.content, let text = call.form?["consent"] else { return false }
        let date = now()
        guard let consent = seal.open(text, as: Consent.self, for: Consent.purpose),
            consent.isFor(form, at: place.key + call.here, of: visitor.session.hash, now: date),
            try await store.write({ transaction in
                try UsedSeals.use(consent.id, until: consent.until, at: date, in: transaction)
            })
        else { throw Problem.alreadyDone }
        return true
    }

    /// The question before something that is hard to undo, the form carried along.
    private func confirm(
        _ question: Screen.Confirmation, _ place: DeskPlace, _ call: inout DeskCall,
        _ visitor: Visitor
    ) throws -> Response {
        let form = call.content ?? [:]
        let consent = Consent(
            for: form, at: place.key + call.here, of: visitor.session.hash, now: now())
        let carried: [JSON] = form.sorted { $0.key < $1.key }.flatMap { name, value in
            // Several values of one name go as they came, each in a member of its own.
            value.split(separator: "\n", omittingEmptySubsequences: false).map {
                ["name": .string(name), "value": .string(String($0))]
            }
        }
        return try draw(
            DeskPage(
                template: "confirm", title: place.screen.title,
                members: [
                    "question": .words(question.question), "button": .words(question.button),
                    "details": .array(
                        question.about.map {
                            ["label": .words($0.label), "value": $0.value]
                        }),
                    "consent": .string(try seal.close(consent, for: Consent.purpose)),
                    "carried": .array(carried),
                ]), &call)
    }

    private func file(
        _ bytes: [UInt8], _ type: String, named name: String, isKept: Bool, _ call: DeskCall
    ) -> Response {
        let plain = String(
            name.unicodeScalars.map { scalar in
                scalar.isASCII && scalar.value > 0x1F && !"\"\\/;".unicodeScalars.contains(scalar)
                    ? Character(scalar) : "_"
            })
        var headers: HTTPFields = [.contentType: type]
        headers[.contentDisposition] =
            (isKept ? "attachment" : "inline")
            + "; filename=\"\(plain)\"; filename*=UTF-8''\(Hand.escaped(name))"
        return respond(
            Response(
                status: .ok, headers: headers,
                body: .init(byteBuffer: ByteBuffer(bytes: bytes))), call)
    }
}

extension Screen.Answer {
    fileprivate var isQuestion: Bool {
        if case .confirm = self { true } else { false }
    }
}
