import Hospital
import Hub
import Storage

/// Where a bill is asked for, and who asks: a cashier, a kiosk, the app.
struct Issuer: Hashable, Sendable {
    let source: Counter.Source
    /// The number of the window, kiosk or app.
    let point: String?
    /// As the bill names them.
    let name: String

    init(_ counter: Counter) {
        source = counter.source ?? .window
        point = counter.point
        name = counter.official
    }

    init(_ caller: Caller) {
        source =
            if caller.roles.contains(.kiosk) { .kiosk } else if caller.roles.contains(.app) {
                .app
            } else { .window }
        point = caller.place
        name = caller.name
    }

    init(_ row: Row) throws {
        source = try row.optionalString("source").flatMap(Counter.Source.init) ?? .window
        point = try row.optionalString("point")
        name = try row.optionalString("opener") ?? "-"
    }
}
