import Hospital
import Hub
import Wires

extension Attempt {
    /// The evidence of a delivery.
    public var insurerCarry: InsurerGateway.Carry {
        { call, http, number in try await exchange(call, over: http, number: number) }
    }
}

extension Question {
    /// The evidence of a question that somebody waits for.
    public var insurerCarry: InsurerGateway.Carry {
        { call, http, number in try await exchange(call, over: http, number: number) }
    }
}

extension Screen.Visit {
    /// The evidence of a page of the desk.
    public var insurerCarry: InsurerGateway.Carry { question(.null).insurerCarry }
}

extension InsurerGateway {
    /// Members of calls and answers that no operator may read, beside those of every connector.
    public static let masked: Set<String> = Quotes.members.union([
        "sign_no", "brdy", "opter_name", "naty", "emp_name",
    ])
}
