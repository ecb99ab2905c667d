import ConnectorKit
import Foundation
import HTTPTypes
import Hall
import Hospital
import Hub
import Lab
import Storage
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// One request, one sheet; and its connector hears of the sheet, not of the request.
struct PageDoorTests {
    @Test func `§1.3.6 a bill is fetched for the patient, printed, and then counted`() async throws
    {
        let hall = try await BillHall()
        try await hall.open { pages in
            let session = try await pages[0].session()
            let answer = try await pages[0].print(session: session)
            #expect(answer.status == 200 && answer.print == "printed")
            #expect(hall.paper().count == 1)
            let book = try hall.teller.book.withLock { $0 }
            #expect(book.fetched == ["P1"])
            #expect(book.printed.map(\.patient) == ["P1"])
            #expect(book.printed.first?.body["bill"] == .string("B1"))
            #expect(book.printed.first?.body["print"] == answer.json["document"])
        }
    }

    @Test func `§1.3.6 a retried request prints nothing more, and says how the first one ended`()
        async throws
    {
        let hall = try await BillHall()
        try await hall.open { pages in
            let session = try await pages[0].session()
            let first = try await pages[0].print(session: session, key: "k1")
            for _ in 0..<3 {
                let again = try await pages[0].print(session: session, key: "k1")
                #expect(again.json == first.json)
            }
            #expect(hall.paper().count == 1)
            #expect(try hall.teller.book.withLock { $0.fetched.count } == 1)
            let other = try await pages[0].print("B2", session: session, key: "k1")
            #expect(other.status == 422)
            #expect(try await pages[0].print(session: session, key: nil).status == 400)
            // A second press is another sheet.
            #expect(try await pages[0].print(session: session, key: "k2").print == "printed")
            #expect(hall.paper().count == 2)
            #expect(try hall.teller.book.withLock { $0.printed.count } == 2)
        }
    }

    @Test func `two requests with one key at the same moment are one sheet`() async throws {
        let hall = try await BillHall()
        try await hall.open { pages in
            let session = try await pages[0].session()
            let states = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await pages[0].print(session: session).print }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(states.allSatisfy { $0 == "printed" })
            #expect(hall.paper().count == 1)
        }
    }

    @Test func `§1.3.6 a printer out of reach keeps the bill printable, and counts nothing`()
        async throws
    {
        let hall = try await BillHall(
            printers: #"{id: bills, kind: pdf, queue: none, server: "127.0.0.1:9"}"#)
        try await hall.open { pages in
            let session = try await pages[0].session()
            async let asked = pages[0].print(session: session)
            let waiting = try await asked
            #expect(waiting.print == "waiting")
            let id = try #require(waiting.text("document"))
            // The room gives it up; its news are carried by a service that does not run here.
            let words = Words("连不上打印服务。内容已保存，稍后可以再打印", "No print service")
            #expect(hall.house.papers.note(.failed(words), of: id))
            await hall.house.finish(id, .failed(words))
            let told = try await pages[0].send(
                .get, "/api/v1/kiosks/K1/documents/\(id)", session: session)
            #expect(told.print == "failed" && told.json.text.contains("稍后可以再打印"))
            #expect(try hall.teller.book.withLock { $0.printed.isEmpty })
            let again = try await pages[0].print(session: session, key: "k1")
            #expect(again.print == "failed")
            #expect(try hall.teller.book.withLock { $0.fetched.count } == 1)
        }
    }

    @Test func `§1.3.6 a paper that ends while the page asks how far it is does not count as lost`()
        async throws
    {
        let held = Mutex<Int?>(nil)
        let gate = TestGate()
        let engine = MeddledEngine(
            engine: try SQLiteEngine.temporary(),
            read: { answer in
                let isHeld = held.withLock { count in
                    guard answer is PagePrint, let before = count else { return false }
                    count = before + 1
                    return before == 0
                }
                if isHeld { await gate.pass() }
            })
        let hall = try await BillHall(
            printers: #"{id: bills, kind: pdf, queue: none, server: "127.0.0.1:9"}"#, over: engine)
        try await hall.open { pages in
            let session = try await pages[0].session()
            let waiting = try await pages[0].print(session: session)
            let id = try #require(waiting.text("document"))
            held.withLock { $0 = 0 }
            async let asked = pages[0].send(
                .get, "/api/v1/kiosks/K1/documents/\(id)", session: session)
            try await Patience.until("its row is read") { held.withLock { $0 == 1 } }
            #expect(hall.house.papers.note(.printed, of: id))
            // A word that was under way when the end came changes nothing.
            #expect(hall.house.papers.note(.queued, of: id))
            #expect(hall.house.papers.state(of: id) == .printed)
            await hall.house.finish(id, .printed)
            gate.open()
            #expect(try await asked.print == "waiting")
            let told = try await pages[0].send(
                .get, "/api/v1/kiosks/K1/documents/\(id)", session: session)
            #expect(told.print == "printed")
        }
    }

    @Test func `a connector's no is told in its words, and the same key may ask again`()
        async throws
    {
        let hall = try await BillHall()
        try await hall.open { pages in
            let session = try await pages[0].session()
            let teller = try hall.teller
            let words = Words("今天已打印三次", "Printed three times today")
            teller.book.withLock {
                $0.no = Declined(
                    .conflict, "print-limit", title: words, detail: words, action: words)
            }
            let no = try await pages[0].print(session: session)
            #expect(no.status == 409 && no.problem == "print-limit")
            teller.book.withLock { $0.no = nil }
            #expect(try await pages[0].print(session: session).print == "printed")
            #expect(hall.paper().count == 1)
        }
    }

    @Test func `what is no page is not printed, and nobody is let into another's operations`()
        async throws
    {
        let hall = try await BillHall()
        try await hall.open(["K1", "K3"]) { pages in
            let session = try await pages[0].session()
            try hall.teller.book.withLock { $0.bytes = Data("<html>502</html>".utf8) }
            #expect(try await pages[0].print(session: session).problem == "no-document")
            let json = try await pages[0].print(session: session, operation: "bills.unprinted")
            #expect(json.problem == "no-document")
            let day = try await pages[0].print(session: session, operation: "day.close")
            #expect(day.problem == "forbidden")
            let none = try await pages[0].print(session: session, operation: "bill.burn")
            #expect(none.problem == "unknown-operation")
            #expect(hall.paper().isEmpty)
            let bare = try await pages[1].session()
            #expect(try await pages[1].print(session: bare).problem == "no-page-printer")
        }
    }

    @Test func `what a connector could not hear it hears later, once`() async throws {
        let hall = try await BillHall()
        try await hall.open { pages in
            let teller = try hall.teller
            let session = try await pages[0].session()
            let answer = try await pages[0].print(session: session)
            #expect(answer.print == "printed")
            let id = try #require(answer.text("document"))
            // As it stands on disk when the daemon dies between paper and telling.
            try await hall.house.store.write { transaction in
                var print = try #require(try PagePrints.find(id, in: transaction))
                print.state = .printed
                try PagePrints.save(print, in: transaction)
            }
            let words = Words("没有应答", "No answer")
            teller.book.withLock {
                $0.printed = []
                $0.no = Declined(
                    .unreachable, "unreachable", title: words, detail: words, action: words)
            }
            try await hall.house.tellOfPapers()
            #expect(teller.book.withLock { $0.printed.isEmpty })
            teller.book.withLock { $0.no = nil }
            for _ in 0..<2 { try await hall.house.tellOfPapers() }
            #expect(teller.book.withLock { $0.printed.count } == 1)
            #expect(teller.book.withLock { $0.printed.first?.body["print"] } == .string(id))
        }
    }

    @Test func `a sheet whose end nobody saw is not printed again by a retry, and says so`()
        async throws
    {
        let hall = try await BillHall()
        try await hall.open { pages in
            let session = try await pages[0].session()
            let answer = try await pages[0].print(session: session)
            let id = try #require(answer.text("document"))
            // As it stands on disk when the daemon dies while a printer has the sheet.
            try await hall.house.store.write { transaction in
                var print = try #require(try PagePrints.find(id, in: transaction))
                print.state = .sent
                try PagePrints.save(print, in: transaction)
            }
            let again = try await pages[0].print(session: session)
            #expect(again.print == "failed" && again.json.text.contains("出纸口"))
            #expect(hall.paper().count == 1)
            hall.clock.advance(by: 121)
            try await hall.house.tellOfPapers()
            let kept = try await hall.house.store.read { try PagePrints.find(id, in: $0) }
            #expect(kept?.state == .failed)
        }
    }

    @Test func `another patient at the same kiosk learns nothing of a sheet`() async throws {
        let hall = try await BillHall()
        try await hall.open { pages in
            let first = try await pages[0].session()
            let id = try #require(try await pages[0].print(session: first).text("document"))
            let second = try await pages[0].session("6200000002")
            let told = try await pages[0].send(
                .get, "/api/v1/kiosks/K1/documents/\(id)", session: second)
            #expect(told.status == 404)
            // The same key, too, is another question.
            #expect(try await pages[0].print(session: second, key: "k1").status == 422)
        }
    }
}
