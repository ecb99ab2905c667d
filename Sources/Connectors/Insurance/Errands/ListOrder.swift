import Foundation
import Hospital
import Hub
import Insurer
import Storage

/// What an errand about a list carries: of which settlement, in which round, by whom.
struct ListOrder: Hashable, Sendable {
    let settlement: String
    let round: Int
    let opter: InsurerOperator?
    /// As the steps name them.
    let actor: String

    init(_ settlement: String, round: Int, by opter: InsurerOperator?, actor: String) {
        self.settlement = settlement
        self.round = round
        self.opter = opter
        self.actor = actor
    }

    init(_ payload: JSON) throws {
        guard let settlement = payload.text("settlement"),
            let round = payload.text("round").flatMap({ Int($0) })
        else { throw UnreadablePayload() }
        self.settlement = settlement
        self.round = round
        actor = payload.text("actor") ?? InsuranceConnector.name
        opter = payload.text("opter").map { id in
            InsurerOperator(
                payload.text("opter_type").flatMap(InsurerOperator.Kind.init) ?? .person, id: id,
                name: payload.text("opter_name") ?? id)
        }
    }

    var payload: JSON {
        var members: [String: JSON] = [
            "settlement": .string(settlement), "round": .integer(Int64(round)),
            "actor": .string(actor),
        ]
        if let opter {
            members["opter"] = .string(opter.id)
            members["opter_name"] = .string(opter.name)
            members["opter_type"] = .string(opter.kind.rawValue)
        }
        return .object(members)
    }

    /// - Parameter lane: The settlement's campus's.
    func errand(_ kind: ErrandKind, lane: String) -> Errand {
        let verb = kind == .withdraw ? "withdraw" : "restore"
        return Errand(
            connector: InsuranceConnector.name, operation: kind.rawValue, lane: lane,
            key: settlement, number: "\(verb)-\(settlement)-\(round)", payload: payload)
    }
}

extension ListOrder {
    /// The errand for `dossier` as it stands now, under a number that has not ended yet.
    ///
    /// An errand that a person has skipped is not made again under its number: a new round begins.
    static func errand(
        _ kind: ErrandKind, of dossier: Dossier, by opter: InsurerOperator?, actor: String,
        in transaction: any Transaction
    ) throws -> Errand {
        let first = ListOrder(dossier.settlement, round: dossier.round, by: opter, actor: actor)
            .errand(kind, lane: dossier.lane)
        guard let number = first.number,
            let known = try Outbox.find(
                number: number, of: InsuranceConnector.name, in: transaction),
            !known.state.isOpen
        else { return first }
        let round = try Dossiers.turn(dossier.settlement, in: transaction)
        return ListOrder(dossier.settlement, round: round, by: opter, actor: actor)
            .errand(kind, lane: dossier.lane)
    }
}
