import Foundation
import Hospital
import Lab
import Storage
import Wires

/// A page of the desk: a template under `Displays/desk/<connector>/`, and one function.
public struct Screen: Sendable {
    /// Last part of its address, `/desk/{connector}/{name}`.
    public let name: String
    public let title: Words
    /// Who sees it; `admin` sees all.
    public let roles: Set<Caller.Role>
    /// Whether the menu shows it, or another page leads there.
    public let isInMenu: Bool
    /// The template's file, without `.mustache`.
    public let template: String
    /// How much waits there for the caller, such as open exceptions of the campus.
    ///
    /// Told beside the title, so that nobody has to look for it. Asked at every page: an index
    /// must answer.
    public let waiting: (@Sendable (Caller, any Transaction) throws -> Int)?
    public let answer: @Sendable (Visit) async throws -> Answer

    public init(
        _ name: String, _ title: Words, for roles: Set<Caller.Role>, isInMenu: Bool = true,
        template: String? = nil,
        waiting: (@Sendable (Caller, any Transaction) throws -> Int)? = nil,
        answer: @escaping @Sendable (Visit) async throws -> Answer
    ) {
        self.name = name
        self.title = title
        self.roles = roles
        self.isInMenu = isInMenu
        self.template = template ?? name
        self.waiting = waiting
        self.answer = answer
    }

    /// One look at the page, or one press of its button.
    public struct Visit: Sendable {
        /// The address's parameters: what is searched for.
        public let query: [String: String]
        /// What a form brought; nil where the page is only looked at.
        public let form: [String: String]?
        /// Whether the person has seen the question of `Answer.confirm` and said yes.
        public let isConfirmed: Bool
        public let caller: Caller
        public let now: Date
        private let correspondence: Correspondence

        public init(
            query: [String: String], form: [String: String]?, isConfirmed: Bool, caller: Caller,
            now: Date, correspondence: Correspondence
        ) {
            self.query = query
            self.form = form
            self.isConfirmed = isConfirmed
            self.caller = caller
            self.now = now
            self.correspondence = correspondence
        }

        /// The same as a question to one of the connector's operations.
        public func question(_ body: JSON) -> Question {
            Question(body, by: caller, at: now, correspondence: correspondence)
        }
    }

    public enum Answer: Sendable {
        /// What the template shows, by name.
        case page(JSON)
        /// The question to ask before the form is carried out.
        case confirm(Confirmation)
        /// It is done: say so, and go to this screen of the connector, with this search.
        case done(Words, screen: String, query: [String: String])
        /// A table to be kept as CSV; the first row holds the headings.
        case table(name: String, rows: [[String]])
        case document(Document)
    }

    /// What a person is asked before something that is hard to undo.
    public struct Confirmation: Sendable {
        public let question: Words
        /// What it is about, a label and a value each.
        public let about: [(label: Words, value: JSON)]
        /// What the button says, such as 确认作废.
        public let button: Words

        public init(
            _ question: Words, about: [(label: Words, value: String)] = [], button: Words
        ) {
            self.init(
                question, facts: about.map { ($0.label, .string($0.value)) }, button: button)
        }

        /// - Parameter facts: Like `about`, where words or campuses are among them.
        public init(
            _ question: Words, facts: [(label: Words, value: JSON)], button: Words
        ) {
            self.question = question
            about = facts
            self.button = button
        }
    }
}
