import Foundation
import Hospital

/// A bill about to be asked for: all that its request says, gathered (interface §4, §5).
///
/// Pure: the same draft gives the same request.
struct BillDraft: Sendable {
    let busNo: String
    let sheet: Sheet
    let issuer: Issuer
    let patient: Patient
    let visit: Visit?
    let stay: Stay?
    /// Of a discharge: the vouchers it used.
    let vouchers: [Voucher.Used]
    let account: CampusAccount
    let settings: EInvoiceSettings
    let time: PlatformTime

    /// Why a bill cannot be asked for; says nothing of the patient.
    struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        let description: String
    }

    var codes: SiteCodes { settings.codes }

    /// The issuing point of where the money was taken.
    func place() throws(Fault) -> String {
        if let place = account.place(of: issuer.source, point: issuer.point) { return place }
        throw Fault(
            description: "the settings name no placeCode for \(issuer.source.rawValue) "
                + "\(issuer.point ?? "*") of \(sheet.campus); add it under campuses.places and "
                + "replay this delivery")
    }

    /// The business of the request, checked by the rules that the platform checks (§11.6).
    func request() throws(Fault) -> JSON {
        if sheet.total <= .zero {
            throw Fault(description: "a bill of nothing is not issued")
        }
        let members: [String: JSON]
        switch sheet.content {
        case .charges(let settlement):
            members = try core(settlement).merging(clinic) { _, own in own }
        case .discharge(let settlement, let stay):
            members = try core(settlement).merging(ward(stay)) { _, own in own }
        case .deposit(let deposit):
            members = try voucher(deposit)
        }
        return .object(members)
    }

    /// What all three kinds of bills say.
    private func core(_ settlement: Settlement) throws(Fault) -> [String: JSON] {
        let channels = try payChannelRows()
        let charges = chargeRows(settlement)
        try check(charges: charges, channels: channels)
        var members = try head().merging(insurance(settlement)) { _, own in own }
        members["totalAmt"] = .yuan(sheet.total)
        members["payChannelDetail"] = .array(channels.map(\.json))
        members["chargeDetail"] = .array(charges)
        members["listDetail"] = .array(listRows(settlement))
        members["eBillRelateNo"] = ""
        // 1: the bill may circulate. The name says the opposite of what it means.
        members["isArrears"] = "1"
        members["arrearsReason"] = ""
        members["otherInfo"] = []
        members["otherMedicalList"] = []
        return members
    }

    /// Who pays, who issues, where and when.
    func head() throws(Fault) -> [String: JSON] {
        let card = PatientCard(of: patient, codes: codes)
        let official = issuer.name
        return [
            "busNo": .string(busNo),
            "busType": .string(codes.busType(of: sheet.kind)),
            "payer": .words(patient.name, atMost: 100),
            "payerType": "1",
            "busDateTime": .string(time.moment(sheet.at)),
            "placeCode": .string(try place()),
            "payee": .words(official, atMost: 100),
            "author": .words(official, atMost: 100),
            "checker": .words(account.checker ?? official, atMost: 100),
            "remark": "",
            // A number that was cut would be somebody else's.
            "tel": .string(patient.phone.flatMap { $0.utf8.count <= 11 ? $0 : nil } ?? ""),
            "email": "",
            "idCardNo": .words(patient.residentNumber, atMost: 30),
            "cardType": .string(card.type),
            "cardNo": .words(card.number, atMost: 50),
            "patientId": .words(patient.id, atMost: 50),
            "openID": "",
        ].merging(paymentNumbers) { _, own in own }
    }

    /// A required text: what nobody knows is written as the site wants it.
    func required(_ text: String?, atMost limit: Int) -> JSON {
        .words(text.flatMap { $0.isEmpty ? nil : $0 } ?? codes.filler, atMost: limit)
    }
}

extension Counter {
    /// Who took the money: a person, or the device.
    var official: String {
        cashierName ?? cashier ?? point ?? source?.rawValue ?? "-"
    }
}
