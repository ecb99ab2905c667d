extension Migration {
    /// Numbers that are never given twice, and how far the taking back of a settlement has come.
    static let serials = Migration(
        "013 serials",
        """
        CREATE TABLE serial (
            name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
            last BIGINT NOT NULL CHECK (last >= 1)
        );
        CREATE TABLE reversalStep (
            settlement TEXT NOT NULL CHECK (settlement <> ''),
            position BIGINT NOT NULL CHECK (position >= 1),
            step TEXT NOT NULL,
            campus TEXT NOT NULL,
            connector TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('standing', 'undoing', 'undone')),
            note TEXT NOT NULL,
            at BIGINT NOT NULL,
            waiting BIGINT,
            PRIMARY KEY (settlement, position)
        );
        """)
}
