import Crypto
import Foundation
import Hall
import Hospital
import Hub
import Lab
import Storage
import Wires

/// From the asking for a document to its paper: one request, one sheet.
extension House {
    func printPages(
        _ asked: PageRequest, for session: PatientSessions.Session, at place: HallSettings.Kiosk,
        key: String, _ visit: Visit, within limit: Duration
    ) async throws -> PageAnswer {
        guard let printer = place.pagePrinter else { throw Problem.noPagePrinter }
        let caller = try Caller(visit, seated: session)
        let (member, operation) = try self.operation(asked, for: caller)
        let new = PagePrint(
            id: TicketID.random().rawValue, caller: "kiosk \(place.id)", key: key,
            request: Self.digest(of: asked, session.patient), patient: session.patient,
            connector: member.name, at: now())
        // Noted before anything else: a retry must find it, whatever becomes of us.
        papers.begin(new.id)
        if let before = try await begin(new) {
            guard before.request == new.request else { throw Problem.keyOfAnother }
            return try await answer(toRetryOf: before, within: limit)
        }
        do {
            let document = try await document(operation, of: member, asked, caller)
            return try await print(document, new, on: printer, within: limit)
        } catch {
            papers.forget(new.id)
            try await store.write { try PagePrints.forget(new.id, in: $0) }
            throw error
        }
    }

    /// What the same request asked for before; nil where `new` is the first.
    private func begin(_ new: PagePrint) async throws -> PagePrint? {
        do {
            let before = try await store.write { try PagePrints.begin(new, in: $0) }
            if before != nil { papers.forget(new.id) }
            return before
        } catch {
            papers.forget(new.id)
            throw error
        }
    }

    private func answer(
        toRetryOf before: PagePrint, within limit: Duration
    ) async throws -> PageAnswer {
        if let state = await papers.end(of: before.id, within: limit) {
            return PageAnswer(document: before.id, print: PrintView(state))
        }
        // It may have ended since its row was read.
        guard let (print, state) = try await paper(before.id) else { throw Problem.underWay }
        return PageAnswer(document: print.id, print: PrintView(state))
    }

    private func operation(
        _ asked: PageRequest, for caller: Caller
    ) throws -> (Connectors.Member, Hub.Operation) {
        guard let member = connectors[asked.connector],
            let operation = member.connector.operations.first(where: { $0.name == asked.operation })
        else { throw Problem.unknown("operation", "操作", "operation") }
        guard caller.isAny(of: operation.callers) else { throw Problem.forbidden(caller.actor) }
        return (member, operation)
    }

    /// Asks the connector; nothing has been printed where this throws.
    private func document(
        _ operation: Hub.Operation, of member: Connectors.Member, _ asked: PageRequest,
        _ caller: Caller
    ) async throws -> Document {
        let question = Question(
            asked.question, by: caller, at: now(),
            correspondence: QuestionBook.correspondence(of: member.name, store: store, now: now))
        do {
            guard case .document(let document) = try await operation.answer(question) else {
                throw Problem.noDocument(
                    Words("这个操作不给出文件。", "This operation gives no document."))
            }
            return document
        } catch let declined as Declined {
            throw Problem(declined, by: member.name)
        } catch let error as WireError {
            throw Problem(error, of: member)
        }
    }

    private func print(
        _ document: Document, _ new: PagePrint, on printer: String, within limit: Duration
    ) async throws -> PageAnswer {
        let file: PageFile
        do {
            file = try PageFile(
                id: new.id, title: new.connector, bytes: Array(document.bytes))
        } catch { throw Problem.noDocument(error.words) }
        var sent = new
        sent.state = .sent
        sent.at = now()
        sent.tell = document.after?.operation
        sent.body = document.after?.body.text
        try await store.write { [sent] in try PagePrints.save(sent, in: $0) }
        var state = await room.printers.print(.pages(file), on: printer)
        papers.note(state, of: new.id)
        if state.isFinal {
            await finish(new.id, state)
        } else {
            state = await papers.end(of: new.id, within: limit) ?? state
        }
        return PageAnswer(document: new.id, print: PrintView(state))
    }

    /// By what the same key for something else is known; nobody reads it back.
    private static func digest(of asked: PageRequest, _ patient: String) -> String {
        let text = "\(patient) \(asked.connector)/\(asked.operation) \(asked.question.text)"
        return Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
