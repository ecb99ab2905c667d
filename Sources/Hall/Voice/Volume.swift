import Foundation
import Lab

/// How loud a zone is from a time of day on.
public struct Volume: Codable, Sendable, Hashable {
    /// Local time, `HH:mm`.
    public let from: String
    /// 0 to 100.
    public let percent: Int

    public init(from: String, percent: Int) throws(Problem) {
        guard Self.minute(of: from) != nil else {
            throw Problem("volume from \(from): write a time of day as HH:mm")
        }
        guard (0...100).contains(percent) else {
            throw Problem("volume \(percent) percent: must be 0 to 100")
        }
        self.from = from
        self.percent = percent
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: ["from", "percent"])
        let values = try decoder.container(keyedBy: CodingKeys.self)
        do throws(Problem) {
            let from = (try? values.decode(String.self, forKey: .from)) ?? ""
            let percent = (try? values.decode(Int.self, forKey: .percent)) ?? -1
            self = try Volume(from: from, percent: percent)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .from, in: values, debugDescription: error.description)
        }
    }

    /// Why a volume cannot be set so.
    public struct Problem: Error, CustomStringConvertible {
        public let description: String
        init(_ description: String) { self.description = description }
    }

    /// Minutes after midnight.
    private static func minute(of text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}

extension [Volume] {
    /// The percent in force at `moment`; before the day's first step, the last one of yesterday.
    func percent(at moment: Date, in zone: TimeZone = .hospital) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.hour, .minute], from: moment)
        let now = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        let steps = compactMap { step in step.start.map { (at: $0, percent: step.percent) } }
            .sorted { $0.at < $1.at }
        return (steps.last { $0.at <= now } ?? steps.last)?.percent ?? 100
    }
}

extension Volume {
    /// Minutes after midnight.
    fileprivate var start: Int? { Self.minute(of: from) }
}
