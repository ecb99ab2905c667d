import Foundation
import Hub
import Lab
import Storage
import Wires

/// A screen and where it is.
struct DeskPlace: Sendable {
    /// Its address without the screen's name, such as `/desk/einvoice`.
    let base: String
    /// The heading it stands under in the menu.
    let group: Words
    /// The folder of its template and words inside `Displays/desk`.
    let folder: String
    let screen: Screen
    let correspondence: Correspondence

    var href: String { "\(base)/\(screen.name)" }

    /// As a link of the HIS and a session name it, `einvoice/bills`.
    var key: String { "\(folder)/\(screen.name)" }

    func isFor(_ visitor: Visitor) -> Bool {
        guard visitor.caller(from: "").isAny(of: screen.roles) else { return false }
        guard let only = visitor.session.screen else { return true }
        // A link's page, and those that can be reached from it alone.
        return only == key || (!screen.isInMenu && only.hasPrefix("\(folder)/"))
    }
}

/// The pages of one connector.
public struct DeskRoom: Sendable {
    let name: String
    let title: Words
    let screens: [Screen]
    let correspondence: Correspondence

    public init(
        _ name: String, _ title: Words, screens: [Screen], correspondence: Correspondence
    ) {
        self.name = name
        self.title = title
        self.screens = screens
        self.correspondence = correspondence
    }

    var places: [DeskPlace] {
        screens.map {
            DeskPlace(
                base: "/desk/\(name)", group: title, folder: name, screen: $0,
                correspondence: correspondence)
        }
    }
}

/// Of the house's own screens, which speak with nobody outside.
struct Silence: Evidence {
    func intend(_ request: String, number: String?) async throws -> Int {
        throw WireError(
            .unsent, whom: "nobody", reason: "the house's own screens have no counterparty")
    }
    func heard(_ answer: String, of exchange: Int) async throws {}
    func failed(_ error: WireError, of exchange: Int) async throws {}
}
