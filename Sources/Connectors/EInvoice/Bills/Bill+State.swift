extension Bill {
    /// Where a bill stands (interface §8); printing only counts, paper is kept beside.
    enum State: String, Codable, Sendable, CaseIterable {
        /// Not on the platform, and to be issued.
        case pending
        /// Perhaps on the platform.
        case unknown
        /// Not on the platform: it said no, and a person must look.
        case issueFailed
        case issued
        /// To be reversed, or perhaps reversed already.
        case voiding
        case voided
        /// A voucher whose whole amount was given back.
        case refunded
        /// Never issued, and no longer wanted.
        case withdrawn

        /// Whether it is a valid bill, or may be or become one.
        var isOpen: Bool {
            switch self {
            case .pending, .unknown, .issued, .voiding: true
            case .issueFailed, .voided, .refunded, .withdrawn: false
            }
        }

        /// Whether money may leave: there certainly is no valid bill, and none will be.
        var isGone: Bool {
            switch self {
            case .voided, .refunded, .withdrawn: true
            case .pending, .unknown, .issueFailed, .issued, .voiding: false
            }
        }
    }

    /// What may happen to a bill.
    enum Happening: CaseIterable, Sendable {
        /// The platform has it, and told its numbers.
        case issued
        /// A try whose outcome nobody knows.
        case lost
        /// The platform certainly has it not.
        case absent
        /// The platform, or a rule of ours, said no to issuing it.
        case refused
        /// A person wants it tried again.
        case retried
        /// It is no longer wanted, and certainly not on the platform.
        case withdrawn
        case voidAsked
        case voided
        /// The platform said no to reversing it: it is valid as before.
        case voidRefused
        case refundedWhole
        /// The platform's books of the day certainly lack it.
        case missing
    }
}

extension Bill.State {
    /// The state after `happening`, or nil where it must not happen.
    func after(_ happening: Bill.Happening) -> Bill.State? {
        switch (happening, self) {
        case (.issued, .pending), (.issued, .unknown), (.issued, .issueFailed): .issued
        case (.lost, .pending), (.lost, .unknown), (.lost, .issueFailed): .unknown
        case (.absent, .unknown), (.absent, .pending): .pending
        case (.refused, .pending), (.refused, .unknown), (.refused, .issueFailed): .issueFailed
        case (.retried, .issueFailed): .pending
        case (.withdrawn, .pending), (.withdrawn, .issueFailed), (.withdrawn, .unknown):
            .withdrawn
        case (.voidAsked, .issued), (.voidAsked, .voiding): .voiding
        case (.voided, .issued), (.voided, .voiding): .voided
        case (.voidRefused, .voiding), (.voidRefused, .issued): .issued
        case (.refundedWhole, .issued): .refunded
        case (.missing, .issued): .pending
        default: nil
        }
    }

    /// The states in which `happening` may happen.
    static func before(_ happening: Bill.Happening) -> [Bill.State] {
        allCases.filter { $0.after(happening) != nil }
    }
}
