import Foundation
import Hospital

/// Where the patient was treated.
extension BillDraft {
    /// Of a registration or an outpatient bill.
    var clinic: [String: JSON] {
        let department = sheet.department ?? visit?.department
        return person.merging([
            "consultationDate": .string(consultationDate),
            "patientCategory": required(department?.name ?? department?.code, atMost: 60),
            "patientCategoryCode": required(department?.code, atMost: 60),
            "patientNo": required(visit?.number ?? sheet.visit, atMost: 30),
            "caseNumber": required(visit?.number ?? patient.id, atMost: 50),
            "hospitalArea": "", "bedNo": "", "specialDiseasesName": "", "ICD": "",
        ]) { _, own in own }
    }

    /// Of a bill of discharge.
    func ward(_ discharge: DischargeSettlement) -> [String: JSON] {
        let left = sheet.department ?? stay?.place.department
        let entered = discharge.admittedTo ?? left
        let number = discharge.inpatientNumber ?? stay?.number ?? discharge.stay
        let admitted = discharge.admittedOn ?? stay.map { time.day($0.admittedAt) }
        let discharged = discharge.dischargedOn ?? stay?.dischargedAt.map { time.day($0) }
        return person.merging([
            "category": required(entered?.name ?? entered?.code, atMost: 60),
            "categoryCode": required(entered?.code, atMost: 60),
            "leaveCategory": required(left?.name ?? left?.code, atMost: 60),
            "leaveCategoryCode": required(left?.code, atMost: 60),
            // A bill before the discharge is known: both days are those of the bill.
            "inHospitalDate": .string(admitted ?? time.day(sheet.at)),
            "outHospitalDate": .string(discharged ?? time.day(sheet.at)),
            "hospitalDays": .integer(Int64(discharge.days ?? 0)),
            "hospitalNo": required(number, atMost: 30),
            "visitNo": .words(discharge.stay, atMost: 30),
            "caseNumber": required(number, atMost: 50),
            "consultationDate": "",
            "hospitalArea": "",
            "bedNo": .words(discharge.bed ?? stay?.place.bed, atMost: 20),
            "specialDiseasesName": "", "ICD": "",
            "payMentVoucher": .array(vouchers.map(\.json)),
        ]) { _, own in own }
    }

    private var person: [String: JSON] {
        let sex =
            switch patient.sex {
            case .female: "女"
            case .male: "男"
            case .unknown: "未知"
            }
        return [
            "sex": .string(sex),
            "age": required(time.age(born: patient.birthDate, at: sheet.at), atMost: 10),
        ]
    }

    /// The day of the visit; how it is written depends on the platform's version.
    private var consultationDate: String {
        let date = visit?.openedAt ?? sheet.at
        return settings.version == .current ? time.compactDay(date) : time.day(date)
    }
}
