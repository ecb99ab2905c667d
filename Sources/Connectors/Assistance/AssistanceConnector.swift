import Foundation
import Hospital
import Hub
import Insurer
import Lab
import Storage

/// Assisted persons (救助对象), whom the insurer's 1101 knows: treated first, paying later.
///
/// What nobody could find out is "not known" and never "no"; it stops nothing.
public struct AssistanceConnector: Connector {
    public static let name = "assistance"
    public static let title = Words("救助对象", "Assisted persons")

    public static let wants: Set<HISEvent.Kind> = [.stayAdmitted]
    public static let masked = InsurerGateway.masked

    let office: Office

    public init(_ settings: AssistanceSettings, at premises: Premises) throws {
        office = try Office(settings, at: premises)
    }

    public var lanes: [Lane] {
        office.insurer.campuses.map { campus in
            Lane(Self.lane(of: campus), Words("救助对象", "Assisted persons"), campus: campus)
        }
    }

    static func lane(of campus: String) -> String { "\(name).\(campus)" }

    public func errands(
        for event: HISEvent, in transaction: any Transaction
    ) throws -> [Errand] {
        // A campus without an account has nobody to ask.
        guard office.insurer.serves(event.campus), case .stay(let movement) = event.data,
            case .admitted(let admission) = movement.step
        else { return [] }
        return [IdentityCheck.errand(stay: movement.stay, admission: admission)]
    }

    public func deliver(_ attempt: Attempt) async throws -> Outcome {
        guard attempt.delivery.operation == IdentityCheck.operation else {
            throw UnknownOperation(attempt.delivery.operation)
        }
        return try await IdentityCheck(office: office).deliver(attempt)
    }

    /// A question changes nothing over there: it is asked again.
    public func reconcile(_ attempt: Attempt) async throws -> Outcome {
        try await deliver(attempt)
    }
}
