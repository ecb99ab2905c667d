import Foundation
import Hospital
import Hub
import Lab
import Storage

/// A sheet and its latest bill, as they are shown: nobody's name in it.
struct BillView: Sendable {
    let entry: Sheets.Entry
    /// Nil where none was asked for yet.
    let bill: Bill?

    /// What a person reads of the state.
    enum Standing: String, Sendable {
        case none, issuing, issued, exchanged, failed, voiding, voided, refunded

        var words: Words {
            switch self {
            case .none: Words("未开具", "Not issued")
            case .issuing: Words("开具中", "Being issued")
            case .issued: Words("已开具", "Issued")
            case .exchanged: Words("已换开纸质", "On paper")
            case .failed: Words("开具失败", "Failed")
            case .voiding: Words("作废中", "Being voided")
            case .voided: Words("已作废", "Void")
            case .refunded: Words("已全额退款", "Refunded")
            }
        }

        var tone: String {
            switch self {
            case .issued, .exchanged: "good"
            case .none, .issuing, .voiding: "wait"
            case .failed: "bad"
            case .voided, .refunded: "off"
            }
        }
    }

    var standing: Standing {
        switch bill?.state {
        case nil, .withdrawn: .none
        case .pending, .unknown: .issuing
        case .issueFailed: .failed
        case .issued: bill?.paper == nil ? .issued : .exchanged
        case .voiding: .voiding
        case .voided: .voided
        case .refunded: .refunded
        }
    }

    /// Whether a bill may be asked for now.
    var canIssue: Bool {
        guard !entry.isReversed, let total = entry.total, total > .zero else { return false }
        return standing == .none || standing == .voided || standing == .failed
    }

    var json: JSON {
        let standing = standing
        return [
            "kind": .string(entry.kind.rawValue), "number": .string(entry.number),
            "bill": bill.map { .string($0.busNo) } ?? .null,
            "state": .string(standing.rawValue),
            "stateName": ["zh": .string(standing.words.zh), "en": .string(standing.words.en)],
            "at": .string(entry.at.formatted(.iso8601)),
            "total": .integer(Int64(entry.total?.fen ?? 0)),
            "batchCode": bill?.numbers.map { .string($0.batch) } ?? .null,
            "billNo": bill?.numbers.map { .string($0.number) } ?? .null,
            "paper": bill?.paper.map { .string($0.number) } ?? .null,
            "prints": .integer(Int64(bill?.prints ?? 0)),
            "isPrinted": .bool((bill?.prints ?? 0) > 0),
            "canPrint": .bool(bill?.state == .issued),
            "canIssue": .bool(canIssue),
        ]
    }
}

extension BillView {
    /// What is looked for.
    struct Search: Sendable {
        var patient: String?
        var visit: String?
        var stay: String?
        var number: String?
        var kinds: Set<Bill.Kind> = Set(Bill.Kind.allCases)
        var campus: String?
        var since: Date?
        var limit = 200
    }

    /// Latest first.
    static func search(
        _ search: Search, in transaction: any Transaction
    ) throws -> [BillView] {
        let kinds = search.kinds.map(\.rawValue).sorted()
        let rows = try transaction.rows(
            """
            SELECT kind, number, campus, patient, family, total, at, content, reversedAt
            FROM einvoiceSheet
            WHERE content IS NOT NULL AND total > 0 AND kind IN (\(list: kinds))
                AND (patient = \(search.patient) OR \(search.patient == nil) = 1)
                AND (visit = \(search.visit) OR \(search.visit == nil) = 1)
                AND (stay = \(search.stay) OR \(search.stay == nil) = 1)
                AND (number = \(search.number) OR \(search.number == nil) = 1)
                AND (campus = \(search.campus) OR \(search.campus == nil) = 1)
                AND at >= \(search.since ?? Date(timeIntervalSince1970: 0))
            ORDER BY at DESC, number LIMIT \(search.limit)
            """)
        return try rows.map { row in
            let entry = try Sheets.Entry(row)
            return BillView(entry: entry, bill: try Bills.of(entry, in: transaction).last)
        }
    }
}
