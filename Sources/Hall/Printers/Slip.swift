import Foundation
import Lab

/// What one printed ticket says.
public struct Slip: Sendable, Hashable, Identifiable {
    /// How long the wait may be.
    public struct Estimate: Sendable, Hashable {
        /// Half of the patients wait less, in seconds.
        public let median: Double
        /// Eight of ten patients wait less, in seconds.
        public let likely: Double

        public init(median: Double, likely: Double) {
            self.median = median
            self.likely = likely
        }
    }

    /// The ticket's id.
    public let id: String
    /// The hall's name, such as 门诊采血室.
    public let hall: String
    /// The number, such as `A083`.
    public let label: String
    public let queue: Words
    public let maskedName: String
    /// How many are called before.
    public let ahead: Int
    public let estimate: Estimate?
    public let issuedAt: Date
    /// What the patient should prepare, in the order of importance.
    public let prepare: [Words]
    /// Address of the patient's phone page, for the QR code.
    public let page: String
    public let isEmergency: Bool
    public let isReprint: Bool

    public init(
        id: String, hall: String, label: String, queue: Words, maskedName: String, ahead: Int,
        estimate: Estimate? = nil, issuedAt: Date, prepare: [Words] = [], page: String,
        isEmergency: Bool = false, isReprint: Bool = false
    ) {
        self.id = id
        self.hall = hall
        self.label = label
        self.queue = queue
        self.maskedName = maskedName
        self.ahead = ahead
        self.estimate = estimate
        self.issuedAt = issuedAt
        self.prepare = prepare
        self.page = page
        self.isEmergency = isEmergency
        self.isReprint = isReprint
    }
}

extension Slip: CustomStringConvertible {
    /// The label only, since descriptions end up in logs.
    public var description: String { "ticket \(label)" }
}
