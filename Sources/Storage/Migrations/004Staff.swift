extension Migration {
    /// Who may, and who did.
    static let staff = Migration(
        "004 staff",
        """
        CREATE TABLE token (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            role TEXT NOT NULL CHECK (
                role IN ('kiosk', 'window', 'triage', 'board', 'his', 'lis', 'admin')),
            scope TEXT,
            hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
            label TEXT NOT NULL,
            createdAt BIGINT NOT NULL,
            createdBy TEXT NOT NULL,
            revokedAt BIGINT,
            lastUsedAt BIGINT
        );
        CREATE TABLE audit (
            id {identity},
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            origin TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            detail TEXT NOT NULL
        );
        """)
}
