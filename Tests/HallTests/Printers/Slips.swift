import Foundation
import Lab

@testable import Hall

extension Slip {
    /// A ticket of an ordinary morning.
    static func example(
        id: String = "q3x8", label: String = "A083", ahead: Int = 12,
        estimate: Estimate? = Estimate(median: 870, likely: 1_480), isEmergency: Bool = false,
        isReprint: Bool = false,
        prepare: [Words] = [
            Words("空腹，卷起衣袖", "Fasting; roll up your sleeve"),
            Words("抽血后按压五分钟", "press the arm five minutes after"),
        ]
    ) -> Slip {
        Slip(
            id: id, hall: "本部 门诊采血室", label: label,
            queue: isEmergency ? Words("急诊", "Emergency") : Words("门诊", "Outpatient"),
            maskedName: "单*明", ahead: ahead, estimate: estimate,
            // 2026-11-22 07:31:20 in Shanghai
            issuedAt: Date(timeIntervalSince1970: 1_795_303_880), prepare: prepare,
            page: "http://queue.hospital.example/t/\(id)7f1c9be2a4d05", isEmergency: isEmergency,
            isReprint: isReprint)
    }
}

extension TimeZone {
    /// Shanghai's.
    static let hospital = TimeZone(secondsFromGMT: 8 * 3_600) ?? .gmt
}
