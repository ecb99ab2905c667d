import Foundation
import HTTPTypes
import Hall
import Hospital
import Hub
import Lab
import Storage

/// What became of one sheet.
struct PageAnswer: Encodable, Sendable {
    /// By which its progress is asked for.
    let document: String
    let print: PrintView
}

extension House {
    /// Seconds in which paper usually comes out; whoever prints waits as long for the answer.
    private static let usualPrint = Duration.seconds(8)

    /// What a kiosk prints for the patient who is signed in at it.
    var pageDoors: [Door] {
        [
            Door(
                .post, "/api/v1/kiosks/{kiosk}/documents", for: [.kiosk],
                Words(
                    "以本机患者的身份（X-Patient-Session）向连接器要一份文件并打印；须带 Idempotency-Key",
                    "Asks a connector for a document as the patient of X-Patient-Session and prints "
                        + "it once for each Idempotency-Key, which must be there"),
                headers: ["X-Patient-Session"],
                takes:
                    #"{"connector":"einvoice","operation":"bill.print","body":{"bill":"B1"}}"#,
                answers: [200: "the document's number here, and how far its paper is"]
            ) { visit in
                let kiosk = try self.kiosk(of: visit)
                let session = try seatedOrThrow(visit)
                let asked = try await visit.body(PageRequest.self)
                guard let key = try visit.key else { throw Problem.needsKey }
                let answer = try await printPages(
                    asked, for: session, at: desk(withKiosk: kiosk).1, key: key, visit,
                    within: Self.usualPrint)
                return try visit.json(answer)
            },
            Door(
                .get, "/api/v1/kiosks/{kiosk}/documents/{document}", for: [.kiosk],
                Words("一份文件打印到哪了；?wait=秒 等到打完", "How far the paper of a document is"),
                query: ["wait"], headers: ["X-Patient-Session"]
            ) { visit in
                let kiosk = try self.kiosk(of: visit)
                let session = try seatedOrThrow(visit)
                let id = visit["document"]
                let wait = min(visit.query("wait").flatMap(Int.init) ?? 0, 20)
                if wait > 0 { _ = await papers.end(of: id, within: .seconds(wait)) }
                guard let (print, state) = try await paper(id),
                    print.caller == "kiosk \(kiosk)", print.patient == session.patient
                else { throw Problem.unknown("document", "文件", "document") }
                return try visit.json(PageAnswer(document: id, print: PrintView(state)))
            },
        ]
    }

    /// A paper and how far it is: from memory or, where nobody is at it any more, from the disk.
    func paper(_ id: String) async throws -> (print: PagePrint, state: PrintState)? {
        // Memory first: an end is forgotten there only when it is on disk, so that a row read
        // before would be of a paper under way that nobody is at.
        let state = papers.state(of: id)
        guard let print = try await store.read({ try PagePrints.find(id, in: $0) }) else {
            return nil
        }
        return (print, state ?? Self.end(of: print))
    }

    private static func end(of print: PagePrint) -> PrintState {
        switch print.state {
        case .printed, .told: .printed
        case .failed: .failed(print.reason ?? unknownEnd)
        case .asked, .sent: .failed(unknownEnd)
        }
    }

    static let unknownEnd = Words(
        "打印结果不明。请看出纸口；没有出来可以再打印一次",
        "Nobody knows whether it came out. If it did not, print it once more")
}

/// What a kiosk asks to be printed.
struct PageRequest: Decodable, Sendable {
    let connector: String
    let operation: String
    let body: JSON?

    var question: JSON { body ?? .object([:]) }
}
