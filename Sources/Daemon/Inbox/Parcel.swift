import Foundation
import Hospital

/// The body of one delivery from HIS: an event, or a batch of them, a line each.
struct Parcel {
    let events: [HISEvent]

    /// Reads one JSON object or NDJSON; one bad line refuses the whole, by its number.
    init(_ data: Data, campuses: Set<String>) throws {
        if let single = try? JSON(parsing: data) {
            if case .object = single {
                events = [try Self.event(single, campuses, line: nil)]
                return
            }
        }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var events: [HISEvent] = []
        for (index, line) in lines.enumerated() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            let json: JSON
            do { json = try JSON(parsing: Data(line)) } catch {
                throw Problem.badRequest(
                    "第 \(index + 1) 行不是正确的 JSON。", "Line \(index + 1) is not valid JSON.")
            }
            events.append(try Self.event(json, campuses, line: lines.count > 1 ? index + 1 : nil))
        }
        guard !events.isEmpty else {
            throw Problem.badRequest("请求内容是空的。", "The body is empty.")
        }
        self.events = events
    }

    /// Reads a verified report: the whole event, or only its data.
    init(report data: Data, campus: String, at now: Date, zone: TimeZone, campuses: Set<String>)
        throws
    {
        guard let json = try? JSON(parsing: data), case .object(let members) = json else {
            throw Problem.badRequest("请求内容不是 JSON 对象。", "The body is not a JSON object.")
        }
        if members["type"] != nil {
            let event = try Self.event(json, campuses, line: nil)
            guard event.kind == .reportVerified else {
                throw Problem.badRequest("这里只收已审核的报告。", "Only report.verified belongs here.")
            }
            events = [event]
            return
        }
        // The same report told twice is one event; a corrected one is another.
        let id = "report \(Gate.hash(of: json.text).prefix(32))"
        let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone)
        let whole = JSON.object([
            "id": .string(id), "type": .string(HISEvent.Kind.reportVerified.rawValue),
            "at": .string(now.formatted(style)), "campus": .string(campus), "data": json,
        ])
        events = [try Self.event(whole, campuses, line: nil)]
    }

    private static func event(_ json: JSON, _ campuses: Set<String>, line: Int?) throws -> HISEvent
    {
        do {
            return try HISEvent(json, campuses: campuses)
        } catch {
            let place = (line.map { ("第 \($0) 行：", "Line \($0): ") }) ?? ("", "")
            throw Problem.badRequest(
                "\(place.0)\(error.zh)", "\(place.1)\(error.en)")
        }
    }
}
