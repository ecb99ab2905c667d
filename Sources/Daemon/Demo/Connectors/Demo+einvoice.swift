extension Demo {
    /// The e-invoice platform of `counterparties`; nil where it is not there.
    static func einvoice(_ environment: [String: String]) -> String? {
        guard let url = environment["EINVOICE_URL"],
            let appid = environment["EINVOICE_APPID_BENBU"],
            let places = environment["EINVOICE_PLACES_BENBU"]?.split(separator: ","),
            let window = places.first
        else { return nil }
        let kiosk = places.dropFirst().first ?? window
        let app = places.dropFirst(2).first ?? window
        return """
            einvoice:
              issuesAtOnce: [window]
              campuses:
                benbu:
                  url: "\(url)"
                  appid: "\(appid)"
                  key: ${EINVOICE_KEY_BENBU}
                  places:
                    window: {"*": "\(window)"}
                    kiosk: {"*": "\(kiosk)"}
                    app: {"*": "\(app)"}
            """
    }
}
