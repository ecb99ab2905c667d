import Foundation
import Hospital
import Testing
import Wires

@testable import Daemon

/// Settings of a hospital with two campuses.
func translation(usualCampus: String? = nil) -> HL7Translation {
    var settings = HL7Translation.Settings(
        campuses: ["benbu", "jinshan"], usualCampus: usualCampus,
        timeZone: TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt)
    settings.timedTests = ["OGTT": [0, 60, 120]]
    settings.tubes = ["EDTA": "purple"]
    return HL7Translation(settings)
}

/// A message of `kind` with these segments after its header.
func hl7(_ kind: String, _ segments: String...) throws -> HL7.Message {
    try hl7(kind, segments)
}

func hl7(_ kind: String, _ segments: [String]) throws -> HL7.Message {
    let header = "MSH|^~\\&|LIS|LAB|Q|benbu|20261122090500||\(kind)|42|P|2.5.1"
    return try HL7.Message(text: ([header] + segments).joined(separator: "\r"))
}

/// A segment with these fields filled.
func segment(_ name: String, _ fields: [Int: String]) -> String {
    let last = fields.keys.max() ?? 0
    return ([name] + (1...last).map { fields[$0] ?? "" }).joined(separator: "|")
}

let nine = Date(timeIntervalSince1970: 1_795_309_200)

struct HL7ResultTests {
    let pid = "PID|1||P1^^^HIS^PI||单^晓明"
    let obr = segment(
        "OBR", [2: "L1", 3: "R1", 4: "CBC^血常规", 22: "20261122090400", 25: "F"])

    func report(_ event: HISEvent?) throws -> HISEvent.ReportData {
        guard case .report(let report)? = event?.data else { throw NotOne() }
        return report
    }
    struct NotOne: Error {}

    @Test func `§6.2b a final result becomes a verified report`() throws {
        let events = try translation().events(
            of: hl7(
                "ORU^R01", pid, obr, "OBX|1|NM|WBC^白细胞||6.1|10\\S\\9/L|3.5-9.5|N|||F|||||D7^李",
                "OBX|2|SN|CRP||<^5|mg/L||||F|F", "OBX|3|CE|BG^血型||A^A型|||||F|F",
                "OBX|4|FT|NOTE||第一行\\.br\\第二行|||||F|F"))
        #expect(events.count == 1)
        #expect(events.first?.id == "LIS-42")
        #expect(events.first?.kind == .reportVerified)
        #expect(events.first?.at == nine + 240)
        #expect(events.first?.campus == "benbu")
        let report = try report(events.first)
        #expect(report.report == "R1")
        #expect(report.order == "L1")
        #expect(report.patient == "P1")
        #expect(report.verifiedBy == "D7")
        #expect(report.items.map(\.code) == ["WBC", "CRP", "BG", "NOTE"])
        #expect(report.items.map(\.value) == ["6.1", "<5", "A型", "第一行\n第二行"])
        #expect(report.items.first?.unit == "10^9/L")
        #expect(report.items.first?.range == "3.5-9.5")
        #expect(report.items.first?.name == "白细胞")
        #expect(report.items.first?.flag == "N")
    }

    @Test(arguments: ["P", "R", "I", "S", "X", "A"])
    func `a report that is not final makes no event`(status: String) throws {
        let obr = obr.replacing("|||F", with: "|||\(status)")
        let message = try hl7("ORU^R01", pid, obr, "OBX|1|NM|WBC||6.1||||||F")
        #expect(try translation().events(of: message).isEmpty)
    }

    @Test func `a correction is a report too, and only signed results are in it`() throws {
        let obr = obr.replacing("|||F", with: "|||C")
        let events = try translation().events(
            of: hl7(
                "ORU^R01", pid, obr, "OBX|1|NM|A||1||||||C", "OBX|2|NM|B||2||||||P",
                "OBX|3|NM|D||3||||||X"))
        #expect(try report(events.first).items.map(\.code) == ["A"])
    }

    @Test func `where the report says nothing its results decide`() throws {
        let silent = obr.replacing("|||F", with: "")
        let final = try hl7("ORU^R01", pid, silent, "OBX|1|NM|A||1||||||F")
        #expect(try translation().events(of: final).count == 1)
        let mixed = try hl7(
            "ORU^R01", pid, silent, "OBX|1|NM|A||1||||||F", "OBX|2|NM|B||1||||||P")
        #expect(try translation().events(of: mixed).isEmpty)
        #expect(try translation().events(of: hl7("ORU^R01", pid, silent)).isEmpty)
    }

    @Test func `several reports in a message are several events, numbered`() throws {
        let other = obr.replacing("R1", with: "R2").replacing("L1", with: "L2")
        let same = obr.replacing("L1", with: "L3")
        let events = try translation().events(
            of: hl7(
                "ORU^R01", pid, obr, "OBX|1|NM|A||1||||||F", other, "OBX|1|NM|B||1||||||F", same,
                "OBX|1|NM|C||1||||||F"))
        #expect(events.map(\.id) == ["LIS-42.1", "LIS-42.2", "LIS-42.3"])
        #expect(try events.map { try report($0).report } == ["R1", "R2", "R1.2"])
        #expect(try events.map { try report($0).order } == ["L1", "L2", "L3"])
        #expect(try events.map { try report($0).items.map(\.code) } == [["A"], ["B"], ["C"]])
    }

    @Test func `order and time come from ORC and MSH where OBR is silent`() throws {
        let events = try translation().events(
            of: hl7("ORU^R01", pid, "ORC|RE|L9|R9", segment("OBR", [4: "CBC", 25: "F"])))
        #expect(try report(events.first).order == "L9")
        #expect(try report(events.first).report == "R9")
        #expect(events.first?.at == nine + 300)
    }
}
