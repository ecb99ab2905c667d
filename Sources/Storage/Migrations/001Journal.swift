extension Migration {
    /// What happened in the lines: one stream per hall and day.
    static let journal = Migration(
        "001 journal",
        """
        CREATE TABLE journal (
            hall TEXT NOT NULL CHECK (hall <> ''),
            day TEXT NOT NULL CHECK (length(day) = 10),
            seq BIGINT NOT NULL CHECK (seq > 0),
            command TEXT NOT NULL CHECK (command <> ''),
            part BIGINT NOT NULL CHECK (part > 0),
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            event TEXT NOT NULL,
            PRIMARY KEY (hall, day, seq),
            UNIQUE (command, part)
        );
        """)
}
