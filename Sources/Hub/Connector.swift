import Foundation
import Hospital
import Lab
import Storage

/// What speaks with one counterparty.
///
/// Eight parts, each a small file of the connector's folder; all but the first three may be left
/// out: settings, deliveries, examples, operations, receptions, timetable, tables, screens.
public protocol Connector: Sendable {
    /// Its section of the settings file; unknown keys are refused.
    associatedtype Settings: Codable & Sendable

    /// Short and lower case; names its section, lanes, tables, addresses and pages.
    static var name: String { get }
    static var title: Words { get }
    /// Settings as a hospital might write them.
    static var sample: Settings { get }

    /// Throws `SettingsFault` for what the settings alone show to be wrong.
    init(_ settings: Settings, at premises: Premises) throws

    /// The events of the HIS it makes errands of.
    static var wants: Set<HISEvent.Kind> { get }
    /// Its counterparty's doors, one for each that may hang by itself.
    var lanes: [Lane] { get }
    /// What to tell because of `event`, in the transaction that keeps it.
    ///
    /// Where this throws, the event is kept and waits in the outbox as a dead delivery.
    func errands(for event: HISEvent, in transaction: any Transaction) throws -> [Errand]
    /// Tells the counterparty. A `WireError` let out is answered by `Outcome(_: WireError)`.
    func deliver(_ attempt: Attempt) async throws -> Outcome
    /// Finds out what became of an earlier telling: `retry` says that they certainly have it
    /// not, so that it may be told again.
    func reconcile(_ attempt: Attempt) async throws -> Outcome
    /// A delivery ended without success; runs with the note of it.
    func gaveUp(_ delivery: Delivery, because: String, in transaction: any Transaction) throws

    /// What it sends, what it hears, how it ends; tests run them for every connector.
    static var examples: [Example] { get }
    /// What a call says, in the words of `Example.sends`.
    static func reading(_ body: Data) throws -> JSON
    /// Its own reasons why something did not go, in Chinese by their English sentences.
    static var reasons: Reasons { get }
    /// Members of payloads, calls and answers that nobody may read, beside those of every
    /// connector (keys, signatures, names, cards, ID numbers, phones, addresses).
    static var masked: Set<String> { get }

    /// Questions that HIS, kiosk, app or a screen asks and waits for.
    var operations: [Operation] { get }
    /// Calls that the counterparty makes.
    var receives: [Reception] { get }
    var timetable: [Schedule] { get }
    /// Tables of its own, their names beginning with the connector's.
    static var tables: [Migration] { get }
    /// Pages of the desk.
    var screens: [Screen] { get }

    /// Whether its counterparties answer, one finding each.
    func check() async -> [Finding]

    /// Keeps what staff would have entered before a demonstration opens, such as prices; runs once,
    /// before the first event.
    static func furnishDemonstration(at now: Date, in transaction: any Transaction) throws
}

extension Connector {
    public static var wants: Set<HISEvent.Kind> { [] }
    public static var masked: Set<String> { [] }
    public static var reasons: Reasons { [:] }
    public static var tables: [Migration] { [] }
    public var operations: [Operation] { [] }
    public var receives: [Reception] { [] }
    public var timetable: [Schedule] { [] }
    public var screens: [Screen] { [] }

    public func errands(
        for event: HISEvent, in transaction: any Transaction
    ) throws -> [Errand] { [] }

    public func reconcile(_ attempt: Attempt) async throws -> Outcome {
        .unknown(because: "nobody can ask this counterparty what became of it")
    }

    public func gaveUp(
        _ delivery: Delivery, because: String, in transaction: any Transaction
    ) throws {}

    public static func reading(_ body: Data) throws -> JSON { try JSON(parsing: body) }

    public func check() async -> [Finding] { [] }

    public static func furnishDemonstration(
        at now: Date, in transaction: any Transaction
    ) throws {}
}

/// What `labqueue check` says of one counterparty.
public struct Finding: Hashable, Sendable {
    public let isGood: Bool
    /// Such as `einvoice benbu`.
    public let what: String
    public let words: String

    public init(isGood: Bool, what: String, words: String) {
        self.isGood = isGood
        self.what = what
        self.words = words
    }
}
