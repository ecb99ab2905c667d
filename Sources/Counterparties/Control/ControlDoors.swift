/// The routes by which a test or a person looks behind a counterparty and makes it misbehave.
struct ControlDoors {
    let stage: Stage

    func answer(_ request: Request) -> Reply {
        guard request.isLocal else {
            return .text("control routes answer callers on this machine only", status: 403)
        }
        let steps = request.steps
        guard steps.count > 1 else { return .json(directory) }
        guard let other = stage.counterparties.first(where: { $0.name == steps[1] }) else {
            return .text("no counterparty is called \(steps[1])", status: 404)
        }
        do {
            return try answer(request, of: other, about: steps.count == 3 ? steps[2] : "")
        } catch {
            return .text("\(error)", status: 400)
        }
    }

    private func answer(
        _ request: Request, of other: any Counterparty, about subject: String
    ) throws -> Reply {
        switch (request.method, subject) {
        case ("GET", "ledger"): return .json(other.ledger(of: request.query["number"]))
        case ("GET", "requests"):
            return .json(other.requests(last: request.query["last"].flatMap { Int($0) } ?? 100))
        case ("GET", "faults"): return .json(rules(of: other))
        case ("POST", "faults"):
            stage.faults.add(try FaultRule(JSON(parsing: request.body)), to: other.name)
            return .json(rules(of: other), status: 201)
        case ("DELETE", "faults"):
            stage.faults.clear(other.name)
            return .json(rules(of: other))
        case ("GET", "switches"): return .json(other.switches())
        case ("POST", "switches"):
            try other.turn(JSON(parsing: request.body))
            return .json(other.switches())
        case ("POST", "reset"):
            stage.faults.clear(other.name)
            try other.reset()
            return .json(["reset": .string(other.name)])
        case ("POST", _):
            let shown = try other.book(JSON(parsing: request.body), under: subject, at: stage.now())
            if let shown { return .json(shown, status: 201) }
            return .text("no control route POST \(request.path)", status: 404)
        default: return .text("no control route \(request.method) \(request.path)", status: 404)
        }
    }

    private func rules(of other: any Counterparty) -> JSON {
        ["faults": .array(stage.faults.rules(of: other.name).map(\.json))]
    }

    private var directory: JSON {
        [
            "counterparties": .array(stage.counterparties.map { .string($0.name) }),
            "faults": .array(Fault.catalogue.keys.sorted().map { .string($0) }),
        ]
    }
}
