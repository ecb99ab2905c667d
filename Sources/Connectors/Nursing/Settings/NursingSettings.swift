import Foundation
import Hospital
import Hub

/// The connector's section of the settings file: how the hospital reads its rules.
///
/// Prices, tiers and bundled items are no settings: staff keep them, two at a time.
public struct NursingSettings: Codable, Hashable, Sendable {
    /// The word of the finance department for a reading of the tiers other than the usual one.
    public struct SignOff: Codable, Hashable, Sendable {
        /// Who signed.
        public var by: String
        /// As `yyyy-MM-dd`.
        public var on: String
        /// The number of the paper.
        public var document: String

        public init(by: String, on: String, document: String) {
            self.by = by
            self.on = on
            self.document = document
        }
    }

    var tierReading = Scheme.Reading.segmented
    /// Needed for any `tierReading` but `segmented`.
    public var financeSignOff: SignOff?
    var tierCounter = Scheme.Counter.stayDays
    var transferRule = Scheme.TransferRule.census
    var serviceRecord = Scheme.Proof.required
    /// Lengths of stay, in days, whose patients may choose how they are charged.
    public var shortStayDays = [1, 2, 3]
    var overrun = Scheme.Overrun.convert
    /// Codes of wards or departments that nurse newborn children by bed-days.
    public var newbornWards: [String] = []
    /// Up to this age in days at the admission a child counts as newborn.
    public var newbornDays = 28
    /// When the day that has ended is charged: minute, hour, day, month, weekday.
    public var nightly = "10 0 * * *"
    /// Stays that one transaction of the nightly run computes.
    public var batch = 200

    public init() {}

    public init(from decoder: any Decoder) throws {
        let asked = try decoder.container(keyedBy: CodingKeys.self)
        tierReading = try asked.decode(.tierReading, or: tierReading)
        financeSignOff = try asked.decodeIfPresent(SignOff.self, forKey: .financeSignOff)
        tierCounter = try asked.decode(.tierCounter, or: tierCounter)
        transferRule = try asked.decode(.transferRule, or: transferRule)
        serviceRecord = try asked.decode(.serviceRecord, or: serviceRecord)
        shortStayDays = try asked.decode(.shortStayDays, or: shortStayDays)
        overrun = try asked.decode(.overrun, or: overrun)
        newbornWards = try asked.decode(.newbornWards, or: newbornWards)
        newbornDays = try asked.decode(.newbornDays, or: newbornDays)
        nightly = try asked.decode(.nightly, or: nightly)
        batch = try asked.decode(.batch, or: batch)
    }

    func check() throws {
        if tierReading != .segmented {
            guard let signed = financeSignOff, !signed.by.isEmpty, !signed.document.isEmpty,
                Day(signed.on) != nil
            else {
                throw SettingsFault(
                    "tierReading: \(tierReading.rawValue) needs financeSignOff with by, on "
                        + "(yyyy-MM-dd) and document; without it write segmented")
            }
        }
        if shortStayDays.contains(where: { !(1...31).contains($0) }) {
            throw SettingsFault("shortStayDays: name days from 1 to 31, such as [1, 2, 3]")
        }
        if !(0...366).contains(newbornDays) {
            throw SettingsFault("newbornDays: must be from 0 to 366")
        }
        if !(1...2000).contains(batch) { throw SettingsFault("batch: must be from 1 to 2000") }
        do { _ = try Cron(nightly) } catch {
            throw SettingsFault("nightly: \(error)")
        }
    }

    /// The rules with the prices that are in the book.
    func scheme(_ tariff: Tariff) -> Scheme {
        var scheme = Scheme(tariff: tariff)
        scheme.reading = tierReading
        scheme.counter = tierCounter
        scheme.transferRule = transferRule
        scheme.proof = serviceRecord
        scheme.overrun = overrun
        scheme.shortStays = Set(shortStayDays)
        scheme.newbornWards = Set(newbornWards)
        return scheme
    }
}
