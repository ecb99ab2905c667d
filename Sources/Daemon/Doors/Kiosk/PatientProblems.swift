import Lab

extension Problem {
    static let noPatientSession = Problem(
        "no-patient-session", 403, Words("请先刷卡", "Please swipe your card"),
        Words("自助机上没有患者表明身份。", "Nobody has shown who they are at this kiosk."),
        Words("请刷就诊卡或身份证。", "Please swipe your patient card or ID card."))

    static let patientSessionOver = Problem(
        "patient-session-over", 403, Words("已自动退出", "Signed out"),
        Words("太久没有操作，或有人刷了另一张卡。", "Nothing was done for a while, or another card was swiped."),
        Words("请重新刷卡。", "Please swipe your card again."))

    static let tooManyCards = Problem(
        "too-many-cards", 429, Words("刷卡太频繁", "Too many cards"),
        Words("这台自助机上短时间内刷卡或输错的次数太多。", "Too many cards or wrong numbers were tried here."),
        Words("请稍等几分钟，或到人工窗口。", "Please wait some minutes, or go to a window."))

    static let wrongProof = Problem(
        "wrong-proof", 403, Words("证件号后四位不对", "These four digits do not fit"),
        Words("输入的后四位与这张卡的登记不符。", "They differ from those registered for this card."),
        Words("请重新刷卡再试，或到人工窗口。", "Please swipe again, or go to a window."))

    static let noIDNumber = Problem(
        "no-id-number", 403, Words("无法核实身份", "Identity cannot be proved"),
        Words("这张卡没有登记身份证号。", "No ID number is registered for this card."),
        Words("请到人工窗口办理。", "Please go to a window."))

    /// The page asks for the proof and sends it with `pending`.
    static func proofNeeded(_ pending: String) -> Problem {
        Problem(
            "proof-needed", 403, Words("请核实身份", "Please prove your identity"),
            Words("查看票据还需要身份证号后四位。", "The last four characters of the ID number are needed."),
            Words("请输入身份证号后四位。", "Please enter the last four characters of the ID number."),
            extra: ["pending": pending])
    }

    static let noPagePrinter = Problem(
        "no-page-printer", 409, Words("这里不能打印", "No printer here"),
        Words("这台自助机没有配置打印机。", "This kiosk has no printer."),
        Words("请换一台自助机，或到人工窗口。", "Please use another kiosk, or go to a window."))

    static let needsKey = Problem.badRequest(
        "打印请求必须带 Idempotency-Key。", "A request to print must carry an Idempotency-Key.")

    static func noDocument(_ detail: Words) -> Problem {
        Problem(
            "no-document", 502, Words("没有可打印的内容", "Nothing to print"), detail,
            Words("请稍后再试，或到人工窗口。", "Please try again later, or go to a window."))
    }
}
