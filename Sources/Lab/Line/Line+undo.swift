import Foundation

/// A window's last step, while it can be taken back.
public struct Undo: Codable, Hashable, Sendable {
    public let until: Date
    public let label: String
    /// `called`, `recalled`, `arrived`, `finished` or `missed`.
    public let what: String

    public init(until: Date, label: String, what: String) {
        self.until = until
        self.label = label
        self.what = what
    }
}

extension Line {
    public func undoable(at window: WindowID, at now: Date) -> Undo? {
        guard let step = lastStep(at: window, now) else { return nil }
        return Undo(
            until: step.at.addingTimeInterval(rules.undoWithin), label: step.before.label,
            what: step.what.rawValue)
    }

    func undo(_ window: WindowID, _ now: Date) throws(Refusal) -> [Event.What] {
        _ = try known(window)
        guard let step = lastStep(at: window, now) else { throw .nothingToUndo(window) }
        return [.undone(window, before: step.before)]
    }

    /// The last step, if it is recent, and nobody has touched its ticket or the window since.
    ///
    /// A press of "next" that finished one and called another is two steps: the call is taken
    /// back first, then, if asked again, the finish.
    private func lastStep(at window: WindowID, _ now: Date) -> Post.Step? {
        guard let post = post(known: window).map({ posts[$0] }), post.window.state != .closed,
            let step = post.steps.last,
            now.timeIntervalSince(step.at) <= rules.undoWithin,
            tickets[step.before.id] == step.after
        else { return nil }
        let isHere = step.after.state == .called || step.after.state == .drawing
        guard post.window.ticket == (isHere ? step.before.id : nil) else { return nil }
        // Meanwhile the patient may have come with another order.
        let open = openTickets[step.before.person.id] ?? step.before.id
        return open == step.before.id ? step : nil
    }
}
