import Foundation
import Hub
import Yams

/// One connector's part of the settings file: two keys of the house, the others its own.
struct ConnectorSection<Connector: Hub.Connector> {
    /// On where the section is there, unless it says otherwise.
    private(set) var isEnabled = true
    /// Nil where something is missing or wrong; then `problems` say what.
    private(set) var settings: Connector.Settings?
    /// Each as a sentence that names the key.
    private(set) var problems: [String] = []
    /// What `lane:` gives, to be laid over the policy of each of the connector's lanes.
    private var policy: Node?

    private static var place: String { "connectors.\(Connector.name)" }

    init(_ yaml: String) throws {
        let node = try Yams.compose(yaml: yaml) ?? .mapping([:])
        guard var own = node.null == nil ? node.mapping : [:] else {
            problems.append("\(Self.place) is not a section; write its keys below it")
            return
        }
        if let enabled = own["enabled"] {
            own["enabled"] = nil
            isEnabled = enabled.bool ?? true
            if enabled.bool == nil { problems.append("\(Self.place).enabled is not true or false") }
        }
        if let lane = own["lane"] {
            own["lane"] = nil
            policy = lane
            problems += try LanePolicy().laid(under: lane, at: "\(Self.place).lane").problems
        }
        try read(.mapping(own))
    }

    /// Reads the connector's own keys; each one that is missing or wrong is told, not the first
    /// alone, by going on with the sample's in its place.
    private mutating func read(_ own: Node) throws {
        let sample = try Node(encoding: Connector.sample)
        var mended = own
        for _ in 0..<64 {
            do {
                let read = try YAMLDecoder().decode(Connector.Settings.self, from: mended)
                let understood = try Node(encoding: read)
                problems += own.keys(missingFrom: understood, at: Self.place).map {
                    "\($0) is not a setting; look for a misspelling"
                }
                if problems.isEmpty { settings = read }
                return
            } catch let error as DecodingError {
                problems.append(error.sentence(under: Self.place))
                guard let next = mended.mended(at: error.place[...], by: sample),
                    next != mended
                else { return }
                mended = next
            }
        }
    }

    /// The connector's lanes, driven as the settings say.
    func lanes(of connector: Connector) throws -> [Lane] {
        guard let policy else { return connector.lanes }
        return try connector.lanes.map { lane in
            var lane = lane
            lane.policy = try lane.policy.laid(under: policy, at: Self.place).policy
            return lane
        }
    }
}

extension LanePolicy {
    /// This policy with the keys that `asked` gives, and what is wrong with them.
    fileprivate func laid(
        under asked: Node, at place: String
    ) throws -> (policy: LanePolicy, problems: [String]) {
        guard asked.mapping != nil else { return (self, ["\(place) is not a section"]) }
        do {
            let whole = asked.laid(over: try Node(encoding: self))
            let policy = try YAMLDecoder().decode(LanePolicy.self, from: whole)
            let unknown = asked.keys(missingFrom: try Node(encoding: policy), at: place)
            return (
                policy,
                unknown.map { "\($0) is not a setting; look for a misspelling" }
                    + policy.problems(at: place)
            )
        } catch let error as DecodingError {
            return (self, [error.sentence(under: place)])
        }
    }
}
