import Foundation
import Hospital
import Hub
import Lab
import Storage

/// The house's own screens for administrators: people, tokens, the audit.
struct Administration: Sendable {
    let store: Store
    let passwords: Passwords
    let campuses: [String]
    let now: @Sendable () -> Date

    var places: [DeskPlace] {
        [staffList, staffOne, tokenList, auditList].map {
            DeskPlace(
                base: "/admin", group: Words("系统管理", "Administration"), folder: "admin",
                screen: $0,
                correspondence: Correspondence(evidence: Silence(), limit: .seconds(1)))
        }
    }

    func note(
        _ action: String, _ target: String, _ visit: Screen.Visit, detail: String = "",
        in transaction: any Transaction
    ) throws {
        try Audit.append(
            Audit.Entry(
                at: visit.now, actor: visit.caller.actor, origin: visit.caller.origin,
                action: action, target: target, detail: detail), in: transaction)
    }
}

extension Caller.Role {
    /// For `t.role-…` and forms.
    static func choices(_ chosen: Set<String>) -> JSON {
        .array(
            people.map { role in
                [
                    "value": .string(role.rawValue), "word": .words(role.words),
                    "isChosen": .bool(chosen.contains(role.rawValue)),
                ]
            })
    }

    /// What people call it.
    var words: Words {
        switch self {
        case .his: Words("HIS", "HIS")
        case .lis: Words("LIS", "LIS")
        case .kiosk: Words("自助机", "Kiosk")
        case .app: Words("手机应用", "App")
        case .cashier: Words("收费员", "Cashier")
        case .doctor: Words("医生", "Doctor")
        case .nurse: Words("护士", "Nurse")
        case .finance: Words("财务", "Finance")
        case .pharmacist: Words("药师", "Pharmacist")
        case .registrar: Words("病案登记", "Registrar")
        case .bloodBank: Words("输血科", "Blood bank")
        case .infection: Words("感染管理", "Infection control")
        case .trials: Words("临床试验", "Clinical trials")
        case .integrator: Words("接口工程师", "Integrator")
        case .admin: Words("管理员", "Administrator")
        }
    }
}
