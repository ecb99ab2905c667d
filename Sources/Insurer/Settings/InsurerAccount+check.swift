import Foundation
import Hub

extension InsurerAccount {
    /// Finds what cannot work, before anything is sent.
    /// - Parameter name: What the settings call the account, such as `campuses.benbu`.
    public func check(as name: String) throws(SettingsFault) {
        guard let address = URL(string: url), ["http", "https"].contains(address.scheme),
            address.host != nil
        else { throw SettingsFault("\(name).url: must be such as http://10.2.3.4:8080") }
        guard fixmedinsCode.wholeMatch(of: /[0-9A-Za-z]{12}/) != nil else {
            throw SettingsFault(
                "\(name).fixmedinsCode: must be the 12 letters and digits given by the insurer")
        }
        guard mdtrtareaAdmvs.wholeMatch(of: /[0-9]{6}/) != nil else {
            throw SettingsFault("\(name).mdtrtareaAdmvs: must be six digits, such as 350100")
        }
        for (member, text, limit) in [
            ("fixmedinsName", fixmedinsName, 200), ("recerSysCode", recerSysCode, 10),
            ("infver", infver, 6), ("opter.id", opter.id, 30), ("opter.name", opter.name, 50),
        ] {
            if text.isEmpty { throw SettingsFault("\(name).\(member): must not be empty") }
            if text.unicodeScalars.count > limit {
                throw SettingsFault("\(name).\(member): must have at most \(limit) characters")
            }
        }
        try signer.check(as: "\(name).signer")
        for (service, path) in [("entry", entry)] + paths.sorted(by: { $0.key < $1.key })
        where !path.hasPrefix("/") {
            let key = service == "entry" ? "entry" : "paths.\(service)"
            throw SettingsFault("\(name).\(key): must begin with /, as in /fsi/api/…")
        }
        for service in paths.keys.sorted() where !Envelope.isService(service) {
            throw SettingsFault("\(name).paths.\(service): a service is such as 1101 or 4101A")
        }
        for member in extra.keys.sorted() where Envelope.members.contains(member) {
            throw SettingsFault("\(name).extra.\(member): is a member of every request already")
        }
        if seconds < 1 { throw SettingsFault("\(name).seconds: must be at least 1") }
    }

    /// Where a service is called.
    func address(of infno: String, below prefix: String) -> String {
        let root = url.hasSuffix("/") ? String(url.dropLast()) : url
        return root + prefix + (paths[infno] ?? Self.usualPaths[infno] ?? entry)
    }

    /// Entries of services that have one of their own (interface §1); 4102 and 4103 are public
    /// nowhere and go to the common one.
    private static let usualPaths = [
        "1101": "/fsi/api/fsiPsnInfoService/queryPsnInfo",
        "2208": "/fsi/api/outpatientSettleService/cancleSettletment",
        "2305": "/fsi/api/hospSettService/settCl",
        "2601": "/fsi/api/reverseService/revsMethod",
        "4101": "/fsi/api/medinfoupload/setllistinfoupld",
        "4101A": "/fsi/api/medinfoupload/setllistinfoupldA",
        "4104": "/fsi/api/medinfoupload/queryQltctrlProblemPage",
        "9001": "/fsi/api/signInSignOutService/signIn",
    ]
}
