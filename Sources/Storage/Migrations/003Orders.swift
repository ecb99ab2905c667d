extension Migration {
    /// Laboratory orders and reports.
    ///
    /// Both may arrive before their patient and in any order, so they refer to nobody. An order
    /// cancelled before it arrived has no patient yet.
    static let orders = Migration(
        "003 orders",
        """
        CREATE TABLE labOrder (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            patient TEXT,
            visit TEXT,
            department TEXT,
            campus TEXT NOT NULL,
            urgency TEXT NOT NULL CHECK (urgency IN ('routine', 'urgent', 'timed')),
            minutes TEXT NOT NULL,
            items TEXT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('unpaid', 'open', 'drawn', 'reported', 'cancelled')),
            orderedAt BIGINT NOT NULL,
            updatedAt BIGINT NOT NULL,
            CHECK (patient IS NOT NULL OR state = 'cancelled')
        );
        CREATE INDEX labOrderByPatient ON labOrder (patient, state);
        CREATE INDEX labOrderByVisit ON labOrder (visit);
        CREATE TABLE report (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            labOrder TEXT,
            patient TEXT NOT NULL,
            verifiedAt BIGINT NOT NULL,
            verifiedBy TEXT,
            receivedAt BIGINT NOT NULL,
            items TEXT NOT NULL
        );
        CREATE INDEX reportByTime ON report (receivedAt);
        CREATE INDEX reportByOrder ON report (labOrder);
        """)
}
