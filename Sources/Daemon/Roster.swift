import Assistance
import EInvoice
import Hub
import Insurance
import Nursing
import Storage

/// The connectors there are: one line each.
public enum Roster {
    public static let all: [any Connector.Type] = [
        EInvoiceConnector.self,
        InsuranceConnector.self,
        AssistanceConnector.self,
        NursingConnector.self,
    ]

    /// Switched on or off.
    static func named(_ name: String) -> (any Connector.Type)? { all.first { $0.name == name } }

    /// The tables of all of them, of those switched off too: what a database once holds stays
    /// known.
    public static var tables: [Migration] { all.flatMap { $0.tables } }
}
