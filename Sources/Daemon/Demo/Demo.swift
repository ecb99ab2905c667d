import Foundation
import Hall
import Hospital
import Lab
import Storage

/// The demonstration hall: one hall, forty patients with open orders, a token for each role.
public struct Demo: Sendable {
    /// By role, and by role and place.
    let tokens: [String: String]
    /// One for each role, the administrator last.
    let people: [Person]
    /// Whether the store was empty before.
    let isNew: Bool

    /// Somebody of the staff, whose password anybody may know.
    struct Person: Codable, Sendable {
        let id: String
        let name: String
        let role: String
        let password: String
    }

    func token(for role: Badge.Role, scope: String?) -> String? {
        scope.flatMap { tokens["\(role.rawValue) \($0)"] } ?? tokens[role.rawValue]
    }

    /// The settings of the demonstration hall.
    /// - Parameter environment: Where `counterparties` has said how to talk to it; without, the
    ///   hall has only connectors that talk to nobody.
    public static func settings(
        data: URL, port: Int, mllpPort: Int,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Settings {
        var settings = try Settings.parse(
            yaml(data) + "\n" + connectors(environment), named: "the demonstration's settings")
        settings.http.port = port
        settings.hl7.port = mllpPort
        return settings
    }

    static func yaml(_ data: URL) -> String {
        """
        hospital: {name: 示范医院, nameEn: Demonstration Hospital}
        halls:
          - id: draw
            name: 采血大厅
            nameEn: Blood draw hall
            campus: benbu
            queues:
              - {id: A, name: 门诊, nameEn: Outpatient}
              - {id: E, name: 急诊, nameEn: Emergency}
              - {id: C, name: 儿科, nameEn: Children}
              - {id: G, name: 糖耐量, nameEn: Tolerance test}
            windows:
              - {id: "1", name: 1号窗口, queues: [A, E, C, G]}
              - {id: "2", name: 2号窗口, queues: [A, E, C, G]}
              - {id: "3", name: 3号窗口, queues: [A, E, C, G]}
              - {id: "4", name: 4号窗口, queues: [A, E, C, G]}
            routing: {otherwise: A, emergency: E, timed: G, children: C, childUnder: 14, priorityFrom: 70}
            kiosks: [{id: K1, printer: front}]
            advice:
              - {zh: 请保持空腹，按压手臂五分钟, en: Please stay fasting; press your arm for five minutes}
        boards:
          - {id: draw, kind: hall, hall: draw, title: {zh: 采血大厅, en: Blood draw hall}}
          - {id: waiting, kind: waiting, hall: draw, title: {zh: 候诊一览, en: Waiting}}
          - {id: window-1, kind: window, hall: draw, window: "1", title: {zh: 1号窗口, en: Window 1}}
          - {id: window-2, kind: window, hall: draw, window: "2", title: {zh: 2号窗口, en: Window 2}}
          - {id: window-3, kind: window, hall: draw, window: "3", title: {zh: 3号窗口, en: Window 3}}
          - {id: window-4, kind: window, hall: draw, window: "4", title: {zh: 4号窗口, en: Window 4}}
          - {id: reports, kind: reports, hall: draw, title: {zh: 检验报告, en: Laboratory reports}}
        printers:
          - {id: front, kind: folder, queue: "\(data.appending(path: "tickets").path)"}
        voice: {zones: [{id: draw, device: none}]}
        """
    }
}

/// Its tokens open everything; they are never spelled out.
extension Demo: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "the demonstration" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Demo {
    /// Where to go, for the one who has just started it.
    public static func guide(_ address: String) -> String {
        """

        LabQueue 检验叫号, demonstration hall. Open in a browser:
          kiosk        \(address)/kiosk/K1      try card 6200000001 … 6200000040
          window       \(address)/window/1      press 下一位
          hall board   \(address)/board/draw
          triage       \(address)/triage
          reports      \(address)/reports/reports
          desk         \(address)/desk         names and passwords are in demo.json
                                        inpatients ZY10001, ZY10002, ZY10004 … ZY10009, ZY10012,
                                        settlements S1001 … S1004
          everything   \(address)/
        Cards and tokens are in demo.json, tickets as PDF in tickets/, both in the data folder;
        with counterparties, insurer-classes.csv there is the list of 救助类别 to take over.
        """
    }
}
