import Foundation
import Hospital
import Hub
import Lab
import Storage

extension Asking {
    /// The bills of a patient, latest first; staff may search by visit, stay or settlement.
    func bills(_ question: Question) async throws -> JSON {
        let search = try search(question)
        let views = try await store.read { try BillView.search(search, in: $0) }
        return Self.list(views, notice: nil)
    }

    /// The patient's issued bills that were not printed here: those on the platform's list of
    /// bills not exchanged to paper, of which we counted no print (§9 (3)5).
    func unprinted(_ question: Question) async throws -> JSON {
        let search = try search(question)
        guard let patient = search.patient else { throw Declined.lacks("patient") }
        let views = try await store.read { try BillView.search(search, in: $0) }
            .filter { $0.bill?.state == .issued && $0.bill?.prints == 0 && $0.bill?.paper == nil }
        guard !views.isEmpty else { return Self.list([], notice: nil) }
        let listing = UnprintedListing(bureau: bureau, patient: patient)
        let from = search.since ?? bureau.time.start(daysBefore: 0, question.now)
        switch try await listing.numbers(of: views, from: from, until: question.now, question.carry)
        {
        case .complete(let listed):
            return Self.list(
                views.filter { view in
                    view.bill?.numbers.map { listed.contains("\($0.batch)-\($0.number)") }
                        ?? false
                },
                notice: nil)
        case .unknown:
            return Self.list(
                views,
                notice: Words(
                    "票据平台暂无应答，以下为本院记录。", "The platform does not answer; these are our own records.")
            )
        }
    }

    private func search(_ question: Question) throws -> BillView.Search {
        let (body, caller) = (question.body, question.caller)
        var search = BillView.Search()
        if caller.isAny(of: Self.staff) {
            search.patient = body.text("patient")
            search.visit = body.text("visit")
            search.stay = body.text("stay")
            search.number = body.text("settlement") ?? body.text("deposit")
            search.campus = caller.campus
            if search.patient == nil, search.visit == nil, search.stay == nil,
                search.number == nil
            {
                throw Declined.lacks("patient")
            }
        } else {
            guard let patient = caller.patient else { throw Declined.unknownBill }
            search.patient = patient
        }
        if let kind = body.text("kind") {
            guard let kind = Bill.Kind(rawValue: kind) else { throw Declined.lacks("kind") }
            search.kinds = [kind]
        }
        let days = body.whole("days").map { min(max($0, 1), 3660) } ?? bureau.settings.listDays
        search.since = bureau.time.start(daysBefore: days - 1, question.now)
        return search
    }

    private static func list(_ views: [BillView], notice: Words?) -> JSON {
        [
            "bills": .array(views.map(\.json)),
            "notice": notice.map { ["zh": .string($0.zh), "en": .string($0.en)] } ?? .null,
        ]
    }
}

/// The platform's list of a patient's bills that were not exchanged to paper.
struct UnprintedListing: Sendable {
    let bureau: Bureau
    let patient: String

    enum Answer: Sendable {
        /// Batch and number of each, with a dash between.
        case complete(Set<String>)
        case unknown
    }

    /// Asks under every card that the patient's bills were issued under, page by page.
    func numbers(
        of views: [BillView], from: Date, until: Date, _ carry: Platform.Carry
    ) async throws -> Answer {
        var numbers: Set<String> = []
        for (campus, bills) in Dictionary(grouping: views.compactMap(\.bill), by: \.campus) {
            let platform = try bureau.platform(of: campus)
            let cards = Set(
                bills.compactMap { bill in
                    bill.cardNo.map { PatientCard(type: bill.cardType ?? "", number: $0) }
                })
            for card in cards {
                var page = 1
                while true {
                    let asked: JSON = [
                        "busBgnDate": .string(bureau.time.moment(from)),
                        "busEndDate": .string(bureau.time.moment(until)), "busType": "",
                        "cardType": .string(card.type), "cardNo": .string(card.number),
                        "patientId": .string(patient), "pageNo": .integer(Int64(page)),
                        "pageSize": .integer(Int64(Self.pageSize)),
                    ]
                    let reply = try await platform.ask(.unprinted, asked, by: carry)
                    guard case .success(let message) = reply, let total = message.whole("total")
                    else { return .unknown }
                    let rows = message.list("billList")
                    for row in rows {
                        guard let batch = row.text("billBatchCode"),
                            let number = row.text("billNo")
                        else { return .unknown }
                        numbers.insert("\(batch)-\(number)")
                    }
                    if page * Self.pageSize >= total { break }
                    if rows.isEmpty { return .unknown }
                    page += 1
                }
            }
        }
        return .complete(numbers)
    }

    private static let pageSize = 50
}
