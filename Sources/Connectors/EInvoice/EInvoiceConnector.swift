import Foundation
import Hospital
import Hub
import Lab
import Storage

/// 博思 medical e-invoice platform, fields of version 3.2.0 or 3.1.
///
/// A paid sheet of the HIS becomes a bill of the platform, a reversed one makes it void; see
/// `Bill.State` for what may follow what.
public struct EInvoiceConnector: Connector {
    public static let name = "einvoice"
    public static let title = Words("电子票据", "E-invoices")

    public static let wants: Set<HISEvent.Kind> = [
        .registrationPaid, .registrationRefunded, .settlementCompleted, .settlementReversed,
        .depositPaid, .depositRefunded, .dischargeSettled, .dischargeSettlementCancelled,
    ]

    let bureau: Bureau

    public init(_ settings: EInvoiceSettings, at premises: Premises) throws {
        bureau = try Bureau(settings, at: premises)
    }

    public var lanes: [Lane] {
        bureau.platforms.keys.sorted().flatMap { campus in
            [
                Lane(Self.lane(of: campus), Words("电子票据", "E-invoices"), campus: campus),
                Lane(
                    Self.dailyLane(of: campus), Words("电子票据对账", "E-invoice reconciliation"),
                    campus: campus),
            ]
        }
    }

    static func lane(of campus: String) -> String { "\(name).\(campus)" }

    /// Reconciliation reads for minutes; bills do not wait for it.
    static func dailyLane(of campus: String) -> String { "\(name).\(campus).daily" }

    public func deliver(_ attempt: Attempt) async throws -> Outcome {
        try await task(of: attempt).deliver(attempt)
    }

    public func reconcile(_ attempt: Attempt) async throws -> Outcome {
        try await task(of: attempt).reconcile(attempt)
    }

    private func task(of attempt: Attempt) throws -> any BillTask {
        switch ErrandKind(rawValue: attempt.delivery.operation) {
        case .issue: Issuing(bureau: bureau)
        case .void: Voiding(bureau: bureau)
        case .refund: Refunding(bureau: bureau)
        case .exchange: PaperExchange(bureau: bureau)
        case .reconcile: Reconciling(bureau: bureau)
        case .reverseStranger: StrangerReversal(bureau: bureau)
        case nil: throw UnknownOperation(attempt.delivery.operation)
        }
    }

    public func gaveUp(
        _ delivery: Delivery, because reason: String, in transaction: any Transaction
    ) throws {
        guard let bill = delivery.payload.text("bill") else { return }
        try Bills.note(error: reason, of: bill, in: transaction)
    }
}

/// What one kind of errand does, and how it finds out what became of it.
protocol BillTask: Sendable {
    func deliver(_ attempt: Attempt) async throws -> Outcome
    func reconcile(_ attempt: Attempt) async throws -> Outcome
}

/// The kinds of errands, as the outbox names them.
enum ErrandKind: String, Sendable {
    case issue = "bill.issue"
    case void = "bill.void"
    case refund = "voucher.refund"
    case exchange = "paper.exchange"
    case reconcile = "day.reconcile"
    case reverseStranger = "stranger.reverse"
}
