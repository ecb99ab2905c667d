/// The people every fresh insurer of the simulation knows (interface §9), as patients of ours.
struct Inpatient: Sendable, CustomStringConvertible {
    let id: String
    let name: String
    let number: String

    /// Flag 1, T03.
    static let assisted = Inpatient("P1", "单晓明", "350102197102020038")
    /// Flag 1, a code that no table has.
    static let unlisted = Inpatient("P2", "仇丽华", "350102197203030040")
    /// Flag 0, T07.
    static let denied = Inpatient("P4", "解小龙", "350102197405050082")
    /// Without exp_content.
    static let silent = Inpatient("P5", "曾志伟", "350102197506060116")
    /// Flag 1, T11, in an object.
    static let inObject = Inpatient("P6", "任盈盈", "35010219480707012X")
    /// Flag 1, T01, insured twice.
    static let insuredTwice = Inpatient("P7", "朴正浩", "350102197708080158")
    /// Flag 1, T05, until the end of 2024.
    static let expired = Inpatient("P8", "尉迟恭", "350102197809090160")
    /// Flag 0, no code.
    static let never = Inpatient("P9", "欧阳锋", "350102197910100191")
    /// Nobody the insurer knows.
    static let stranger = Inpatient("P90", "查建国", "350102197304040013")

    static let all = [
        assisted, unlisted, denied, silent, inObject, insuredTwice, expired, never, stranger,
    ]

    init(_ id: String, _ name: String, _ number: String) {
        self.id = id
        self.name = name
        self.number = number
    }

    var stay: String { "Y-\(id)" }

    var description: String { id }
}
