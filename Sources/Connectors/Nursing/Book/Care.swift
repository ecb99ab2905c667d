import Foundation
import Hospital
import Storage

/// What nurses and wards tell of single days: who nursed, who was on leave.
enum Care {
    /// Keeps a nursing record; of two of one department and day the later told counts.
    static func keep(
        _ record: NursingRecord, campus: String, toldAt: Date, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO nursingService (stay, day, department, campus, isServed, recordedBy, toldAt)
            VALUES (\(record.stay), \(record.day), \(record.department?.code ?? ""), \(campus),
                \(record.isServed), \(record.recordedBy), \(toldAt))
            ON CONFLICT (stay, day, department) DO UPDATE SET campus = excluded.campus,
                isServed = excluded.isServed, recordedBy = excluded.recordedBy,
                toldAt = excluded.toldAt
            WHERE excluded.toldAt >= nursingService.toldAt
            """)
    }

    /// The records of each of `stays`, from `day` on; all where nil.
    static func records(
        of stays: [String], from day: Day? = nil, in transaction: any Transaction
    ) throws -> [String: [Day: StayFacts.Records]] {
        let rows = try transaction.rows(
            """
            SELECT stay, day, department, isServed FROM nursingService
            WHERE stay IN (\(list: stays)) AND day >= \(day?.text ?? "")
            """)
        var records: [String: [Day: StayFacts.Records]] = [:]
        for row in rows {
            let code = try row.string("department")
            let department = code.isEmpty ? nil : code
            let day = try row.day("day")
            let stay = try row.string("stay")
            if try row.bool("isServed") {
                records[stay, default: [:]][day, default: .init()].served.insert(department)
            } else {
                records[stay, default: [:]][day, default: .init()].denied.insert(department)
            }
        }
        return records
    }

    /// The nights of leave of each of `stays`, from `day` on; all where nil.
    static func leave(
        of stays: [String], from day: Day? = nil, in transaction: any Transaction
    ) throws -> [String: Set<Day>] {
        let rows = try transaction.rows(
            """
            SELECT stay, day FROM nursingLeave
            WHERE stay IN (\(list: stays)) AND day >= \(day?.text ?? "") AND isAway = 1
            """)
        var days: [String: Set<Day>] = [:]
        for row in rows { days[try row.string("stay"), default: []].insert(try row.day("day")) }
        return days
    }

    static func setLeave(
        _ stay: String, _ days: ClosedRange<Day>, isAway: Bool, approvedBy: String, actor: String,
        at now: Date, in transaction: any Transaction
    ) throws {
        for number in days.lowerBound.number...days.upperBound.number {
            try transaction.execute(
                """
                INSERT INTO nursingLeave (stay, day, isAway, approvedBy, actor, at)
                VALUES (\(stay), \(Day(number: number)), \(isAway), \(approvedBy), \(actor), \(now))
                ON CONFLICT (stay, day) DO UPDATE SET isAway = excluded.isAway,
                    approvedBy = excluded.approvedBy, actor = excluded.actor, at = excluded.at
                """)
        }
    }

    /// Days of which a person has said that nobody nursed.
    static func waivers(
        of stays: [String], in transaction: any Transaction
    ) throws -> [String: Set<Day>] {
        let rows = try transaction.rows(
            "SELECT stay, day FROM nursingWaiver WHERE stay IN (\(list: stays))")
        var days: [String: Set<Day>] = [:]
        for row in rows { days[try row.string("stay"), default: []].insert(try row.day("day")) }
        return days
    }

    static func waive(
        _ day: Day, of stay: String, by actor: String, note: String, at now: Date,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO nursingWaiver (stay, day, note, waivedBy, at)
            VALUES (\(stay), \(day), \(note), \(actor), \(now))
            ON CONFLICT (stay, day) DO NOTHING
            """)
    }
}
