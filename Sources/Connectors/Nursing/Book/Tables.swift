import Storage

extension NursingConnector {
    /// What the two of master data say, what is known of stays, and the lines.
    public static var tables: [Migration] { [book] }

    private static let book = Migration("nursing 1 book", masterTables + stayTables + lineTables)

    /// A row of the three lists is never changed but for its last day and its withdrawal.
    private static let masterTables = """
        CREATE TABLE nursingChange (
            id {identity},
            kind TEXT NOT NULL,
            campus TEXT,
            content TEXT NOT NULL,
            proposedBy TEXT NOT NULL,
            proposedAt BIGINT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'declined')),
            decidedBy TEXT,
            decidedAt BIGINT,
            CHECK (state <> 'confirmed' OR decidedBy <> proposedBy),
            CHECK ((state = 'waiting') = (decidedBy IS NULL))
        );
        CREATE INDEX nursingChangeWaiting ON nursingChange (id) WHERE state = 'waiting';
        CREATE TABLE nursingPrice (
            id {identity},
            campus TEXT NOT NULL,
            department TEXT NOT NULL CHECK (department <> ''),
            name TEXT NOT NULL,
            price BIGINT NOT NULL CHECK (price > 0),
            item TEXT NOT NULL CHECK (item <> ''),
            insurance TEXT,
            since TEXT NOT NULL,
            until TEXT CHECK (until >= since),
            change BIGINT NOT NULL REFERENCES nursingChange (id),
            withdrawn BIGINT REFERENCES nursingChange (id)
        );
        CREATE UNIQUE INDEX nursingPriceStart ON nursingPrice (campus, department, since)
            WHERE withdrawn IS NULL;
        CREATE TABLE nursingTier (
            since TEXT NOT NULL,
            fromDay BIGINT NOT NULL CHECK (fromDay >= 1),
            throughDay BIGINT CHECK (throughDay >= fromDay),
            percent BIGINT NOT NULL CHECK (percent BETWEEN 1 AND 100),
            change BIGINT NOT NULL REFERENCES nursingChange (id),
            PRIMARY KEY (since, fromDay)
        );
        CREATE TABLE nursingBundle (
            id {identity},
            item TEXT NOT NULL CHECK (item <> ''),
            name TEXT NOT NULL,
            since TEXT NOT NULL,
            until TEXT CHECK (until >= since),
            change BIGINT NOT NULL REFERENCES nursingChange (id)
        );
        CREATE UNIQUE INDEX nursingBundleStart ON nursingBundle (item, since);
        """

    private static let stayTables = """
        CREATE TABLE nursingStay (
            stay TEXT NOT NULL PRIMARY KEY CHECK (stay <> ''),
            campus TEXT NOT NULL,
            version BIGINT NOT NULL,
            isWatched BIGINT NOT NULL CHECK (isWatched IN (0, 1)),
            isStale BIGINT NOT NULL CHECK (isStale IN (0, 1)),
            isPlain BIGINT NOT NULL CHECK (isPlain IN (0, 1)),
            admittedOn TEXT,
            movedOn TEXT,
            department TEXT,
            ward TEXT,
            through TEXT,
            CHECK (isStale = 0 OR isWatched = 1),
            CHECK (isPlain = 0 OR (admittedOn IS NOT NULL AND movedOn IS NOT NULL))
        );
        CREATE INDEX nursingStayWatched ON nursingStay (stay) WHERE isWatched = 1;
        CREATE INDEX nursingStayStale ON nursingStay (stay) WHERE isStale = 1;
        CREATE INDEX nursingStayThrough ON nursingStay (through);
        CREATE TABLE nursingSettlement (
            settlement TEXT NOT NULL PRIMARY KEY CHECK (settlement <> ''),
            stay TEXT NOT NULL,
            settledAt BIGINT,
            cancelledAt BIGINT
        );
        CREATE INDEX nursingSettlementByStay ON nursingSettlement (stay);
        CREATE TABLE nursingService (
            stay TEXT NOT NULL,
            day TEXT NOT NULL,
            department TEXT NOT NULL,
            campus TEXT NOT NULL,
            isServed BIGINT NOT NULL CHECK (isServed IN (0, 1)),
            recordedBy TEXT,
            toldAt BIGINT NOT NULL,
            PRIMARY KEY (stay, day, department)
        );
        CREATE TABLE nursingWaiver (
            stay TEXT NOT NULL,
            day TEXT NOT NULL,
            note TEXT NOT NULL,
            waivedBy TEXT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (stay, day)
        );
        CREATE TABLE nursingLeave (
            stay TEXT NOT NULL,
            day TEXT NOT NULL,
            isAway BIGINT NOT NULL CHECK (isAway IN (0, 1)),
            approvedBy TEXT NOT NULL,
            actor TEXT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (stay, day)
        );
        CREATE TABLE nursingElection (
            id {identity},
            stay TEXT NOT NULL,
            choice TEXT NOT NULL CHECK (choice IN ('bedDay', 'original')),
            chosenAt BIGINT NOT NULL,
            chosenBy TEXT NOT NULL CHECK (chosenBy IN ('patient', 'relative')),
            operator TEXT NOT NULL,
            signature TEXT NOT NULL CHECK (signature <> ''),
            at BIGINT NOT NULL
        );
        CREATE INDEX nursingElectionByStay ON nursingElection (stay, id);
        """

    private static let lineTables = """
        CREATE TABLE nursingRun (
            id {identity},
            forDay TEXT NOT NULL UNIQUE,
            startedAt BIGINT NOT NULL,
            finishedAt BIGINT,
            stays BIGINT NOT NULL,
            posted BIGINT NOT NULL,
            reversed BIGINT NOT NULL
        );
        CREATE TABLE nursingLine (
            id BIGINT NOT NULL PRIMARY KEY,
            campus TEXT NOT NULL,
            stay TEXT NOT NULL,
            day TEXT NOT NULL,
            stayIndex BIGINT NOT NULL CHECK (stayIndex >= 1),
            department TEXT NOT NULL,
            ward TEXT,
            price BIGINT NOT NULL CHECK (price > 0),
            percent BIGINT NOT NULL CHECK (percent BETWEEN 1 AND 100),
            amount BIGINT NOT NULL,
            item TEXT NOT NULL,
            insurance TEXT,
            state TEXT NOT NULL CHECK (state IN ('live', 'reversed')),
            reversalOf BIGINT UNIQUE REFERENCES nursingLine (id),
            run BIGINT REFERENCES nursingRun (id),
            source TEXT NOT NULL CHECK (source IN ('auto', 'discharge', 'recompute')),
            at BIGINT NOT NULL,
            CHECK (reversalOf IS NULL OR state = 'reversed'),
            CHECK ((price * percent + 50) / 100 =
                CASE WHEN reversalOf IS NULL THEN amount ELSE -amount END)
        );
        CREATE UNIQUE INDEX nursingLineLive ON nursingLine (stay, day) WHERE state = 'live';
        CREATE INDEX nursingLineReversed ON nursingLine (stay, id) WHERE state = 'reversed';
        CREATE INDEX nursingLineByDay ON nursingLine (day) WHERE state = 'live';
        CREATE TABLE nursingItem (
            number TEXT NOT NULL PRIMARY KEY CHECK (number <> ''),
            stay TEXT NOT NULL,
            day TEXT NOT NULL,
            item TEXT NOT NULL,
            amount BIGINT CHECK (amount >= 0),
            origin TEXT NOT NULL CHECK (origin IN ('elected', 'outside')),
            state TEXT NOT NULL CHECK (state IN ('live', 'reversed')),
            at BIGINT NOT NULL,
            reversedBy TEXT,
            reversedAt BIGINT,
            CHECK ((state = 'reversed') = (reversedAt IS NOT NULL))
        );
        CREATE INDEX nursingItemLive ON nursingItem (stay, day) WHERE state = 'live';
        CREATE TABLE nursingItemReversal (
            id BIGINT NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE REFERENCES nursingItem (number),
            campus TEXT NOT NULL,
            stay TEXT NOT NULL,
            at BIGINT NOT NULL
        );
        CREATE INDEX nursingItemReversalByStay ON nursingItemReversal (stay, id);
        CREATE TABLE nursingException (
            id {identity},
            campus TEXT NOT NULL,
            stay TEXT NOT NULL,
            day TEXT NOT NULL,
            kind TEXT NOT NULL,
            detail TEXT NOT NULL,
            foundAt BIGINT NOT NULL,
            resolvedAt BIGINT,
            settledBy TEXT,
            settledAt BIGINT,
            note TEXT
        );
        CREATE UNIQUE INDEX nursingExceptionOpen ON nursingException (stay, day, kind)
            WHERE resolvedAt IS NULL;
        """
}
