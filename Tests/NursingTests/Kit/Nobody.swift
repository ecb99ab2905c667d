import ConnectorKit
import Foundation

@testable import Counterparties

extension Backstage {
    /// Nobody is at the other end: bed-days are nobody's but the hospital's.
    static func empty(at clock: WallClock) -> Backstage { Backstage([], now: { clock.now }) }
}
