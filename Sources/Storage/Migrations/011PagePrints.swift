extension Migration {
    /// What became of each paper that is no ticket, and what its connector is still to be told.
    static let pagePrints = Migration(
        "011 page prints",
        """
        CREATE TABLE pagePrint (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            caller TEXT NOT NULL,
            requestKey TEXT NOT NULL,
            request TEXT NOT NULL,
            patient TEXT NOT NULL,
            connector TEXT NOT NULL,
            tell TEXT,
            body TEXT,
            state TEXT NOT NULL
                CHECK (state IN ('asked', 'sent', 'printed', 'told', 'failed')),
            reasonZh TEXT,
            reasonEn TEXT,
            at BIGINT NOT NULL,
            CHECK ((tell IS NULL) = (body IS NULL)),
            UNIQUE (caller, requestKey)
        );
        CREATE INDEX pagePrintByState ON pagePrint (state, at);
        """)
}
