import Foundation
import Hospital
import Hub

/// The codes that each platform's site chooses for itself (interface §3, §4), all [assumed]
/// until the site says so.
public struct SiteCodes: Codable, Hashable, Sendable {
    /// busType by kind of bill.
    public var busTypes = [
        "registration": "06", "outpatient": "02", "discharge": "01", "deposit": "07",
    ]
    /// payChannelCode by the hospital's channel of payment.
    public var payChannels = [
        "cash": "02", "wechat": "05", "alipay": "04", "bank": "01", "card": "07", "cheque": "06",
        "transfer": "03", "insuranceAccount": "11", "insuranceFund": "11", "deposit": "99",
        "other": "99",
    ]
    /// The channel of what rounding left over.
    public var rounding = "HBWC"
    /// The largest gap, in fen, that counts as rounding.
    public var roundingAtMost = 100
    /// cardType by the kind of document; `card` is the hospital's own.
    public var cardTypes = ["resident": "1101", "card": "3101"]
    /// What stands for a required text that nobody knows.
    public var filler = "-"
    /// What stands for the insurance of those who have none.
    public var selfPaying = "自费"
    /// The form the local print component uses; its own choice where nil.
    public var printModule: String?

    public init() {}

    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        /// Of a table only the lines that differ need be given.
        func table(_ key: CodingKeys, _ usual: [String: String]) throws -> [String: String] {
            usual.merging(try asked.decode(key, or: [:])) { _, given in given }
        }
        busTypes = try table(.busTypes, busTypes)
        payChannels = try table(.payChannels, payChannels)
        rounding = try asked.decode(.rounding, or: rounding)
        roundingAtMost = try asked.decode(.roundingAtMost, or: roundingAtMost)
        cardTypes = try table(.cardTypes, cardTypes)
        filler = try asked.decode(.filler, or: filler)
        selfPaying = try asked.decode(.selfPaying, or: selfPaying)
        printModule = try asked.decodeIfPresent(String.self, forKey: .printModule)
    }

    func busType(of kind: Bill.Kind) -> String { busTypes[kind.rawValue] ?? "" }

    func payChannel(of channel: Payment.Channel) -> String {
        payChannels[channel.rawValue] ?? payChannels["other"] ?? ""
    }

    func check() throws {
        try check(
            "codes.busTypes", busTypes.keys, known: Bill.Kind.allCases.map(\.rawValue))
        try check(
            "codes.payChannels", payChannels.keys,
            known: Payment.Channel.allCases.map(\.rawValue))
        if Set(busTypes.values).count < busTypes.count {
            throw SettingsFault("codes.busTypes: two kinds of bill have the same code")
        }
        if filler.isEmpty { throw SettingsFault("codes.filler: must not be empty") }
        if roundingAtMost < 0 {
            throw SettingsFault("codes.roundingAtMost: must not be negative")
        }
    }

    private func check(_ name: String, _ keys: some Sequence<String>, known: [String]) throws {
        for key in keys.sorted() where !known.contains(key) {
            throw SettingsFault(
                "\(name).\(key): must be one of \(known.joined(separator: ", "))")
        }
    }
}
