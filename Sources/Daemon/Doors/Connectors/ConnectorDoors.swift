import Crypto
import Foundation
import Hospital
import Hub
import Hummingbird
import HummingbirdCore
import Lab
import Storage
import Wires

extension House {
    /// The questions of all connectors: `POST /api/v1/connectors/{connector}/{operation}`.
    var connectorDoors: [Door] {
        connectors.members.flatMap { member in
            member.connector.operations.map { operation in
                Door(
                    .post, "/api/v1/connectors/\(member.name)/\(operation.name)",
                    for: Set(opening: operation.callers), operation.does,
                    headers: operation.callers.contains(.kiosk) ? ["X-Patient-Session"] : [],
                    takes: operation.asks, answers: [200: operation.answers]
                ) { visit in
                    try await answer(operation, of: member, visit)
                }
            }
        }
    }

    private func answer(
        _ operation: Hub.Operation, of member: Connectors.Member, _ visit: Visit
    ) async throws -> Response {
        let caller = try Caller(visit, seated: seated(visit))
        let data = try await visit.data()
        let question = Question(
            try JSON(asked: data), by: caller, at: now(),
            correspondence: QuestionBook.correspondence(
                of: member.name, store: store, now: now))
        let target = "\(member.name)/\(operation.name)"
        return try await once(
            visit.key, of: "\(visit.badge.id) \(caller.patient ?? "")",
            question: "\(target) \(Self.hash(of: data))"
        ) {
            let answer = try await ask(operation, of: member, question)
            try await note("connector.ask", target, visit)
            return answer
        }
    }

    /// The answer, or a no in the connector's words; throws what is worth asking again.
    private func ask(
        _ operation: Hub.Operation, of member: Connectors.Member, _ question: Question
    ) async throws -> Answers.Answer {
        do {
            switch try await operation.answer(question) {
            case .json(let json):
                return Answers.Answer(
                    status: 200, mediaType: "application/json; charset=utf-8",
                    body: Data(json.text.utf8))
            case .document(let document):
                return Answers.Answer(
                    status: 200, mediaType: document.mediaType, name: document.name,
                    body: document.bytes)
            }
        } catch let declined as Declined where declined.kind != .unreachable {
            let problem = Problem(declined, by: member.name)
            return Answers.Answer(
                status: problem.status, mediaType: Problem.mediaType,
                body: Data(try WireJSON.bytes(problem, zone: zone)))
        } catch let declined as Declined {
            throw Problem(declined, by: member.name)
        } catch let error as WireError {
            throw Problem(error, of: member)
        }
    }

    private static func hash(of data: Data) -> String {
        Data(SHA256.hash(data: data)).base64EncodedString()
    }
}

extension JSON {
    /// What a question brings: an object; nothing counts as an empty one.
    fileprivate init(asked data: Data) throws {
        guard !data.isEmpty else {
            self = .object([:])
            return
        }
        guard let json = try? JSON(parsing: data), case .object = json else {
            throw Problem.badRequest("请求内容不是 JSON 对象。", "The body is not a JSON object.")
        }
        self = json
    }
}
