import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

extension House {
    /// Answers a question once for each key of its caller; a repeat gets the first answer.
    ///
    /// Without a key every question is a new one.
    func once(
        _ key: String?, of caller: String, question: String,
        _ answer: () async throws -> Answers.Answer
    ) async throws -> Response {
        guard let key else { return Response(try await answer()) }
        let moment = now()
        let standing = try await store.write { transaction in
            try Answers.begin(key, of: caller, question: question, at: moment, in: transaction)
        }
        switch standing {
        case .another: throw Problem.keyOfAnother
        case .underWay: throw Problem.underWay
        case .answered(let first): return Response(first)
        case .new: break
        }
        do {
            let first = try await answer()
            try await store.write {
                try Answers.keep(first, for: key, of: caller, in: $0)
            }
            return Response(first)
        } catch {
            try await store.write { try Answers.forget(key, of: caller, in: $0) }
            throw error
        }
    }
}

extension Response {
    init(_ answer: Answers.Answer) {
        var headers: HTTPFields = [
            .contentType: answer.mediaType, .xContentTypeOptions: "nosniff",
            .cacheControl: "no-store",
        ]
        if let name = answer.name { headers[.contentDisposition] = Self.disposition(name) }
        self.init(
            status: .init(code: answer.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// RFC 6266: shown in the page, and kept under this name.
    private static func disposition(_ name: String) -> String {
        let plain = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "!"..."~"))
            .union(CharacterSet(charactersIn: "-._"))
        let spelled = name.addingPercentEncoding(withAllowedCharacters: plain) ?? "document"
        return "inline; filename*=UTF-8''\(spelled)"
    }
}
