import Foundation
import Hospital
import Hub
import Lab
import Synchronization

/// A connector that has bills for patients, and counts those that came out.
final class Teller: Connector {
    struct Settings: Codable, Sendable {
        var counter: String
    }

    static let name = "teller"
    static let title = Words("票据", "Bills")
    static let sample = Settings(counter: "1")
    static let wants: Set<HISEvent.Kind> = []
    static let examples: [Example] = []

    struct Book: Sendable {
        /// What `bill.print` gives.
        var bytes = Data("%PDF-1.4 a bill %%EOF".utf8)
        /// How often pages were fetched, and for whom.
        var fetched: [String?] = []
        /// The bodies of `bill.printed`, with the patient that each came for.
        var printed: [(body: JSON, patient: String?)] = []
        /// The answer to the next question, where it is no.
        var no: Declined?
    }

    let book = Mutex(Book())

    init(_ settings: Settings, at premises: Premises) throws {}

    var lanes: [Lane] { [] }

    func deliver(_ attempt: Attempt) async throws -> Outcome { .delivered }

    var operations: [Hub.Operation] {
        [
            Hub.Operation(
                "bills.unprinted", Words("未打印", "Not printed"), for: [.kiosk, .app],
                asks: "{}", answers: #"{"bills":[]}"#
            ) { question in
                .json(.object(["patient": .string(question.caller.patient ?? "nobody")]))
            },
            Hub.Operation(
                "bill.print", Words("打印", "Print"), for: [.kiosk], asks: #"{"bill":"B1"}"#,
                answers: "PDF"
            ) { question in
                try self.no()
                let bytes = self.book.withLock { book in
                    book.fetched.append(question.caller.patient)
                    return book.bytes
                }
                return .document(
                    Document(
                        mediaType: "application/pdf", name: "bill.pdf", bytes: bytes,
                        after: .init(
                            "bill.printed", .object(["bill": question.body["bill"] ?? .null]))))
            },
            Hub.Operation(
                "bill.printed", Words("已打印", "Printed"), for: [.kiosk],
                asks: #"{"bill":"B1"}"#, answers: "{}"
            ) { question in
                try self.no()
                self.book.withLock {
                    $0.printed.append((question.body, question.caller.patient))
                }
                return .json(.object([:]))
            },
            Hub.Operation(
                "day.close", Words("日结", "Close the day"), for: [.finance], asks: "{}",
                answers: "{}"
            ) { _ in .json(.object([:])) },
        ]
    }

    private func no() throws {
        if let no = book.withLock({ $0.no }) { throw no }
    }
}
