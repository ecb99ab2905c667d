extension Fault {
    typealias Change = @Sendable (inout Conduct, JSON) throws(Unknown) -> Void

    /// Every fault by its word.
    ///
    /// Those of the network and of proxies do nothing that was asked; those that fail on the way
    /// back have done it. A rule's `committed` says otherwise.
    static let catalogue: [String: Change] = [
        // Nothing is done.
        "hang": { conduct, _ in (conduct.carriage, conduct.commits) = (.hang, false) },
        "drop": { conduct, _ in (conduct.carriage, conduct.commits) = (.drop, false) },
        "html": { conduct, _ in
            conduct.commits = false
            conduct.substitute = .html("<html><body><h1>系统维护中</h1></body></html>")
        },
        "garbage": { conduct, _ in
            conduct.commits = false
            conduct.substitute = Reply(
                type: "application/json;charset=UTF-8", body: [0x7B, 0x22, 0xFF, 0xFE, 0x00, 0x22])
        },
        "status": { conduct, detail throws(Unknown) in
            guard let status = (detail["status"] ?? detail).whole, 400...599 ~= status else {
                throw Unknown(description: "status is a number from 400 to 599")
            }
            var reply = Reply.text("status \(status)", status: status)
            if let seconds = detail["retryAfter"]?.whole {
                reply.headers.append(.init(name: "Retry-After", value: "\(seconds)"))
            }
            (conduct.substitute, conduct.commits) = (reply, false)
        },
        "redirect": { conduct, detail in
            var reply = Reply.text("moved", status: 301)
            let place = detail.text ?? "http://127.0.0.1:9/elsewhere"
            reply.headers.append(.init(name: "Location", value: place))
            (conduct.substitute, conduct.commits) = (reply, false)
        },
        "refuse": { conduct, detail throws(Unknown) in
            guard let code = detail["code"]?.text, let text = detail["text"]?.text else {
                throw Unknown(description: "refuse needs {\"code\": …, \"text\": …}")
            }
            conduct.refusal = Conduct.Refusal(code: code, text: text)
        },
        "dieBeforeCommit": { conduct, _ in conduct.death = .beforeCommit },

        // What was asked is done.
        "delayBeforeCommit": { conduct, detail throws(Unknown) in
            conduct.delayBefore = try seconds(detail)
        },
        "delayAfterCommit": { conduct, detail throws(Unknown) in
            conduct.delayAfter = try seconds(detail)
        },
        // Later than the caller's usual patience of 30 s, unless told how late.
        "lateAnswer": { conduct, detail throws(Unknown) in
            conduct.delayAfter = try seconds(detail, usually: 40)
        },
        "notFoundFor": { conduct, detail throws(Unknown) in
            conduct.hiddenFor = try seconds(detail)
        },
        "dropAfterCommit": { conduct, _ in conduct.carriage = .drop },
        "half": { conduct, _ in conduct.carriage = .half },
        "slow": { conduct, detail throws(Unknown) in
            let pace = try seconds(detail, usually: 1)
            guard pace > 0 else { throw Unknown(description: "slow needs bytes a second") }
            conduct.carriage = .slow(bytesPerSecond: pace)
        },
        "answerTwice": { conduct, _ in conduct.carriage = .twice },
        "deliverTwice": { conduct, _ in conduct.deliversTwice = true },
        "badSignature": { conduct, _ in conduct.slip = .badSignature },
        "wrongEcho": { conduct, _ in conduct.slip = .wrongEcho },
        "errorAfterReversal": { conduct, _ in conduct.slip = .errorAfterCommit },
        "dieAfterCommit": { conduct, _ in conduct.death = .afterCommit },
    ]

    /// A detail that is a number, not negative, at most a day's seconds.
    private static func seconds(_ detail: JSON, usually usual: Double? = nil) throws(Unknown)
        -> Double
    {
        if detail == .null, let usual { return usual }
        guard let seconds = detail.number, 0...86400 ~= seconds else {
            throw Unknown(description: "the fault needs a number from 0 to 86400")
        }
        return seconds
    }
}
