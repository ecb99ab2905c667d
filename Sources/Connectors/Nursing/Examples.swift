import Foundation
import Hub

extension NursingConnector {
    public static var sample: NursingSettings {
        var sample = NursingSettings()
        sample.newbornWards = ["W-NICU"]
        return sample
    }

    /// Nobody is called: an event is worked into the book, and that is its end.
    public static let examples = [
        admitted,
        Example(
            "a transfer that corrects an earlier one is worked in", after: [admitted],
            event: """
                {"id":"x2","type":"stay.transferred","at":"2026-11-22T10:00:00+08:00",\
                "campus":"benbu","data":{"stay":"Y1","transfer":"T1",\
                "at":"2026-11-20T14:00:00+08:00","department":{"code":"1002","name":"外科"}}}
                """, sends: [], hears: [], ends: [.delivered]),
        Example(
            "a discharge ends the days", after: [admitted],
            event: """
                {"id":"x3","type":"stay.discharged","at":"2026-11-22T10:00:00+08:00",\
                "campus":"benbu","data":{"stay":"Y1",\
                "dischargedAt":"2026-11-22T09:30:00+08:00"}}
                """, sends: [], hears: [], ends: [.delivered]),
        Example(
            "a nursing record of a day that is computed already has it computed anew",
            after: [admitted], event: served("x4", on: "2026-11-21"), sends: [], hears: [],
            ends: [.delivered]),
        Example(
            "a nursing record of today waits for the night", after: [admitted],
            event: served("x5", on: "2026-11-22"), sends: [], hears: [], ends: []),
        Example(
            "what happened to a stay whose admission is not told yet waits for it",
            event: """
                {"id":"x6","type":"stay.discharged","at":"2026-11-22T10:00:00+08:00",\
                "campus":"benbu","data":{"stay":"Y9"}}
                """, sends: [], hears: [], ends: [.delivered]),
    ]

    private static let admitted = Example(
        "an admission of some days ago is worked in",
        event: """
            {"id":"x1","type":"stay.admitted","at":"2026-11-19T10:00:00+08:00",\
            "campus":"benbu","data":{"stay":"Y1","patient":"P1","number":"Z88",\
            "department":{"code":"1001","name":"心内科"},"ward":{"code":"W1","name":"一病区"},\
            "bed":"12","admittedAt":"2026-11-19T10:00:00+08:00"}}
            """, sends: [], hears: [], ends: [.delivered])

    private static func served(_ id: String, on day: String) -> String {
        """
        {"id":"\(id)","type":"nursing.served","at":"2026-11-22T08:00:00+08:00",\
        "campus":"benbu","data":{"stay":"Y1","day":"\(day)",\
        "department":{"code":"1001","name":"心内科"},"served":true,"recordedBy":"N7"}}
        """
    }
}
