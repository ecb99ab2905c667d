extension Records {
    /// What one event changes in the records, made ready before its transaction begins.
    ///
    /// The writer serves all callers in turn: what can be spelled out beforehand is none of its
    /// time.
    public struct Entry: Sendable {
        let statements: [SQL]
        let movement: StayEntry?

        init(_ statements: [SQL], movement: StayEntry? = nil) {
            self.statements = statements
            self.movement = movement
        }

        /// Changes nothing.
        public static let empty = Entry([])

        public func save(in transaction: any Transaction) throws {
            for statement in statements { try transaction.execute(statement) }
            try movement?.save(in: transaction)
        }
    }
}
