import Hub
import Insurer

extension AssistanceConnector {
    /// Asks each campus's insurer for a person that nobody is: the answer that there is none
    /// proves address, account and signature.
    public func check() async -> [Finding] {
        var findings: [Finding] = []
        for (_, gateway) in office.gateways.sorted(by: { $0.key < $1.key }) {
            findings.append(await gateway.finding(of: Self.name))
        }
        return findings
    }
}
