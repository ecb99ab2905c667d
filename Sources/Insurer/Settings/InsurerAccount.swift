import Foundation
import Hub

/// One campus's account with the national insurance platform (医保, fsi).
///
/// The names are those of the interface's envelope (§2), so that whoever fills them in finds them
/// in the letter from the insurer.
public struct InsurerAccount: Codable, Hashable, Sendable {
    /// Such as `http://10.2.3.4:8080`; a path before the services' own may follow.
    public var url: String
    /// 定点医药机构编号, 12 characters; each message number begins with it.
    public var fixmedinsCode: String
    public var fixmedinsName: String
    /// 就医地医保区划, six digits, such as 350100.
    public var mdtrtareaAdmvs: String
    /// 接收方系统代码.
    public var recerSysCode: String
    public var infver = "V1.0"
    public var signer: InsurerSigning
    /// Whether the region wants a number of the day's sign-in (9001) with each call.
    public var signsIn = false
    /// Who asks where nobody does, as at night.
    public var opter = Clerk(id: "LABQUEUE", name: "系统")
    /// Paths by service, where they differ from the interface's (§1).
    public var paths: [String: String] = [:]
    /// The entry of every service that has no path of its own.
    public var entry = "/fsi/api/rsfComIfsService/callService"
    /// Further members of each request, such as `app_id` and `enc_type` in Fujian.
    public var extra: [String: String] = [:]
    /// Seconds that one call may take.
    public var seconds = 30

    /// One of the staff, as the envelope names them.
    public struct Clerk: Codable, Hashable, Sendable {
        public var id: String
        public var name: String

        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    public init(
        url: String, fixmedinsCode: String, fixmedinsName: String, mdtrtareaAdmvs: String,
        recerSysCode: String, signer: InsurerSigning
    ) {
        self.url = url
        self.fixmedinsCode = fixmedinsCode
        self.fixmedinsName = fixmedinsName
        self.mdtrtareaAdmvs = mdtrtareaAdmvs
        self.recerSysCode = recerSysCode
        self.signer = signer
    }

    /// What is left out is as above; who we are, where and with which key may not be.
    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        url = try asked.decode(String.self, forKey: .url)
        fixmedinsCode = try asked.decode(String.self, forKey: .fixmedinsCode)
        fixmedinsName = try asked.decode(String.self, forKey: .fixmedinsName)
        mdtrtareaAdmvs = try asked.decode(String.self, forKey: .mdtrtareaAdmvs)
        recerSysCode = try asked.decode(String.self, forKey: .recerSysCode)
        signer = try asked.decode(InsurerSigning.self, forKey: .signer)
        infver = try asked.decode(.infver, or: infver)
        signsIn = try asked.decode(.signsIn, or: signsIn)
        opter = try asked.decode(.opter, or: opter)
        paths = try asked.decode(.paths, or: paths)
        entry = try asked.decode(.entry, or: entry)
        extra = try asked.decode(.extra, or: extra)
        seconds = try asked.decode(.seconds, or: seconds)
    }
}
