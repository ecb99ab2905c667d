import Storage

extension EInvoiceConnector {
    /// Sheets and their bills, vouchers, red bills, prints, and what reconciliations found.
    public static var tables: [Migration] { [bills, openDifferences] }

    private static let openDifferences = Migration(
        "einvoice 2 open differences",
        """
        CREATE INDEX einvoiceDifferenceOpen ON einvoiceDifference (campus)
            WHERE settledAt IS NULL;
        """)

    private static let bills = Migration(
        "einvoice 1 bills",
        """
        CREATE TABLE einvoiceSheet (
            kind TEXT NOT NULL
                CHECK (kind IN ('registration', 'outpatient', 'discharge', 'deposit')),
            number TEXT NOT NULL CHECK (number <> ''),
            campus TEXT NOT NULL,
            patient TEXT NOT NULL,
            visit TEXT,
            stay TEXT,
            family TEXT NOT NULL,
            total BIGINT CHECK (total >= 0),
            at BIGINT NOT NULL,
            content TEXT,
            reversedAt BIGINT,
            PRIMARY KEY (kind, number),
            CHECK (content IS NOT NULL OR reversedAt IS NOT NULL)
        );
        CREATE INDEX einvoiceSheetByPatient ON einvoiceSheet (patient, at);
        CREATE INDEX einvoiceSheetByVisit ON einvoiceSheet (visit) WHERE visit IS NOT NULL;
        CREATE INDEX einvoiceSheetByStay ON einvoiceSheet (stay) WHERE stay IS NOT NULL;
        CREATE INDEX einvoiceSheetByNumber ON einvoiceSheet (number);
        CREATE INDEX einvoiceSheetByTime ON einvoiceSheet (at);
        CREATE TABLE einvoiceBill (
            busNo TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            sheet TEXT NOT NULL,
            sequence BIGINT NOT NULL CHECK (sequence >= 1),
            campus TEXT NOT NULL,
            patient TEXT NOT NULL,
            family TEXT NOT NULL,
            total BIGINT NOT NULL CHECK (total > 0),
            payer TEXT,
            cardType TEXT,
            cardNo TEXT,
            placeCode TEXT,
            source TEXT,
            point TEXT,
            opener TEXT,
            at BIGINT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'unknown', 'issueFailed', 'issued',
                'voiding', 'voided', 'refunded', 'withdrawn')),
            request TEXT,
            batch TEXT,
            number TEXT,
            random TEXT,
            createdTime TEXT,
            qrCode TEXT,
            picture TEXT,
            publicPicture TEXT,
            paperBatch TEXT,
            paperNumber TEXT,
            plannedBatch TEXT,
            plannedNumber TEXT,
            papers BIGINT NOT NULL,
            prints BIGINT NOT NULL,
            printedAt BIGINT,
            printedBy TEXT,
            issuedAt BIGINT,
            voidedAt BIGINT,
            error TEXT,
            UNIQUE (kind, sheet, sequence),
            FOREIGN KEY (kind, sheet) REFERENCES einvoiceSheet (kind, number),
            CHECK (state NOT IN ('issued', 'voiding', 'voided', 'refunded')
                OR (batch IS NOT NULL AND number IS NOT NULL))
        );
        CREATE UNIQUE INDEX einvoiceBillValid ON einvoiceBill (kind, sheet)
            WHERE state NOT IN ('voided', 'refunded', 'withdrawn', 'issueFailed');
        CREATE UNIQUE INDEX einvoiceBillByNumber ON einvoiceBill (batch, number)
            WHERE number IS NOT NULL;
        CREATE INDEX einvoiceBillByPatient ON einvoiceBill (patient, at);
        CREATE INDEX einvoiceBillByTime ON einvoiceBill (issuedAt) WHERE issuedAt IS NOT NULL;
        CREATE TABLE einvoiceVoucher (
            bill TEXT NOT NULL PRIMARY KEY REFERENCES einvoiceBill (busNo),
            deposit TEXT NOT NULL,
            batch TEXT,
            number TEXT,
            random TEXT,
            amount BIGINT NOT NULL CHECK (amount > 0),
            remaining BIGINT NOT NULL CHECK (remaining >= 0 AND remaining <= amount)
        );
        CREATE INDEX einvoiceVoucherByDeposit ON einvoiceVoucher (deposit);
        CREATE TABLE einvoiceUse (
            settlement TEXT NOT NULL,
            deposit TEXT NOT NULL,
            amount BIGINT NOT NULL,
            PRIMARY KEY (settlement, deposit)
        );
        CREATE INDEX einvoiceUseByDeposit ON einvoiceUse (deposit);
        CREATE TABLE einvoiceRed (
            number TEXT NOT NULL PRIMARY KEY,
            bill TEXT NOT NULL REFERENCES einvoiceBill (busNo),
            amount BIGINT NOT NULL CHECK (amount > 0),
            state TEXT NOT NULL CHECK (state IN ('pending', 'unknown', 'failed', 'done')),
            sentAt BIGINT,
            redBatch TEXT,
            redNumber TEXT,
            redRandom TEXT,
            placeCode TEXT,
            at BIGINT NOT NULL,
            doneAt BIGINT,
            error TEXT
        );
        CREATE UNIQUE INDEX einvoiceRedByNumber ON einvoiceRed (redBatch, redNumber)
            WHERE redNumber IS NOT NULL;
        CREATE INDEX einvoiceRedByBill ON einvoiceRed (bill);
        CREATE TABLE einvoicePrint (
            id {identity},
            bill TEXT NOT NULL REFERENCES einvoiceBill (busNo),
            day TEXT NOT NULL,
            at BIGINT NOT NULL,
            place TEXT NOT NULL,
            actor TEXT NOT NULL,
            print TEXT,
            UNIQUE (bill, print)
        );
        CREATE INDEX einvoicePrintByBill ON einvoicePrint (bill, day);
        CREATE TABLE einvoiceDifference (
            id {identity},
            day TEXT NOT NULL,
            campus TEXT NOT NULL,
            placeCode TEXT NOT NULL,
            busType TEXT NOT NULL,
            side TEXT NOT NULL CHECK (side IN ('issued', 'reversed')),
            repair TEXT NOT NULL CHECK (repair IN ('reissue', 'reverse', 'look')),
            busNo TEXT NOT NULL,
            batch TEXT NOT NULL,
            number TEXT NOT NULL,
            ours BIGINT,
            theirs BIGINT,
            foundAt BIGINT NOT NULL,
            startedAt BIGINT,
            settledAt BIGINT,
            settledBy TEXT,
            note TEXT,
            UNIQUE (day, campus, placeCode, busType, side, batch, number)
        );
        CREATE TABLE einvoiceReconciliation (
            day TEXT NOT NULL,
            campus TEXT NOT NULL,
            placeCode TEXT NOT NULL,
            busType TEXT NOT NULL,
            ourCount BIGINT NOT NULL,
            ourTotal BIGINT NOT NULL,
            theirCount BIGINT NOT NULL,
            theirTotal BIGINT NOT NULL,
            ourReds BIGINT NOT NULL,
            ourRedTotal BIGINT NOT NULL,
            theirReds BIGINT NOT NULL,
            theirRedTotal BIGINT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (day, campus, placeCode, busType)
        );
        """)
}
