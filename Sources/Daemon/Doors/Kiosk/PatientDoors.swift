import Foundation
import HTTPTypes
import Hall
import Hospital
import Hummingbird
import Lab
import Logging
import Storage

/// What a kiosk holds of a patient who has shown who they are.
struct PatientAnswer: Encodable, Sendable {
    let session: String
    /// Masked.
    let name: String
    let expiresAt: Date
}

extension House {
    /// How a patient shows at a kiosk who they are, and leaves it.
    var patientDoors: [Door] {
        struct Shown: Decodable {
            let card: String?
            let pending: String?
            let proof: String?
        }
        struct Left: Encodable { let expiresAt: Date }
        struct Purpose: Decodable {
            enum What: String, Decodable { case bills, ticket }
            let purpose: What
        }
        return [
            Door(
                .post, "/api/v1/kiosks/{kiosk}/patient", for: [.kiosk],
                Words(
                    "患者在自助机刷卡表明身份，得到会话；之后的请求带 X-Patient-Session",
                    "A patient shows a card (or the proof asked for) and gets a session, which "
                        + "later calls carry as X-Patient-Session"),
                takes: #"{"card":"6200000001"}"#,
                answers: [201: "a session; it ends 60 seconds after its last use"]
            ) { visit in
                let kiosk = try self.kiosk(of: visit)
                let shown = try await visit.body(Shown.self)
                let answer =
                    if let pending = shown.pending {
                        try prove(pending, shown.proof ?? "", at: kiosk)
                    } else {
                        try await greet(shown.card ?? "", at: kiosk)
                    }
                try await note("patient.session", kiosk, visit)
                return try visit.json(answer, status: .created)
            },
            Door(
                .put, "/api/v1/kiosks/{kiosk}/patient", for: [.kiosk],
                Words(
                    "患者仍在使用（X-Patient-Session）", "The patient of X-Patient-Session is still there"),
                headers: ["X-Patient-Session"]
            ) { visit in
                _ = try self.kiosk(of: visit)
                return try visit.json(Left(expiresAt: try seatedOrThrow(visit).expiresAt))
            },
            Door(
                .delete, "/api/v1/kiosks/{kiosk}/patient", for: [.kiosk],
                Words("患者退出（X-Patient-Session，缺省为本机任何人）", "The patient leaves"),
                headers: ["X-Patient-Session"], answers: [204: "nobody is signed in"]
            ) { visit in
                let kiosk = try self.kiosk(of: visit)
                // The next patient's card may have been quicker than the farewell of this one.
                if let token = visit.request.headers[.patientSession] {
                    patients.close(token, at: kiosk)
                } else {
                    patients.close(at: kiosk)
                }
                return Response(status: .noContent)
            },
            Door(
                .put, "/api/v1/kiosks/{kiosk}/purpose", for: [.kiosk],
                Words(
                    "页面说明接下来刷卡的用途（bills 查票据，ticket 取号），供本机读卡器用",
                    "What the next cards of this kiosk's own readers are for"),
                takes: #"{"purpose":"bills"}"#, answers: [204: "understood, for a minute"]
            ) { visit in
                let kiosk = try self.kiosk(of: visit)
                switch try await visit.body(Purpose.self).purpose {
                case .bills: patients.awaitCards(at: kiosk)
                case .ticket: patients.awaitNoCards(at: kiosk)
                }
                return Response(status: .noContent)
            },
        ]
    }

    /// The kiosk a visit names, which must be the visitor's own.
    func kiosk(of visit: Visit) throws -> String {
        try visit.mustBe(at: visit["kiosk"])
        return try desk(withKiosk: visit["kiosk"]).1.id
    }

    /// A card swiped to say who somebody is; whoever was there before is gone.
    func greet(_ card: String, at kiosk: String) async throws -> PatientAnswer {
        let (_, place) = try desk(withKiosk: kiosk)
        patients.close(at: kiosk)
        guard swipes.lets("kiosk \(kiosk)", at: now()) else { throw Problem.tooManyCards }
        let number = try Self.number(ofCard: card)
        guard let patient = try await store.read({ try Records.patient(holding: number, in: $0) })
        else {
            swipes.missed("kiosk \(kiosk)", at: now())
            throw Problem.unknownCard
        }
        guard place.billsNeed == .cardAndIDNumber else {
            return PatientAnswer(patients.open(patient, at: kiosk))
        }
        guard !swipes.hasShut("patient \(patient.id)", at: now()) else {
            throw Problem.tooManyCards
        }
        // Who holds the ID card itself has shown the number.
        let isIDCard = patient.documents.contains {
            $0.type == "resident" && $0.number.uppercased() == number.uppercased()
        }
        if isIDCard { return PatientAnswer(patients.open(patient, at: kiosk)) }
        guard let pending = patients.await(patient, at: kiosk) else { throw Problem.noIDNumber }
        throw Problem.proofNeeded(pending)
    }

    private func prove(_ pending: String, _ proof: String, at kiosk: String) throws -> PatientAnswer
    {
        guard swipes.lets("kiosk \(kiosk)", at: now()) else { throw Problem.tooManyCards }
        switch patients.prove(pending, proof, at: kiosk) {
        case .right(let token, let session): return PatientAnswer((token, session))
        case .late: throw Problem.patientSessionOver
        case .wrong(let patient):
            swipes.missed("kiosk \(kiosk)", "patient \(patient)", at: now())
            throw Problem.wrongProof
        }
    }

    /// The daemon's own reader has read the card of somebody who wants their bills.
    func hearPatient(_ read: CardRead) async {
        do {
            let answer = try await greet(read.key, at: read.kiosk)
            kiosks.say("patient", try WireJSON.bytes(answer, zone: zone), to: read.kiosk)
        } catch {
            let problem = Problem(of: error)
            logger.info("a card at kiosk \(read.kiosk) opened no session: \(problem.code)")
            if let bytes = try? WireJSON.bytes(problem, zone: zone) {
                kiosks.say("patient", bytes, to: read.kiosk)
            }
        }
    }

    /// The patient signed in at the kiosk this call comes from; nil where the call names none.
    func seated(_ visit: Visit) throws -> PatientSessions.Session? {
        guard visit.badge.role == .kiosk, let token = visit.request.headers[.patientSession]
        else { return nil }
        guard let session = patients.use(token) else { throw Problem.patientSessionOver }
        try visit.mustBe(at: session.kiosk)
        return session
    }

    func seatedOrThrow(_ visit: Visit) throws -> PatientSessions.Session {
        guard let session = try seated(visit) else { throw Problem.noPatientSession }
        return session
    }
}

extension PatientAnswer {
    fileprivate init(_ opened: (token: String, session: PatientSessions.Session)) {
        self.init(
            session: opened.token, name: opened.session.maskedName,
            expiresAt: opened.session.expiresAt)
    }
}

extension HTTPField.Name {
    static let patientSession: Self = {
        guard let name = HTTPField.Name("X-Patient-Session") else { return .ifMatch }
        return name
    }()
}
