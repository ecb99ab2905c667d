import Foundation

/// Something measured, with the bar it should hold.
protocol Finding: Sendable, CustomStringConvertible {
    var title: String { get }
    var holds: Bool { get }
}

/// Ours against a yardstick, turn by turn in one run.
struct Contest: Sendable {
    enum Bar: Sendable {
        case atLeast(Double)
        case atMost(Double)
    }

    /// What is measured of a side in one round, and in which unit.
    struct Side: Sendable {
        let name: String
        let measure: @Sendable () async throws -> Double
    }

    let title: String
    let unit: String
    let bar: Bar
    let ours: Side
    let yardstick: Side

    /// A round to warm up, then `rounds` that count.
    func play(_ rounds: Int) async throws -> Result {
        _ = try await (ours.measure(), yardstick.measure())
        var pairs: [(Double, Double)] = []
        for _ in 0..<rounds {
            pairs.append((try await ours.measure(), try await yardstick.measure()))
        }
        return Result(
            contest: self, ours: Spread(pairs.map(\.0)), yardstick: Spread(pairs.map(\.1)),
            ratio: Spread(pairs.map { $0 / $1 }))
    }

    struct Result: Finding {
        let contest: Contest
        let ours: Spread
        let yardstick: Spread
        /// Of each round by itself.
        let ratio: Spread

        var title: String { contest.title }

        var holds: Bool {
            switch contest.bar {
            case .atLeast(let bar): ratio.median >= bar
            case .atMost(let bar): ratio.median <= bar
            }
        }

        var description: String {
            let bar =
                switch contest.bar {
                case .atLeast(let bar): "≥ \(bar)"
                case .atMost(let bar): "≤ \(bar)"
                }
            return """
                \(title)
                  \(contest.ours.name): \(ours) \(contest.unit)
                  \(contest.yardstick.name): \(yardstick) \(contest.unit)
                  ratio \(ratio), bar \(bar): \(holds ? "holds" : "MISSED")
                """
        }
    }
}

/// The median of some figures, and how far they lie apart.
struct Spread: Sendable, CustomStringConvertible {
    let median: Double
    let range: ClosedRange<Double>

    init(_ figures: [Double]) {
        let sorted = figures.sorted()
        let middle = sorted.count / 2
        median =
            sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        range = sorted[0]...sorted[sorted.count - 1]
    }

    var description: String {
        "\(Self.text(median)) (\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound)))"
    }

    /// Three digits that mean something.
    private static func text(_ figure: Double) -> String {
        figure.formatted(.number.precision(.significantDigits(1...3)).grouping(.never))
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
