extension Migration {
    /// What became of each ticket's paper.
    static let printing = Migration(
        "005 printing",
        """
        CREATE TABLE printJob (
            ticket TEXT NOT NULL PRIMARY KEY CHECK (ticket <> ''),
            hall TEXT NOT NULL,
            day TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'printed', 'failed')),
            printer TEXT,
            attempts BIGINT NOT NULL CHECK (attempts >= 0),
            reason TEXT,
            at BIGINT NOT NULL
        );
        CREATE INDEX printJobByDay ON printJob (hall, day);
        """)
}
