import Crypto
import Foundation
import Hospital
import Lab
import Synchronization

/// The patients who have shown at a kiosk who they are; at most one at each.
///
/// Kept in memory only: a daemon that starts again knows nobody. A session belongs to its kiosk and
/// ends a minute after its last use, when it is ended, or when another card is swiped there.
final class PatientSessions: Sendable {
    /// One patient at one kiosk.
    struct Session: Sendable {
        let kiosk: String
        let patient: String
        let maskedName: String
        fileprivate(set) var expiresAt: Date
    }

    /// A card that was swiped and whose owner has still to prove that it is theirs.
    struct Pending: Sendable {
        let kiosk: String
        let patient: String
        let maskedName: String
        /// The last four characters of the ID number.
        fileprivate let proof: String
        fileprivate let expiresAt: Date
    }

    fileprivate struct State {
        /// By a hash of what the kiosk holds.
        var sessions: [SHA256.Digest: Session] = [:]
        var pending: [SHA256.Digest: Pending] = [:]
        /// Kiosks whose page awaits a card for something else than a number, and until when.
        var awaiting: [String: Date] = [:]
    }

    /// Seconds without use after which a session ends.
    static let lifetime: TimeInterval = 60

    private let state = Mutex(State())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) { self.now = now }

    /// Begins a session, and ends the one before at that kiosk.
    func open(_ patient: Patient, at kiosk: String) -> (token: String, session: Session) {
        let session = Session(
            kiosk: kiosk, patient: patient.id, maskedName: patient.maskedName,
            expiresAt: now() + Self.lifetime)
        return (begin(session), session)
    }

    private func begin(_ session: Session) -> String {
        let token = Self.freshToken()
        state.withLock { state in
            state.sweep(at: session.kiosk, now())
            state.sessions[Self.hash(token)] = session
        }
        return token
    }

    /// The session of `token`, used once more; nil where it has ended.
    func use(_ token: String) -> Session? {
        state.withLock { state in
            let hash = Self.hash(token)
            guard var session = state.sessions[hash], session.expiresAt > now() else { return nil }
            session.expiresAt = now() + Self.lifetime
            state.sessions[hash] = session
            return session
        }
    }

    /// Ends the session of `token` at `kiosk`, and no newer one.
    func close(_ token: String, at kiosk: String) {
        state.withLock { state in
            let hash = Self.hash(token)
            if state.sessions[hash]?.kiosk == kiosk { state.sessions[hash] = nil }
        }
    }

    /// Ends whatever session there is at `kiosk`.
    func close(at kiosk: String) {
        state.withLock { $0.sweep(at: kiosk, now()) }
    }
}

/// Proof that a card is its holder's.
extension PatientSessions {
    /// Keeps `patient` in mind until the proof comes; nil where the hospital knows no ID number.
    func await(_ patient: Patient, at kiosk: String) -> String? {
        guard let number = patient.documents.first(where: { $0.type == "resident" })?.number,
            number.count >= 4
        else { return nil }
        let pending = Pending(
            kiosk: kiosk, patient: patient.id, maskedName: patient.maskedName,
            proof: number.suffix(4).uppercased(), expiresAt: now() + Self.lifetime)
        let token = Self.freshToken()
        state.withLock { state in
            state.sweep(at: kiosk, now())
            state.pending[Self.hash(token)] = pending
        }
        return token
    }

    enum Proof: Sendable {
        case right(token: String, session: Session)
        case wrong(patient: String)
        /// Nothing is awaited any more: the card must be swiped again.
        case late
    }

    /// Begins the session that waits for `proof`; a wrong one costs the swipe.
    func prove(_ token: String, _ proof: String, at kiosk: String) -> Proof {
        let pending = state.withLock { $0.pending.removeValue(forKey: Self.hash(token)) }
        guard let pending, pending.kiosk == kiosk, pending.expiresAt > now() else { return .late }
        guard proof.uppercased() == pending.proof else { return .wrong(patient: pending.patient) }
        let session = Session(
            kiosk: kiosk, patient: pending.patient, maskedName: pending.maskedName,
            expiresAt: now() + Self.lifetime)
        return .right(token: begin(session), session: session)
    }
}

/// What the page of a kiosk is about, for cards that the daemon's own readers read.
extension PatientSessions {
    /// The next cards at `kiosk` say who somebody is, and ask for no number.
    func awaitCards(at kiosk: String) {
        state.withLock { $0.awaiting[kiosk] = now() + Self.lifetime }
    }

    func awaitNoCards(at kiosk: String) {
        state.withLock { _ = $0.awaiting.removeValue(forKey: kiosk) }
    }

    func awaitsCards(at kiosk: String) -> Bool {
        state.withLock { state in
            if let until = state.awaiting[kiosk], until > now() { return true }
            return state.sessions.values.contains { $0.kiosk == kiosk && $0.expiresAt > now() }
        }
    }
}

extension PatientSessions {
    /// 160 random bits.
    private static func freshToken() -> String {
        SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { bytes in
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    private static func hash(_ token: String) -> SHA256.Digest {
        SHA256.hash(data: Data(token.utf8))
    }
}

extension PatientSessions.State {
    /// Ends what there is at `kiosk`, and everywhere what is over.
    fileprivate mutating func sweep(at kiosk: String, _ now: Date) {
        sessions = sessions.filter { $1.kiosk != kiosk && $1.expiresAt > now }
        pending = pending.filter { $1.kiosk != kiosk && $1.expiresAt > now }
    }
}

extension Patient {
    var maskedName: String { Person(id: PatientID(id), name: name).maskedName }
}

extension PatientSessions.Session: CustomStringConvertible, CustomReflectable {
    var description: String { "a patient at kiosk \(kiosk)" }
    var customMirror: Mirror { Mirror(reflecting: description) }
}

extension PatientSessions.Pending: CustomStringConvertible, CustomReflectable {
    var description: String { "a card at kiosk \(kiosk)" }
    var customMirror: Mirror { Mirror(reflecting: description) }
}
