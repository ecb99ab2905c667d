extension Demo {
    /// Settlement lists at the insurance platform of `counterparties`; nil where it is not there.
    static func insurance(_ environment: [String: String]) -> String? {
        insurer(environment).map { "insurance:\n\(indented($0))" }
    }

    /// Assisted persons at the same platform.
    static func assistance(_ environment: [String: String]) -> String? {
        insurer(environment).map { "assistance:\n\(indented($0))" }
    }

    /// The campus's account with the platform, the same for all connectors that speak with it.
    private static func insurer(_ environment: [String: String]) -> String? {
        guard let url = environment["INSURER_URL"], let code = environment["INSURER_CODE_BENBU"],
            let paasid = environment["INSURER_PAASID_BENBU"],
            let area = environment["INSURER_AREA_BENBU"],
            environment["INSURER_TOKEN_BENBU"] != nil
        else { return nil }
        return """
            campuses:
              benbu:
                url: "\(url)"
                fixmedinsCode: "\(code)"
                fixmedinsName: 示范医院
                mdtrtareaAdmvs: "\(area)"
                recerSysCode: HISX
                signer: {id: "\(paasid)", token: "${INSURER_TOKEN_BENBU}"}
            """
    }
}
