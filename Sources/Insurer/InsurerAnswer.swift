import Foundation
import Hospital
import Wires

/// How the platform took one request, and with it what we may believe (interface §3).
public struct InsurerAnswer: Hashable, Sendable {
    public enum Reply: Hashable, Sendable {
        /// infcode 0, with the output; an empty object where there was none.
        case success(JSON)
        /// They said no, or would: nothing was done.
        case failure(Failure)
        /// Nothing left our side.
        case unsent(String)
        /// They asked us to come back.
        case later(Duration)
        /// They may have done it: no answer, or one that cannot be read.
        case doubt(String)
    }

    /// A no.
    public struct Failure: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            /// The platform's, by its words.
            case refused
            /// The gateway's, or our own: nothing works until somebody mends the settings or
            /// the data.
            case configuration
        }

        public let kind: Kind
        /// As whoever asked may read it; may quote a person.
        public let text: String
        /// Without names and numbers of people; for logs and for what is kept.
        public let kept: String

        public init(_ kind: Kind, _ text: String, kept: String) {
            self.kind = kind
            self.text = text
            self.kept = kept
        }
    }

    /// Ours; nil where nothing was sent.
    public let msgid: String?
    /// Theirs (inf_refmsgid).
    public let refmsgid: String?
    public let reply: Reply

    public init(_ reply: Reply, msgid: String? = nil, refmsgid: String? = nil) {
        self.msgid = msgid
        self.refmsgid = refmsgid
        self.reply = reply
    }
}

extension InsurerAnswer {
    /// Reads an answer.
    /// - Parameter secrets: What its words must not quote where they are kept.
    init(
        _ answer: HTTPAnswer, to msgid: String, by codec: any PayloadCodec, hiding secrets: Quotes
    ) {
        switch answer.status {
        case 200..<300: break
        case 429:
            self.init(.later(answer.retryAfter ?? .seconds(30)), msgid: msgid)
            return
        case 400..<500 where String(decoding: answer.body, as: UTF8.self).contains("nonce"):
            // Ours is new with each call: a proxy has sent the call twice, and the gateway let
            // the first one through.
            self.init(.doubt("the gateway has heard this call before"), msgid: msgid)
            return
        case 400..<500:
            let words = "the gateway answered with HTTP status \(answer.status)"
            self.init(.failure(Failure(.configuration, words, kept: words)), msgid: msgid)
            return
        default:
            self.init(
                .doubt("the gateway answered with HTTP status \(answer.status)"), msgid: msgid)
            return
        }
        guard let body = try? JSON(parsing: answer.body), let said = try? codec.opened(body),
            let code = said.text("infcode").flatMap({ Int($0) })
        else {
            self.init(.doubt("the answer cannot be read, or has no infcode"), msgid: msgid)
            return
        }
        let refmsgid = said.text("inf_refmsgid")
        guard code == 0 else {
            let text = said.text("err_msg") ?? "infcode \(code)"
            // What broke on their side may have broken after it was done, and what they have had
            // before under our number may have been done then; the words are [assumed].
            if text.contains(/系统异常|系统错误|系统繁忙|超时|msgid重复|报文号重复|E02/) {
                self.init(.doubt(secrets.hidden(in: text)), msgid: msgid, refmsgid: refmsgid)
                return
            }
            self.init(
                .failure(Failure(.refused, text, kept: secrets.hidden(in: text))), msgid: msgid,
                refmsgid: refmsgid)
            return
        }
        switch said["output"] {
        case .object(let output):
            self.init(.success(.object(output)), msgid: msgid, refmsgid: refmsgid)
        case nil, .null, .string(""):
            self.init(.success([:]), msgid: msgid, refmsgid: refmsgid)
        default:
            self.init(
                .doubt("the answer's output is no object; is it encrypted?"), msgid: msgid,
                refmsgid: refmsgid)
        }
    }

    init(_ error: WireError, to msgid: String) {
        self.init(
            error.kind == .unsent ? .unsent(error.description) : .doubt(error.description),
            msgid: error.kind == .unsent ? nil : msgid)
    }
}
