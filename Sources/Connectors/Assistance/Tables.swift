import Storage

extension AssistanceConnector {
    /// Categories, enquiries with the insurer, what was decided, and credentials saved.
    public static var tables: [Migration] { [identities, strayCodes] }

    private static let strayCodes = Migration(
        "assistance 2 stray codes",
        """
        CREATE INDEX assistanceDecisionStray ON assistanceDecision (at) WHERE because = 'unlisted';
        """)

    /// No ID number is in any of them: a person is the SHA-256 of number and name.
    private static let identities = Migration(
        "assistance 1 identities",
        """
        CREATE TABLE assistanceCategory (
            code TEXT NOT NULL PRIMARY KEY CHECK (code <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            insurer TEXT NOT NULL CHECK (insurer <> ''),
            hospital TEXT CHECK (hospital <> ''),
            validFrom TEXT,
            validUntil TEXT,
            sort BIGINT NOT NULL CHECK (sort >= 0),
            updatedAt BIGINT NOT NULL,
            updatedBy TEXT NOT NULL,
            CHECK (validFrom IS NULL OR validUntil IS NULL OR validFrom <= validUntil)
        );
        CREATE INDEX assistanceCategoryByInsurer ON assistanceCategory (insurer);
        CREATE TABLE assistanceEnquiry (
            id {identity},
            person TEXT NOT NULL CHECK (length(person) = 64),
            campus TEXT NOT NULL,
            day TEXT NOT NULL,
            at BIGINT NOT NULL,
            occasion TEXT NOT NULL CHECK (occasion IN ('admission', 'look', 'recheck',
                'credential')),
            actor TEXT NOT NULL,
            msgid TEXT CHECK (msgid <> ''),
            failure TEXT,
            said TEXT,
            flag TEXT,
            code TEXT,
            validFrom TEXT,
            validUntil TEXT,
            identities TEXT NOT NULL,
            isOver BIGINT NOT NULL CHECK (isOver IN (0, 1)),
            CHECK (msgid IS NOT NULL OR (failure IS NOT NULL AND flag IS NULL AND code IS NULL)),
            CHECK (failure IS NULL OR (flag IS NULL AND code IS NULL))
        );
        CREATE INDEX assistanceEnquiryByPerson ON assistanceEnquiry (person, id);
        CREATE TABLE assistanceDecision (
            id {identity},
            patient TEXT NOT NULL,
            stay TEXT,
            person TEXT,
            campus TEXT NOT NULL,
            at BIGINT NOT NULL,
            enquiry BIGINT REFERENCES assistanceEnquiry (id),
            state TEXT NOT NULL CHECK (state IN ('eligible', 'not', 'failed')),
            because TEXT,
            category TEXT,
            categoryName TEXT,
            hospital TEXT,
            CHECK (state = 'failed' OR enquiry IS NOT NULL),
            CHECK ((state = 'eligible') = (category IS NOT NULL)),
            CHECK ((state = 'eligible') = (because IS NULL))
        );
        CREATE INDEX assistanceDecisionByStay ON assistanceDecision (stay, id)
            WHERE stay IS NOT NULL;
        CREATE INDEX assistanceDecisionByPatient ON assistanceDecision (patient, id);
        CREATE TABLE assistanceCredential (
            campus TEXT NOT NULL,
            request TEXT NOT NULL CHECK (request <> ''),
            stay TEXT NOT NULL,
            patient TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('resident', 'card', 'electronic')),
            fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
            person TEXT,
            ending TEXT NOT NULL,
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            decision BIGINT REFERENCES assistanceDecision (id),
            PRIMARY KEY (campus, request)
        );
        CREATE INDEX assistanceCredentialByStay ON assistanceCredential (stay, at);
        """)
}
