import Foundation
import Hospital

/// A stay as bed-days are counted from it: when it began and ended, and who had the patient when.
struct Course: Hashable, Sendable {
    /// From when on the patient is where.
    struct Place: Hashable, Sendable {
        let since: WallTime
        let department: String?
        let ward: String?
    }

    /// What the HIS told that cannot be, so that no days can be counted.
    enum Disorder: String, Hashable, Sendable {
        case dischargedBeforeAdmission
        case movedBeforeAdmission
        case movedAfterDischarge
    }

    let admitted: WallTime
    let discharged: WallTime?
    let isCancelled: Bool
    /// In order of time; the first is that of the admission.
    let places: [Place]

    init(
        admitted: WallTime, discharged: WallTime? = nil, isCancelled: Bool = false,
        places: [Place]
    ) {
        self.admitted = admitted
        self.discharged = discharged
        self.isCancelled = isCancelled
        self.places = places
    }

    /// Adds up what was told; nil as long as no admission is among it.
    ///
    /// Where the patient was follows from when it happened; what is told later corrects what was
    /// told before.
    init?(_ movements: [StayMovement], in zone: TimeZone) {
        var admission: StayMovement?
        var place: Stay.Place?
        var discharged: Date?
        var isCancelled = false
        var moves: [(at: WallTime, to: Stay.Place)] = []
        for movement in movements.corrected {
            switch movement.step {
            case .admitted(let told):
                admission = movement
                place = told.place
                isCancelled = false
            case .transferred(let told):
                moves.append((WallTime(movement.happenedAt, in: zone), told))
            case .discharged: discharged = movement.happenedAt
            case .dischargeCancelled: discharged = nil
            case .admissionCancelled: isCancelled = true
            }
        }
        guard let admission, let place else { return nil }
        let admitted = WallTime(admission.happenedAt, in: zone)
        var department = place.department?.code
        var ward = place.ward?.code
        var places = [Place(since: admitted, department: department, ward: ward)]
        // Of two at one moment the later told counts.
        let ordered = moves.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }
        for (_, move) in ordered {
            let told = move.to.department?.code
            if let told, told != department {
                department = told
                ward = nil
            }
            ward = move.to.ward?.code ?? ward
            places.append(Place(since: move.at, department: department, ward: ward))
        }
        self.init(
            admitted: admitted, discharged: discharged.map { WallTime($0, in: zone) },
            isCancelled: isCancelled, places: places)
    }

    /// Nil where the days can be counted.
    var disorder: Disorder? {
        if let discharged, discharged.day < admitted.day { return .dischargedBeforeAdmission }
        guard let first = places.dropFirst().first, let last = places.last else { return nil }
        if first.since.day < admitted.day { return .movedBeforeAdmission }
        if let discharged, last.since.day > discharged.day { return .movedAfterDischarge }
        return nil
    }

    /// The days it has: from the admission to the day before the discharge, at least one (R1).
    /// - Parameter ended: The last day that is over; one that has not ended does not count yet,
    ///   unless the patient has come and gone on it.
    func days(through ended: Day) -> Range<Day> {
        let first = admitted.day
        guard !isCancelled else { return first..<first }
        guard let discharged else { return first..<max(first, ended + 1) }
        if discharged.day <= first { return first..<first + 1 }
        return first..<max(first, min(discharged.day, ended + 1))
    }

    /// How many days it has in all; nil while that is open.
    var length: Int? {
        discharged.map { max(1, $0.day.since(admitted.day)) }
    }

    /// Whether nothing more will follow by itself.
    func isOver(through ended: Day) -> Bool {
        if isCancelled { return true }
        guard let discharged else { return false }
        return discharged.day <= max(ended + 1, admitted.day)
    }
}
