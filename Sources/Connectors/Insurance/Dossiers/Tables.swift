import Storage

extension InsuranceConnector {
    /// Settlements with their lists, the steps taken with each, and what a person must look at.
    public static var tables: [Migration] { [lists] }

    private static let lists = Migration(
        "insurance 1 lists",
        """
        CREATE TABLE insuranceSettlement (
            settlement TEXT NOT NULL PRIMARY KEY CHECK (settlement <> ''),
            kind TEXT NOT NULL CHECK (kind IN ('registration', 'outpatient', 'inpatient')),
            campus TEXT NOT NULL,
            patient TEXT NOT NULL,
            visit TEXT,
            stay TEXT,
            total BIGINT CHECK (total >= 0),
            at BIGINT NOT NULL,
            setlId TEXT,
            psnNo TEXT,
            mdtrtId TEXT,
            area TEXT,
            state TEXT NOT NULL
                CHECK (state IN ('notUploaded', 'uploaded', 'submitted', 'cancelled')),
            isInDoubt BIGINT NOT NULL CHECK (isInDoubt IN (0, 1)),
            isWithdrawn BIGINT NOT NULL CHECK (isWithdrawn IN (0, 1)),
            changedTo BIGINT CHECK (changedTo IN (0, 1)),
            changedAt BIGINT,
            phase TEXT NOT NULL CHECK (phase IN ('idle', 'asked', 'stopped', 'go', 'reversed')),
            round BIGINT NOT NULL CHECK (round >= 1),
            goAt BIGINT,
            reversedAt BIGINT,
            lookedAt BIGINT,
            cancellation TEXT CHECK (cancellation IN ('sent', 'done', 'failed')),
            cancelMsgid TEXT,
            cancelSetlId TEXT,
            error TEXT,
            CHECK ((phase = 'reversed') = (reversedAt IS NOT NULL)),
            CHECK ((phase = 'reversed') = (state = 'cancelled')),
            CHECK (cancellation IS NULL OR cancelMsgid IS NOT NULL)
        );
        CREATE INDEX insuranceSettlementBySetlId ON insuranceSettlement (setlId)
            WHERE setlId IS NOT NULL;
        CREATE INDEX insuranceSettlementByPatient ON insuranceSettlement (patient, at);
        CREATE INDEX insuranceSettlementByVisit ON insuranceSettlement (visit)
            WHERE visit IS NOT NULL;
        CREATE INDEX insuranceSettlementByStay ON insuranceSettlement (stay)
            WHERE stay IS NOT NULL;
        CREATE INDEX insuranceSettlementByGo ON insuranceSettlement (goAt) WHERE phase = 'go';
        CREATE TABLE insuranceStep (
            id {identity},
            settlement TEXT NOT NULL REFERENCES insuranceSettlement (settlement),
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            act TEXT NOT NULL,
            msgid TEXT,
            refmsgid TEXT,
            outcome TEXT NOT NULL
                CHECK (outcome IN ('sent', 'done', 'refused', 'unknown', 'unsent')),
            note TEXT NOT NULL
        );
        CREATE INDEX insuranceStepBySettlement ON insuranceStep (settlement, id);
        CREATE UNIQUE INDEX insuranceStepByMsgid ON insuranceStep (msgid)
            WHERE msgid IS NOT NULL;
        CREATE TABLE insuranceException (
            id {identity},
            settlement TEXT NOT NULL REFERENCES insuranceSettlement (settlement),
            round BIGINT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('unasked', 'unanswered', 'withdrawal', 'restoring')),
            at BIGINT NOT NULL,
            note TEXT NOT NULL,
            settledAt BIGINT,
            settledBy TEXT,
            answer TEXT,
            UNIQUE (settlement, round, kind)
        );
        CREATE INDEX insuranceExceptionOpen ON insuranceException (at) WHERE settledAt IS NULL;
        """)
}
