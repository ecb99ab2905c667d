extension Migration {
    /// What questions were answered, for those who ask again with the same key.
    ///
    /// The body that was asked is kept as a hash; a row without a status is still being answered.
    static let answers = Migration(
        "009 answers",
        """
        CREATE TABLE answer (
            caller TEXT NOT NULL,
            key TEXT NOT NULL CHECK (key <> ''),
            question TEXT NOT NULL,
            askedAt BIGINT NOT NULL,
            status BIGINT,
            mediaType TEXT,
            name TEXT,
            body TEXT,
            PRIMARY KEY (caller, key)
        );
        CREATE INDEX answerByTime ON answer (askedAt);
        """)
}
