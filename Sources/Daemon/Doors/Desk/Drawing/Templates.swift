import Foundation
import Hospital
import Logging
import Mustache
import Synchronization

/// The pages of `Displays/desk`, compiled once; in a debug build again when a file has changed.
final class Templates: Sendable {
    /// A page that cannot be drawn, and why.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private let folder: URL
    private let logger: Logger
    private let shelf: Mutex<Shelf>

    init(folder: URL, logger: Logger) {
        self.folder = folder
        self.logger = logger
        shelf = Mutex(Shelf(reading: folder))
        for (name, fault) in shelf.withLock({ $0.faults }).sorted(by: { $0.key < $1.key }) {
            logger.error("the template desk/\(name) cannot be used: \(fault)")
        }
    }

    /// The page `name`, such as `einvoice/bills`, with `members` in it.
    func draw(_ name: String, _ members: [String: JSON], hand: Hand) throws -> String {
        let shelf = current()
        guard let template = shelf.library.getTemplate(named: name) else {
            throw Fault(
                description: "cannot draw desk/\(name).mustache: "
                    + (shelf.faults[name] ?? "there is no such file in Displays"))
        }
        return template.render(
            ShownMembers(members: members, hand: hand), library: shelf.library)
    }

    /// The texts a page of `folder` may name as `t.word`; its own win over the house's.
    func words(for folder: String) -> JSON {
        let shelf = current()
        return .object(
            (shelf.words[""] ?? [:]).merging(shelf.words[folder] ?? [:]) { _, own in own })
    }

    private func current() -> Shelf {
        #if DEBUG
            let mark = Shelf.mark(of: folder)
            return shelf.withLock { shelf in
                if shelf.mark != mark { shelf = Shelf(reading: folder) }
                return shelf
            }
        #else
            return shelf.withLock { $0 }
        #endif
    }
}
