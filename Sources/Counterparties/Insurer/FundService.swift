/// One service of the platform: its own path, where it has one, and how it rules (interface §1).
struct FundService: Sendable {
    typealias Judge = @Sendable (FundCase, FundBooks) throws(FundRefusal) -> FundRuling

    /// Behind `/fsi/api/`; nil where only the common entry leads to it.
    var path: String?
    let judge: Judge

    /// Where every service can be called, by its `infno`.
    static let commonEntry = "/fsi/api/rsfComIfsService/callService"

    /// Every service by its `infno`.
    static let catalogue: [String: FundService] = [
        "9001": .init(path: "signInSignOutService/signIn", judge: SignInService.signIn),
        "1101": .init(path: "fsiPsnInfoService/queryPsnInfo", judge: PersonService.find),
        "4101": .init(path: "medinfoupload/setllistinfoupld", judge: ListService.upload),
        "4101A": .init(path: "medinfoupload/setllistinfoupldA", judge: ListService.upload),
        "4102": .init(judge: ListService.change),
        "4103": .init(judge: ListService.find),
        "2207": .init(judge: SettlementService.settle),
        "2304": .init(judge: SettlementService.settle),
        "2208": .init(
            path: "outpatientSettleService/cancleSettletment", judge: SettlementService.cancel),
        "2305": .init(path: "hospSettService/settCl", judge: SettlementService.cancel),
        "2601": .init(path: "reverseService/revsMethod", judge: SettlementService.reverse),
    ]

    private static let infnos: [String: String] = Dictionary(
        uniqueKeysWithValues: catalogue.compactMap { infno, service in
            service.path.map { ("/fsi/api/\($0)", infno) }
        })

    /// The `infno` a path leads to; nil for the common entry and for paths nobody lives at.
    static func infno(at path: String) -> String? { infnos[path] }
}
