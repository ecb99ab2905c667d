/// A database whose tables are being laid, alone.
protocol BuildingSite {
    var kind: EngineKind { get }

    /// Runs `body` and keeps what it did, or takes it all back and throws.
    func inTransaction<Answer>(
        _ body: (any Transaction) throws -> Answer
    ) throws -> Answer

    /// Runs several statements, inside `inTransaction`.
    func run(script: String) throws
}
