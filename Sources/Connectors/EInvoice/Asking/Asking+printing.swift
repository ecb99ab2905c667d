import Foundation
import Hospital
import Hub
import Lab
import Storage

extension Asking {
    /// A bill to look at, by a link that may be given out.
    func look(_ question: Question) async throws -> JSON {
        let bill = try await bill(question)
        let entry = try await store.read { try Sheets.entry(bill.kind, bill.sheet, in: $0) }
        guard let entry else { throw Declined.unknownBill }
        guard case .object(var view) = BillView(entry: entry, bill: bill).json else { return [:] }
        // The picture inside the hospital is no address for a phone outside (§9 (4)).
        view["url"] = bill.publicPicture.map { .string($0) } ?? .null
        if question.caller.isAny(of: Self.staff) {
            view["check"] = bill.numbers.map { .string($0.random) } ?? .null
            view["error"] = bill.error.map { .string($0) } ?? .null
        }
        return .object(view)
    }

    /// The bill's own file, fetched by us.
    func download(_ question: Question) async throws -> Document {
        let bill = try await bill(question)
        guard bill.numbers != nil else { throw Declined.notIssued }
        let document = try await picture(of: bill, question)
        try await audit("download", bill.busNo, question)
        return document
    }

    /// What a place needs to print a bill: a kiosk the file, a window what the print component
    /// on its own computer takes: signed, never the key (§7).
    func print(_ question: Question) async throws -> Hub.Operation.Answer {
        let bill = try await bill(question)
        try await checkPrintable(bill, question)
        let isKiosk = question.caller.roles.contains(.kiosk)
        if isKiosk {
            let day = bureau.day(of: question.now)
            let printed = try await store.read {
                try Prints.count(of: bill.busNo, on: day, in: $0)
            }
            if printed >= bureau.settings.printsPerDay {
                throw Declined.printedEnough(bureau.settings.printsPerDay)
            }
        }
        if isKiosk || question.body.text("as") == "document" {
            let document = try await picture(of: bill, question)
            try await audit("print", bill.busNo, question)
            return .document(
                Document(
                    mediaType: document.mediaType, name: document.name, bytes: document.bytes,
                    after: .init("bill.printed", ["bill": .string(bill.busNo)])))
        }
        guard let numbers = bill.numbers else { throw Declined.notIssued }
        let component = PrintComponent(
            platform: try bureau.platform(of: bill.campus), module: bureau.codes.printModule)
        try await audit("print", bill.busNo, question)
        return .json(component.job(numbers))
    }

    /// The paper is out: counts it, once for each `print`.
    func printed(_ question: Question) async throws -> JSON {
        guard let busNo = question.body.text("bill") else { throw Declined.lacks("bill") }
        let bill: Bill
        if question.caller.roles.contains(.kiosk) {
            // The patient may have left before the paper came.
            guard let known = try await store.read({ try Bills.bill(busNo, in: $0) }) else {
                throw Declined.unknownBill
            }
            bill = known
        } else {
            bill = try await self.bill(question)
        }
        let (now, day) = (question.now, bureau.day(of: question.now))
        let place = question.caller.place ?? question.caller.actor
        let print = question.body.text("print")
        let actor = question.caller.actor
        let prints = try await store.write { transaction in
            try Prints.note(
                bill.busNo, print: print, on: day, place: place, by: actor, at: now,
                in: transaction)
        }
        try await audit("printed", bill.busNo, detail: print ?? "", question)
        return ["bill": .string(bill.busNo), "prints": .integer(Int64(prints))]
    }

    /// Only a valid bill is printed; the platform knows best.
    private func checkPrintable(_ bill: Bill, _ question: Question) async throws {
        switch bill.state {
        case .issued: break
        case .voiding, .voided, .refunded: throw Declined.billVoid
        case .pending, .unknown, .issueFailed, .withdrawn: throw Declined.notIssued
        }
        guard let numbers = bill.numbers else { throw Declined.notIssued }
        let reply = try await bureau.platform(of: bill.campus).ask(
            .state,
            ["billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number)],
            by: question.carry)
        switch reply {
        case .success(let message):
            if BillStanding(message, of: numbers)?.isReversed == true { throw Declined.billVoid }
        // A refused question is evidence of nothing (§5.1).
        case .failure: break
        case .unsent, .later, .doubt: throw Declined.unreachable
        }
    }

    private func picture(of bill: Bill, _ question: Question) async throws -> Document {
        var address = bill.publicPicture ?? bill.picture
        if address == nil, let numbers = bill.numbers {
            let reply = try await bureau.platform(of: bill.campus).ask(
                .picture,
                [
                    "billBatchCode": .string(numbers.batch), "billNo": .string(numbers.number),
                    "random": .string(numbers.random), "channelMode": "02",
                ], by: question.carry)
            if case .success(let message) = reply { address = message.text("pictureUrl") }
        }
        guard let address else { throw Declined.noPicture }
        let gallery = Gallery(http: bureau.premises.http)
        return try await gallery.document(
            at: address, named: bill.busNo, as: question.body.text("format") ?? "pdf")
    }
}
