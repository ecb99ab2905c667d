import Foundation
import Hospital

/// How the amount was paid.
extension BillDraft {
    /// A share of the amount by one of the platform's channels.
    struct PayChannel: Hashable, Sendable {
        let code: String
        let amount: Money

        var json: JSON {
            ["payChannelCode": .string(code), "payChannelValue": .yuan(amount)]
        }
    }

    /// One row for each channel, none empty, adding up to the total; what rounding left over is
    /// a row of its own.
    func payChannelRows() throws(Fault) -> [PayChannel] {
        let payments = sheet.payments
        if payments.isEmpty {
            return [PayChannel(code: codes.payChannel(of: .other), amount: sheet.total)]
        }
        var amounts: [(code: String, amount: Money)] = []
        for payment in payments {
            let code = codes.payChannel(of: payment.channel)
            if let index = amounts.firstIndex(where: { $0.code == code }) {
                amounts[index].amount = amounts[index].amount + payment.amount
            } else {
                amounts.append((code, payment.amount))
            }
        }
        let gap = sheet.total - amounts.map(\.amount).sum
        if gap != .zero {
            guard gap.fen.magnitude <= UInt(codes.roundingAtMost) else {
                throw Fault(
                    description: "the payments are \(gap) yuan away from the total, more than "
                        + "rounding explains; correct the settlement in the HIS")
            }
            amounts.append((codes.rounding, gap))
        }
        return amounts.filter { $0.amount != .zero }
            .map { PayChannel(code: $0.code, amount: $0.amount) }
    }

    /// The numbers that WeChat and Alipay gave their payments.
    var paymentNumbers: [String: JSON] {
        func number(_ channel: Payment.Channel) -> JSON {
            .words(sheet.payments.first { $0.channel == channel }?.reference, atMost: 60)
        }
        return [
            "alipayCode": number(.alipay), "weChatOrderNo": number(.wechat),
            "weChatMedTransNo": "",
        ]
    }
}
