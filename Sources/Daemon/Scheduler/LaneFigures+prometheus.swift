import Foundation
import Storage

extension [LaneFigures] {
    /// In the words of the Prometheus text format 0.0.4.
    func prometheus(at now: Date) -> String {
        func family(_ name: String, _ type: String, _ value: (LaneFigures) -> String) -> String {
            map { figures in
                let lane = figures.lane.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                return "labqueue_lane_\(name){lane=\"\(lane)\"} \(value(figures))\n"
            }.reduce("# TYPE labqueue_lane_\(name) \(type)\n", +)
        }
        return family("waiting", "gauge") { "\($0.waiting)" }
            + family("oldest_seconds", "gauge") {
                $0.oldest.map { "\(Int(Swift.max(0, now.timeIntervalSince($0))))" } ?? "0"
            }
            + family("in_flight", "gauge") { "\($0.inFlight)" }
            + family("dead", "gauge") { "\($0.dead)" }
            + family("paused", "gauge") { $0.pausedAt == nil ? "0" : "1" }
            + family("breaker_open", "gauge") { $0.breaker.state == .closed ? "0" : "1" }
            + family("delivered_total", "counter") { "\($0.delivered)" }
            + family("failed_total", "counter") { "\($0.failed)" }
    }
}
