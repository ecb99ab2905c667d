import Foundation
import Synchronization

/// Where a process ends itself, as `kill -9` would, in the middle of a delivery.
final class Fate: Sendable {
    enum Step: String, CaseIterable, Sendable {
        /// In a transaction that is not committed yet.
        case insideWrite
        /// On disk, and nobody knows.
        case afterWrite
        /// The intent is on disk; the counterparty has not accepted.
        case sending
        /// The counterparty has accepted; its answer has not come.
        case accepted
        /// The answer has come; nothing is written of it.
        case answered
        /// In the transaction of the acknowledgement.
        case keeping
        /// The counterparty was asked what became of it, and has not answered.
        case asking
    }

    private let text: String
    private let step: Step
    private let left: Mutex<Int>

    /// - Parameter text: Such as `accepted 3`: the third time.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let step = Step(rawValue: String(words[0])),
            let count = Int(words[1])
        else { return nil }
        self.text = text
        self.step = step
        left = Mutex(count)
    }

    func pass(_ step: Step, lastWords: () -> Void = {}) {
        guard step == self.step else { return }
        let isOver = left.withLock { left in
            left -= 1
            return left == 0
        }
        guard isOver else { return }
        lastWords()
        FileHandle.standardError.write(Data("ended at \(text)\n".utf8))
        kill(getpid(), SIGKILL)
    }
}
