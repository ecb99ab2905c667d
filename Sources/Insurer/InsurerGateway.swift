import Foundation
import Hospital
import Hub
import Storage
import Wires

/// The national insurance platform as one campus reaches it: an address and an account.
///
/// Several connectors speak with it; each has a gateway of its own over the same settings, and
/// all of them count their messages together.
public struct InsurerGateway: Sendable {
    public let campus: String
    public let account: InsurerAccount
    private let premises: Premises
    private let signer: GatewaySigner
    private let codec: any PayloadCodec
    private let http: any HTTPWire
    private let signIn = SignIn()

    /// Carries a call; the evidence, with the number, is kept by whoever lends it.
    public typealias Carry = @Sendable (HTTPCall, any HTTPWire, String) async throws -> HTTPAnswer

    /// Throws `SettingsFault` where the account cannot work or its key is not there.
    public init(
        _ account: InsurerAccount, of campus: String, at premises: Premises,
        codec: any PayloadCodec = PlainJSON()
    ) throws {
        let name = "campuses.\(campus)"
        try account.check(as: name)
        self.campus = campus
        self.account = account
        self.premises = premises
        self.codec = codec
        signer = try account.signer.signer(as: "\(name).signer")
        http = HurriedWire(wire: premises.http, limit: .seconds(account.seconds))
    }

    /// Asks a service; what the wire could not do is part of the answer, never thrown.
    ///
    /// Where the platform wants a new sign-in, it is made once and the request goes once more,
    /// under a new number: a request refused for its sign-in was not carried out.
    /// - Parameters:
    ///   - insuredArea: insuplc_admdvs; needed where the input names a person.
    ///   - opter: Who asks; the account's own where nil.
    public func ask(
        _ infno: String, _ input: JSON, insuredArea: String? = nil,
        by opter: InsurerOperator? = nil, carry: Carry
    ) async throws -> InsurerAnswer {
        let opter = opter ?? usual
        guard account.signsIn else {
            return try await send(
                infno, input, insuredArea: insuredArea, by: opter, signNumber: nil, carry)
        }
        var refused: String?
        while true {
            let (number, fault) = try await today(besides: refused, carry)
            guard let number else { return fault ?? InsurerAnswer(.unsent("nobody signed in")) }
            let answer = try await send(
                infno, input, insuredArea: insuredArea, by: opter, signNumber: number, carry)
            guard refused == nil, answer.reply.wantsSignIn else { return answer }
            refused = number
        }
    }

    private var usual: InsurerOperator {
        InsurerOperator(id: account.opter.id, name: account.opter.name)
    }

    /// Today's sign-in number; signs in where there is none but the refused one.
    private func today(
        besides refused: String?, _ carry: Carry
    ) async throws -> (String?, InsurerAnswer?) {
        let day = InsurerTime.day(premises.now())
        if let known = await signIn.number(on: day, besides: refused) { return (known, nil) }
        let answer = try await send(
            "9001",
            ["signIn": ["opter_no": .string(String(usual.id.prefix(20))), "mac": "", "ip": ""]],
            insuredArea: nil, by: usual, signNumber: nil, carry)
        switch answer.reply {
        case .success(let output):
            guard
                let number = (output["signinoutb"] ?? output["data"] ?? output).text("sign_no")
            else { return (nil, InsurerAnswer(.unsent("signing in (9001) gave no sign_no"))) }
            await signIn.keep(number, on: day)
            return (number, nil)
        // Whatever became of the sign-in, what was to follow it has not left.
        case .doubt(let reason), .unsent(let reason):
            return (nil, InsurerAnswer(.unsent("signing in (9001): \(reason)")))
        case .failure, .later: return (nil, answer)
        }
    }

    private func send(
        _ infno: String, _ input: JSON, insuredArea: String?, by opter: InsurerOperator,
        signNumber: String?, _ carry: Carry
    ) async throws -> InsurerAnswer {
        let now = premises.now()
        let msgid = try await MessageNumber.next(
            of: account.fixmedinsCode, at: now, in: premises.store)
        let body: Data
        do {
            let sealed = try Envelope(account: account).sealed(
                Envelope.Letter(
                    infno: infno, msgid: msgid, insuredArea: insuredArea, opter: opter,
                    signNumber: signNumber, at: now, input: input))
            body = Data(JSON.object(try codec.sealed(sealed)).text.utf8)
        } catch let error as Envelope.Unfit {
            let words = "\(infno) was not sent: \(error)"
            return InsurerAnswer(.failure(.init(.configuration, words, kept: words)))
        }
        var headers = signer.headers(for: body, at: now, nonce: nonce())
        headers["Content-Type"] = "application/json; charset=utf-8"
        let prefix = account.signer.prefix ?? signer.prefix
        let call = HTTPCall(
            "POST", account.address(of: infno, below: prefix), headers: headers, body: body)
        do {
            return InsurerAnswer(
                try await carry(call, http, msgid), to: msgid, by: codec, hiding: Quotes(input))
        } catch let error as WireError {
            return InsurerAnswer(error, to: msgid)
        }
    }

    /// 32 hex digits.
    private func nonce() -> String {
        [premises.random(), premises.random()].map { bits in
            let hex = String(bits, radix: 16)
            return String(repeating: "0", count: 16 - hex.count) + hex
        }.joined()
    }
}

extension InsurerAnswer.Reply {
    /// Whether the day's sign-in is missing or over; the words are [assumed].
    fileprivate var wantsSignIn: Bool {
        guard case .failure(let failure) = self, failure.kind == .refused else { return false }
        return failure.text.contains("签到") || failure.text.lowercased().contains("sign_no")
    }
}
