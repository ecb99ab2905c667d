import Hub
import Insurer

extension AssistanceConnector {
    /// Asks each campus's insurer for a person that nobody is: the answer that there is none
    /// proves address, account and signature.
    public func check() async -> [Finding] {
        await office.insurer.findings(of: Self.name)
    }
}
