extension Migration {
    /// Events received, patients and what identifies them.
    ///
    /// A card may be bound before its patient is known, so it refers to nobody.
    static let people = Migration(
        "002 people",
        """
        CREATE TABLE hisEvent (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            type TEXT NOT NULL,
            at BIGINT NOT NULL,
            campus TEXT NOT NULL,
            receivedAt BIGINT NOT NULL,
            data TEXT NOT NULL
        );
        CREATE TABLE patient (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            name TEXT NOT NULL,
            sex TEXT NOT NULL CHECK (sex IN ('F', 'M', 'U')),
            birthDate TEXT,
            phone TEXT,
            updatedAt BIGINT NOT NULL
        );
        CREATE INDEX patientByName ON patient (name);
        CREATE TABLE card (
            number TEXT NOT NULL PRIMARY KEY CHECK (number <> ''),
            patient TEXT NOT NULL,
            boundAt BIGINT NOT NULL
        );
        CREATE INDEX cardByPatient ON card (patient);
        CREATE TABLE document (
            type TEXT NOT NULL,
            number TEXT NOT NULL CHECK (number <> ''),
            patient TEXT NOT NULL REFERENCES patient (id),
            boundAt BIGINT NOT NULL,
            PRIMARY KEY (type, number)
        );
        CREATE INDEX documentByNumber ON document (number);
        CREATE INDEX documentByPatient ON document (patient);
        """)
}
