import Hospital
import Hub
import Wires

extension InsurerGateway {
    /// How platforms say that there is no such person.
    private static var nobody: Regex<Substring> { /不存在|未找到|未查询到|查无|没有|无此|E04/ }

    /// Whether the platform answers: signs in where the region wants that, else asks for a
    /// person that nobody is.
    public func finding(of connector: String) async -> Finding {
        let answer = try? await ask(
            "1101",
            [
                "data": [
                    "mdtrt_cert_type": "02", "mdtrt_cert_no": "000000000000000000", "card_sn": "",
                    "begntime": "", "psn_cert_type": "01", "certno": "000000000000000000",
                    "psn_name": "LABQUEUE",
                ]
            ]
        ) { call, http, _ in try await http.exchange(call, within: .seconds(10)) }
        let (isGood, words): (Bool, String) =
            switch answer?.reply {
            case .success: (true, "answers, and knows us")
            case .failure(let failure) where failure.kind == .configuration:
                (false, "\(failure.kept); check the account and its signer with the insurer")
            case .failure(let failure) where failure.text.contains(Self.nobody):
                (true, "answers, and knows us (\(failure.kept))")
            case .failure(let failure):
                (false, "says \(failure.kept); check the account with the insurer")
            case .unsent(let reason): (false, "\(reason); check the url and the network")
            case .later(let time): (true, "answers, and asks to come back in \(time)")
            case .doubt(let reason): (false, "\(reason); check that the url is the platform's")
            case nil: (false, "was not asked: the database gave no number")
            }
        return Finding(isGood: isGood, what: "\(connector) \(campus)", words: words)
    }
}
