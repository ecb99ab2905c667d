import Foundation
import Testing

@testable import Hall

@Suite struct VoiceSettingsTests {
    func decoded(_ json: String) throws -> VoiceSettings {
        try JSONDecoder().decode(VoiceSettings.self, from: Data(json.utf8))
    }

    @Test func `Nothing set is a hall with the usual loudspeaker`() throws {
        let settings = try decoded("{}").covering(["draw"])
        #expect(settings.zones == [Zone(id: "draw")])
        #expect(settings.zones.first?.device == "default")
    }

    @Test func `A zone keeps what it says and gets the rest as usual`() throws {
        let settings = try decoded(
            #"{"zones":[{"id":"draw","device":"plughw:1","languages":["zh","en"],"times":1}]}"#)
        #expect(
            settings.covering(["draw"]).zones
                == [
                    Zone(
                        id: "draw", device: "plughw:1", languages: [.mandarin, .english], times: 1)
                ])
        let again = try JSONEncoder().encode(settings)
        #expect(try JSONDecoder().decode(VoiceSettings.self, from: again) == settings)
    }

    @Test(
        "What makes no sense is refused",
        arguments: [
            #"{"zone":[]}"#, #"{"zones":[{"device":"x"}]}"#, #"{"zones":[{"id":"a","loud":1}]}"#,
            #"{"zones":[{"id":"a","times":0}]}"#, #"{"zones":[{"id":"a","rate":900}]}"#,
            #"{"zones":[{"id":"a","languages":["fr"]}]}"#,
            #"{"zones":[{"id":"a","languages":[]}]}"#,
            #"{"zones":[{"id":"a"},{"id":"a"}]}"#,
            #"{"zones":[{"id":"a","volumes":[{"from":"25:00","percent":50}]}]}"#,
            #"{"zones":[{"id":"a","volumes":[{"from":"21:00","percent":150}]}]}"#,
        ])
    func refused(json: String) {
        #expect(throws: DecodingError.self) { try decoded(json) }
    }

    @Test func `The volume is that of the last step, over midnight too`() throws {
        let steps = try [Volume(from: "21:00", percent: 40), Volume(from: "06:30", percent: 100)]
        func percent(_ time: String) throws -> Int {
            steps.percent(at: try Date("2026-11-22T\(time):00+08:00", strategy: .iso8601))
        }
        #expect(try percent("20:59") == 100)
        #expect(try percent("21:00") == 40)
        #expect(try percent("03:00") == 40)
        #expect(try percent("06:30") == 100)
        #expect([Volume]().percent(at: .now) == 100)
    }
}
