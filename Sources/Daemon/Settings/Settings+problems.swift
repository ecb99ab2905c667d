import Foundation
import Hall
import Lab
import Storage

extension Settings {
    /// What is wrong with the settings taken together, each as a sentence.
    var problems: [String] {
        var problems: [String] = []
        if TimeZone(identifier: hospital.timeZone) == nil {
            problems.append("hospital.timeZone: \(hospital.timeZone) is not a time zone")
        }
        let dayChange = hospital.dayChange.split(separator: ":").compactMap { Int($0) }
        if dayChange.count != 2 || !(0..<24).contains(dayChange[0])
            || !(0..<60).contains(dayChange[1])
        {
            problems.append("hospital.dayChange: \(hospital.dayChange) is not a time such as 03:00")
        }
        if let problem = Store.problem(with: storage) { problems.append("storage: \(problem)") }
        if !hl7.campus.isEmpty, !hospital.campuses.contains(hl7.campus) {
            problems.append("hl7.campus: \(hl7.campus) is not one of hospital.campuses")
        }
        if hl7.secondsPerMessage <= 0 {
            problems.append("hl7.secondsPerMessage: write more than 0, such as 30")
        }
        problems += Self.repeats(halls.map(\.id.rawValue), "halls")
        problems += Self.repeats(
            halls.flatMap { $0.windows.map(\.id.rawValue) }, "windows of all halls together")
        problems += Self.repeats(halls.flatMap { $0.kiosks.map(\.id) }, "kiosks of all halls")
        problems += Self.repeats(boards.map(\.id), "boards")
        problems += Self.repeats(printers.map(\.id), "printers")
        problems += outbox.problems + timetable.problems
        problems += halls.flatMap(problems(of:))
        for board in boards where board.kind != .reports {
            if !halls.contains(where: { $0.id == board.hall }) {
                problems.append("boards: \(board.id) shows no hall that exists; set hall")
            }
        }
        return problems
    }

    private func problems(of hall: HallSettings) -> [String] {
        var problems: [String] = []
        let known = Set(hall.queues.map(\.id))
        let name = "hall \(hall.id)"
        if hall.queues.isEmpty { problems.append("\(name) has no queues") }
        if hall.windows.isEmpty { problems.append("\(name) has no windows") }
        if !hospital.campuses.contains(hall.campus) {
            problems.append("\(name): campus \(hall.campus) is not one of hospital.campuses")
        }
        problems += Self.repeats(hall.queues.map(\.id.rawValue), "queues of \(name)")
        let routed: [QueueID?] =
            [
                hall.routing.otherwise, hall.routing.emergency, hall.routing.timed,
                hall.routing.children,
            ] + hall.routing.departments.values.map { $0 }
        for queue in routed.compactMap({ $0 }) where !known.contains(queue) {
            problems.append("\(name): routing names queue \(queue), which does not exist")
        }
        for window in hall.windows {
            for queue in window.queues where !known.contains(queue) {
                problems.append("\(name): window \(window.id) serves \(queue), no such queue")
            }
        }
        for queue in known.subtracting(hall.windows.flatMap(\.queues)).sorted() {
            problems.append("\(name): no window serves queue \(queue); nobody would be called")
        }
        for kiosk in hall.kiosks {
            for printer in [kiosk.printer, kiosk.billPrinter].compactMap(\.self)
            where !printers.contains(where: { $0.id == printer }) {
                problems.append("\(name): kiosk \(kiosk.id) prints on \(printer), no such printer")
            }
        }
        return problems
    }

    private static func repeats(_ names: [String], _ what: String) -> [String] {
        Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
            .map { "\(what): \($0) is there twice" }
    }
}
