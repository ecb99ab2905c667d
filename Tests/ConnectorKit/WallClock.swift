import Foundation
import Synchronization

/// A clock that stands until a test moves it.
public final class WallClock: Sendable {
    private let moment: Mutex<Date>

    public init(_ start: Date) { moment = Mutex(start) }

    public var now: Date { moment.withLock { $0 } }

    public func advance(by seconds: TimeInterval) { moment.withLock { $0 += seconds } }

    public func set(_ date: Date) { moment.withLock { $0 = date } }

    /// 2026-11-23 09:00 in Shanghai, a Monday.
    public static let morning = Date(timeIntervalSince1970: 1_795_395_600)
}
