import Foundation
import Hospital

/// One electronic bill, asked for or issued; its content lives on its `Sheet`.
struct Bill: Hashable, Sendable {
    enum Kind: String, Codable, Sendable, CaseIterable {
        case registration, outpatient, discharge, deposit

        /// First part of the business number.
        var prefix: String {
            switch self {
            case .registration: "reg"
            case .outpatient: "out"
            case .discharge: "inp"
            case .deposit: "dep"
            }
        }

        var service: Service {
            switch self {
            case .registration: .registration
            case .outpatient: .outpatient
            case .discharge: .hospitalized
            case .deposit: .voucher
            }
        }
    }

    /// What the platform knows a bill by.
    struct Numbers: Hashable, Sendable {
        let batch: String
        let number: String
        /// The check code (校验码), needed to print, to look at details and at the picture.
        let random: String
    }

    /// The business number, by which the platform tells a repeat.
    let busNo: String
    let kind: Kind
    /// The settlement, or the deposit.
    let sheet: String
    /// Counts the bills of one sheet, from 1.
    let sequence: Int
    let campus: String
    let patient: String
    /// What its deliveries keep their order by.
    let family: String
    let total: Money
    /// Who the platform lists it under.
    let cardType: String?
    let cardNo: String?
    let payer: String?
    let placeCode: String?
    /// Where it was asked for, and by whom.
    let issuer: Issuer
    /// Sent as its business time; the same for every try.
    let at: Date
    let state: State
    /// The content as it was first sent; nil until then, and again after a no.
    let request: JSON?
    let numbers: Numbers?
    /// On the hospital's own network.
    let picture: String?
    /// On the public network.
    let publicPicture: String?
    /// The blank it is exchanged to, while that is valid.
    let paper: Paper?
    /// The blank that the exchange under way is to use.
    let planned: Paper?
    /// How many blanks it was exchanged to so far.
    let papers: Int
    let prints: Int
    let issuedAt: Date?
    let error: String?

    /// The blank that a bill was exchanged to.
    struct Paper: Hashable, Sendable {
        let batch: String
        let number: String
    }
}

extension Bill {
    /// `<kind>-<settlement>-<sequence>`, at most 50 characters (interface §4).
    static func busNo(_ kind: Kind, of sheet: String, sequence: Int) -> String {
        let whole = "\(kind.prefix)-\(sheet)-\(sequence)"
        if whole.utf8.count <= 50, whole.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            return whole
        }
        return "\(kind.prefix)-~\(Fingerprint.of(sheet))-\(sequence)"
    }

    var lane: String { EInvoiceConnector.lane(of: campus) }
}

/// Holds a patient's name.
extension Bill: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "bill \(busNo)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
