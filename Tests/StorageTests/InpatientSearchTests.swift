import Foundation
import Hospital
import Storage
import Testing

/// Inpatients by whatever a counter types, and the documents of a patient by their age.
struct InpatientSearchTests {
    private static func patient(_ id: String, _ name: String, at: Date = moment(), _ number: String)
        -> Records.Entry
    {
        Records.entry(
            Patient(
                id: id, name: name, cards: ["62-\(id)"],
                documents: [.init(type: "resident", number: number)]), at: at)
    }

    private static func stay(
        _ id: String, _ patient: String, campus: String, bed: String, number: String
    ) throws -> Records.Entry {
        try Records.entry(
            StayMovement(
                stay: id,
                step: .admitted(
                    .init(
                        patient: patient, number: number, campus: campus,
                        place: .init(bed: bed))), happenedAt: moment(), toldAt: moment()),
            campus: campus)
    }

    private static func fill(_ transaction: any Transaction) throws {
        try patient("P1", "单晓明", "350102197102020038").save(in: transaction)
        try patient("P2", "单小明", "350102197203030040").save(in: transaction)
        try stay("Y1", "P1", campus: "benbu", bed: "12", number: "Z1").save(in: transaction)
        try stay("Y2", "P2", campus: "jinshan", bed: "12", number: "12").save(in: transaction)
        try stay("Y0", "P1", campus: "benbu", bed: "7", number: "Z1").save(in: transaction)
        let left = StayMovement(
            stay: "Y0", step: .discharged, happenedAt: moment(5), toldAt: moment(5))
        try Records.entry(left, campus: "benbu").save(in: transaction)
    }

    @Test(arguments: EngineMaker.all)
    func `an inpatient is found by number, card, document, bed or name, the surest first`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { try Self.fill($0) }
            try await engine.read { transaction throws in
                func found(_ text: String, _ campus: String? = nil) throws -> [String] {
                    try Records.inpatients(matching: text, campus: campus, in: transaction)
                        .map(\.id)
                }
                for text in ["Z1", " Y1 ", "62-P1", "350102197102020038", "P1", "单晓明"] {
                    #expect(try found(text) == ["Y1"], "\(text)")
                }
                #expect(try found("单").sorted() == ["Y1", "Y2"])
                // An inpatient number is surer than a bed, where it is one.
                #expect(try found("12") == ["Y2"])
                #expect(try found("12", "benbu") == ["Y1"])
                #expect(try found("单", "jinshan") == ["Y2"])
                #expect(try found("7").isEmpty, "whoever lay there has left")
                #expect(try found("").isEmpty)
                #expect(try found("%").isEmpty)
            }
        }
    }

    @Test(arguments: EngineMaker.all)
    func `of a patient's documents the one told of last comes first`(
        maker: EngineMaker
    ) async throws {
        try await maker.with { engine in
            try await engine.write { transaction in
                try Self.patient("P1", "单晓明", at: moment(9), "35010219710202003x")
                    .save(in: transaction)
                try Self.patient("P1", "单晓明", at: moment(), "350102197203030040")
                    .save(in: transaction)
            }
            try await engine.read { transaction throws in
                let documents = try Records.documents("resident", of: "P1", in: transaction)
                #expect(documents.map(\.number) == ["35010219710202003X", "350102197203030040"])
                #expect(try Records.documents("passport", of: "P1", in: transaction).isEmpty)
                #expect(!"\(documents)".contains("3501"))
                let holders = try Records.patients(
                    holdingDocument: "35010219710202003x", in: transaction)
                #expect(holders == ["P1"])
            }
        }
    }
}
