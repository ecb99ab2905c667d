import Crypto
import Foundation

/// Whom the insurer is asked about: a resident's ID number and the name that goes with it.
struct Insured: Hashable, Sendable {
    /// As it is compared: without spaces, in capitals.
    let number: String
    /// As it is compared; see `plain(name:)`.
    let name: String
    /// As the hospital writes it.
    let spelledName: String
    /// Whether an answer without a name is too little: the number is new to the hospital.
    let needsName: Bool

    init(number: String, name: String, needsName: Bool = false) {
        self.number = Self.plain(number: number)
        self.name = Self.plain(name: name)
        spelledName = name
        self.needsName = needsName
    }

    /// What stands for the person where answers are kept; nobody reads a number from it.
    ///
    /// With the name: an answer is never taken over to somebody else with the same number.
    var fingerprint: String { Self.fingerprint("\(number)|\(name)") }

    static func fingerprint(_ text: String) -> String {
        SHA256.hash(data: Data("assistance|\(text)".utf8))
            .map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    static func plain(number: String) -> String {
        number.filter { !$0.isWhitespace }.uppercased()
    }

    /// Without spaces and in one spelling of the dot that names of minorities have.
    static func plain(name: String) -> String {
        let dots: Set<Character> = ["·", "•", "・", "‧", "∙", ".", "．", "●"]
        return String(
            name.filter { !$0.isWhitespace }.map { dots.contains($0) ? "·" : $0 }
        ).uppercased()
    }

    /// Whether `number` looks like a resident's ID number, of eighteen or the earlier fifteen
    /// places; the insurer knows whether it is one.
    static func isResident(_ number: String) -> Bool {
        plain(number: number).wholeMatch(of: /[0-9]{17}[0-9X]|[0-9]{15}/) != nil
    }
}

/// A person is never spelled out in a log.
extension Insured: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "a person" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
