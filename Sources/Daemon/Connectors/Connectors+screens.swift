import Hub
import Foundation
import Hub
import Storage

extension Connectors {
    /// The connectors' pages of the desk; what they say to counterparties is kept as evidence.
    func rooms(_ store: Store, now: @escaping @Sendable () -> Date) -> [DeskRoom] {
        members.map { member in
            DeskRoom(
                member.name, member.title, screens: member.connector.screens,
                correspondence: QuestionBook.correspondence(
                    of: member.name, store: store, now: now))
        }
    }
}
