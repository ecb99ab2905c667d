import Foundation
import Hospital
import Hub
import Insurer
import Lab
import Storage

/// Settlement lists of the health insurance (医保结算清单): 4102, 4103 and, where the hospital
/// wants it, 2208 and 2305.
///
/// Another program uploads and submits the lists. Here a submitted list is taken back before its
/// settlement is reversed, submitted again where the reversal fails, and it is known and shown
/// how each stands.
public struct InsuranceConnector: Connector {
    public static let name = "insurance"
    public static let title = Words("医保结算清单", "Insurance settlement lists")

    public static let wants: Set<HISEvent.Kind> = [
        .registrationPaid, .registrationRefunded, .settlementCompleted, .settlementReversed,
        .dischargeSettled, .dischargeSettlementCancelled,
    ]

    public static let masked = InsurerGateway.masked

    let office: Office

    public init(_ settings: InsuranceSettings, at premises: Premises) throws {
        office = try Office(settings, at: premises)
    }

    public var lanes: [Lane] {
        office.insurer.campuses.map { campus in
            var policy = LanePolicy()
            // Up to four calls, each with its own limit.
            policy.seconds = 4 * (office.settings.campuses[campus]?.seconds ?? 30)
            policy.inFlight = 4
            return Lane(
                Self.lane(of: campus), Words("医保清单", "Settlement lists"), campus: campus,
                policy: policy)
        }
    }

    static func lane(of campus: String) -> String { "\(name).\(campus)" }

    public func deliver(_ attempt: Attempt) async throws -> Outcome {
        let order = try ListOrder(attempt.delivery.payload)
        return switch ErrandKind(rawValue: attempt.delivery.operation) {
        case .withdraw: try await Withdrawing(office: office, order: order).deliver(attempt)
        case .restore: try await Restoring(office: office, order: order).deliver(attempt)
        case nil: throw UnknownOperation(attempt.delivery.operation)
        }
    }

    public func reconcile(_ attempt: Attempt) async throws -> Outcome {
        let order = try ListOrder(attempt.delivery.payload)
        return switch ErrandKind(rawValue: attempt.delivery.operation) {
        case .withdraw: try await Withdrawing(office: office, order: order).reconcile(attempt)
        case .restore: try await Restoring(office: office, order: order).reconcile(attempt)
        case nil: throw UnknownOperation(attempt.delivery.operation)
        }
    }

    public func gaveUp(
        _ delivery: Delivery, because reason: String, in transaction: any Transaction
    ) throws {
        guard let kind = ErrandKind(rawValue: delivery.operation),
            let order = try? ListOrder(delivery.payload)
        else { return }
        try Dossiers.gaveUp(
            kind, order, because: reason, at: office.premises.now(), in: transaction)
    }

    public func check() async -> [Finding] {
        await office.insurer.findings(of: Self.name)
    }
}

/// The kinds of errands, as the outbox names them.
enum ErrandKind: String, Sendable {
    case withdraw = "list.withdraw"
    case restore = "list.restore"
}
