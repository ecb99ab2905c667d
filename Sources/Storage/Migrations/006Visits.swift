extension Migration {
    /// Visits and stays, staff and departments, and where patients live.
    ///
    /// All may be told of before their patient and in any order, so they refer to nobody. A visit
    /// closed before it was opened and a stay that only moved have no patient yet.
    static let visits = Migration(
        "006 visits and stays",
        """
        ALTER TABLE patient ADD COLUMN address TEXT;
        CREATE TABLE visit (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            patient TEXT,
            number TEXT,
            campus TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('outpatient', 'emergency')),
            department TEXT,
            departmentName TEXT,
            doctor TEXT,
            doctorName TEXT,
            openedAt BIGINT NOT NULL,
            closedAt BIGINT,
            updatedAt BIGINT NOT NULL
        );
        CREATE INDEX visitByPatient ON visit (patient, openedAt);
        CREATE INDEX visitByNumber ON visit (number);
        CREATE TABLE stay (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            patient TEXT,
            number TEXT,
            campus TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('admitted', 'discharged', 'cancelled')),
            department TEXT,
            departmentName TEXT,
            ward TEXT,
            wardName TEXT,
            bed TEXT,
            doctor TEXT,
            doctorName TEXT,
            admittedAt BIGINT NOT NULL,
            dischargedAt BIGINT
        );
        CREATE INDEX stayByPatient ON stay (patient, admittedAt);
        CREATE INDEX stayByNumber ON stay (number);
        CREATE INDEX stayByWard ON stay (ward, state);
        CREATE TABLE stayMovement (
            id {identity},
            stay TEXT NOT NULL REFERENCES stay (id),
            toldAt BIGINT NOT NULL,
            movement TEXT NOT NULL
        );
        CREATE INDEX stayMovementByStay ON stayMovement (stay, toldAt, id);
        CREATE TABLE staff (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            name TEXT NOT NULL,
            department TEXT,
            title TEXT,
            phone TEXT,
            isActive BIGINT NOT NULL CHECK (isActive IN (0, 1)),
            codes TEXT NOT NULL,
            updatedAt BIGINT NOT NULL
        );
        CREATE INDEX staffByDepartment ON staff (department);
        CREATE TABLE department (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            name TEXT NOT NULL,
            kind TEXT,
            campus TEXT,
            isActive BIGINT NOT NULL CHECK (isActive IN (0, 1)),
            codes TEXT NOT NULL,
            updatedAt BIGINT NOT NULL
        );
        """)
}
