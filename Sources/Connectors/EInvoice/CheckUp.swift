import Foundation
import Hospital
import Hub
import Wires

extension EInvoiceConnector {
    /// Asks each campus's platform for a bill that nobody has: an answer with the right
    /// signature proves address, account and key.
    public func check() async -> [Finding] {
        var findings: [Finding] = []
        for (campus, platform) in bureau.platforms.sorted(by: { $0.key < $1.key }) {
            let asked: JSON = [
                "busNo": "labqueue-check",
                "busDateTime": .string(bureau.time.moment(bureau.premises.now())),
            ]
            let reply = try? await platform.ask(.byBusNo, asked) { call, http in
                try await http.exchange(call, within: .seconds(10))
            }
            findings.append(finding(campus, reply))
        }
        return findings
    }

    private func finding(_ campus: String, _ reply: Reply?) -> Finding {
        let (isGood, words): (Bool, String) =
            switch reply {
            case .success: (true, "answers, and the signature is right")
            case .failure(let failure) where failure.meaning == .notFound:
                (true, "answers, and the signature is right")
            case .failure(let failure):
                (false, "says \(failure.sentence); check appid and key with the platform")
            case .unsent(let reason): (false, "\(reason); check the url and the network")
            case .later(let time): (true, "answers, and asks to come back in \(time)")
            case .doubt(let reason):
                (false, "\(reason); check that the url is the platform's and the key is ours")
            case nil: (false, "was not asked")
            }
        return Finding(isGood: isGood, what: "\(Self.name) \(campus)", words: words)
    }
}
