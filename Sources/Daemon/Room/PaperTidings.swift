import Foundation
import Hall
import Hospital
import Hub
import Lab
import Logging
import ServiceLifecycle
import Storage

/// Tells connectors of papers that are out, again and again until they have heard it.
struct PaperTidings: Service {
    let house: House
    /// Between two rounds.
    private static let pause = Duration.seconds(30)
    /// What is over long ago is forgotten every hour.
    private static let sweepRounds = 120

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for round in 0... {
                if Task.isCancelled { return }
                do {
                    try await self.house.tellOfPapers()
                    if round.isMultiple(of: Self.sweepRounds) {
                        try await self.house.forgetOldPapers()
                    }
                } catch {
                    self.house.logger.error("papers cannot be looked after: \(error)")
                }
                // Cancelled, it ends at once.
                try? await ContinuousClock().sleep(for: Self.pause)
            }
        }
    }
}

extension House {
    /// Seconds after which a paper that nobody watches has no known end.
    private static let lost: TimeInterval = 120
    /// Seconds for which ended papers are kept, so that a late retry finds them.
    private static let memory: TimeInterval = 7 * 24 * 3600

    /// Keeps how a paper ended, and tells its connector where it came out.
    func finish(_ id: String, _ state: PrintState) async {
        do {
            guard var print = try await store.read({ try PagePrints.find(id, in: $0) }) else {
                return
            }
            print.at = now()
            print.reason = state.words
            print.state =
                if case .printed = state { print.tell == nil ? .told : .printed } else { .failed }
            try await store.write { [print] in try PagePrints.save(print, in: $0) }
            papers.forget(id)
            if print.state == .printed { try await tell(print) }
        } catch {
            // It stays `sent` or `printed` on disk, and the next round looks at it.
            logger.error("the end of \(id.prefix(8)) could not be kept: \(error)")
        }
    }

    /// Puts the question that the document named; `print` is the same at every try.
    private func tell(_ print: PagePrint) async throws {
        var told = print
        told.state = .told
        told.at = now()
        guard let member = connectors[print.connector],
            let operation = member.connector.operations.first(where: { $0.name == print.tell }),
            let body = print.body, case .object(var members) = try JSON(parsing: Data(body.utf8))
        else {
            logger.warning(
                "nobody counts \(print): \(print.connector) has no \(print.tell ?? "operation")")
            return try await store.write { [told] in try PagePrints.save(told, in: $0) }
        }
        members["print"] = .string(print.id)
        let caller = Caller(
            roles: [.kiosk], actor: print.caller, place: String(print.caller.dropFirst(6)),
            patient: print.patient)
        let question = Question(
            .object(members), by: caller, at: now(),
            correspondence: QuestionBook.correspondence(of: member.name, store: store, now: now))
        do {
            _ = try await operation.answer(question)
        } catch let declined as Declined where declined.kind != .unreachable {
            logger.warning("\(member.name) does not count \(print): \(declined.name)")
        }
        try await store.write { [told] in try PagePrints.save(told, in: $0) }
    }

    /// One round: what was not told, what nobody watches.
    func tellOfPapers() async throws {
        let open = try await store.read { try PagePrints.open(in: $0) }
        for print in open where print.state == .printed {
            do { try await tell(print) } catch {
                logger.warning("\(print.connector) has not heard of \(print): \(error)")
            }
        }
        let moment = now()
        for print in open
        where print.state != .printed && papers.state(of: print.id) == nil
            && moment.timeIntervalSince(print.at) > Self.lost
        {
            var lost = print
            lost.state = .failed
            lost.reason = Self.unknownEnd
            lost.at = moment
            try await store.write { [lost] in
                print.state == .asked
                    ? try PagePrints.forget(print.id, in: $0) : try PagePrints.save(lost, in: $0)
            }
        }
    }

    func forgetOldPapers() async throws {
        let moment = now() - Self.memory
        try await store.write { try PagePrints.sweep(before: moment, in: $0) }
    }
}
