extension Migration {
    /// The people who sign in at the desk, and two more roles for tokens.
    static let accounts = Migration(
        "008 accounts",
        """
        CREATE TABLE account (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            login TEXT NOT NULL UNIQUE CHECK (login <> ''),
            name TEXT NOT NULL,
            roles TEXT NOT NULL,
            campuses TEXT NOT NULL,
            password TEXT NOT NULL CHECK (password LIKE 'scrypt$%'),
            mustChange BIGINT NOT NULL CHECK (mustChange IN (0, 1)),
            createdAt BIGINT NOT NULL,
            createdBy TEXT NOT NULL,
            disabledAt BIGINT
        );
        CREATE TABLE staffSession (
            hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
            account TEXT NOT NULL REFERENCES account (id),
            campus TEXT,
            screen TEXT,
            origin TEXT NOT NULL,
            startedAt BIGINT NOT NULL,
            seenAt BIGINT NOT NULL
        );
        CREATE INDEX staffSessionByAccount ON staffSession (account);
        CREATE TABLE signInTry (
            login TEXT NOT NULL PRIMARY KEY CHECK (length(login) = 64),
            failures BIGINT NOT NULL,
            lastAt BIGINT NOT NULL,
            lockedUntil BIGINT
        );
        CREATE TABLE signingKey (
            name TEXT NOT NULL PRIMARY KEY,
            secret TEXT NOT NULL CHECK (length(secret) = 64),
            createdAt BIGINT NOT NULL
        );
        CREATE TABLE usedSeal (
            id TEXT NOT NULL PRIMARY KEY,
            endsAt BIGINT NOT NULL
        );
        CREATE INDEX usedSealByEnd ON usedSeal (endsAt);
        CREATE TABLE widerToken (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            role TEXT NOT NULL CHECK (
                role IN ('kiosk', 'window', 'triage', 'board', 'his', 'lis', 'app',
                    'integrator', 'admin')),
            scope TEXT,
            hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
            label TEXT NOT NULL,
            createdAt BIGINT NOT NULL,
            createdBy TEXT NOT NULL,
            revokedAt BIGINT,
            lastUsedAt BIGINT
        );
        INSERT INTO widerToken
            (id, role, scope, hash, label, createdAt, createdBy, revokedAt, lastUsedAt)
        SELECT id, role, scope, hash, label, createdAt, createdBy, revokedAt, lastUsedAt
        FROM token;
        DROP TABLE token;
        ALTER TABLE widerToken RENAME TO token;
        """)
}
