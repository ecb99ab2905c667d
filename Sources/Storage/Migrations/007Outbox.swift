extension Migration {
    /// What counterparties are to be told, what was said, and when schedules fired.
    ///
    /// `delivery` holds what is open and nothing else, so that claiming stays quick beside any
    /// amount of history. Its index `deliveryHead` lets one delivery of a key be out of line, and
    /// no second: what keeps a key's order is the schema, not the program.
    static let outbox = Migration(
        "007 outbox",
        """
        CREATE TABLE lane (
            name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
            connector TEXT NOT NULL,
            pausedAt BIGINT,
            pausedBy TEXT,
            tokens DOUBLE PRECISION NOT NULL,
            tokensAt BIGINT NOT NULL,
            breaker TEXT NOT NULL CHECK (breaker IN ('closed', 'open', 'trial')),
            failures BIGINT NOT NULL CHECK (failures >= 0),
            openings BIGINT NOT NULL CHECK (openings >= 0),
            opensAt BIGINT,
            delivered BIGINT NOT NULL,
            failed BIGINT NOT NULL
        );
        CREATE TABLE delivery (
            id {identity},
            connector TEXT NOT NULL,
            operation TEXT NOT NULL,
            lane TEXT NOT NULL,
            key TEXT,
            number TEXT,
            version BIGINT,
            payload TEXT NOT NULL,
            event TEXT,
            state TEXT NOT NULL CHECK (state IN ('ready', 'behind', 'running', 'dead')),
            step TEXT NOT NULL CHECK (step IN ('deliver', 'reconcile')),
            attempt BIGINT NOT NULL CHECK (attempt >= 0),
            urgency BIGINT NOT NULL CHECK (urgency BETWEEN 0 AND 3),
            dueAt BIGINT NOT NULL,
            deadline BIGINT,
            createdAt BIGINT NOT NULL,
            lastError TEXT,
            epoch BIGINT NOT NULL,
            worker TEXT,
            sentAt BIGINT,
            CHECK ((state = 'running') = (worker IS NOT NULL)),
            CHECK (state <> 'behind' OR key IS NOT NULL)
        );
        CREATE INDEX deliveryByTurn ON delivery (lane, state, urgency, dueAt, id);
        CREATE UNIQUE INDEX deliveryHead ON delivery (lane, key)
            WHERE key IS NOT NULL AND state <> 'behind';
        CREATE INDEX deliveryByKey ON delivery (lane, key, id) WHERE key IS NOT NULL;
        CREATE INDEX deliveryByDeadline ON delivery (deadline) WHERE deadline IS NOT NULL;
        CREATE INDEX deliveryByEvent ON delivery (event) WHERE event IS NOT NULL;
        CREATE TABLE pastDelivery (
            id BIGINT NOT NULL PRIMARY KEY,
            connector TEXT NOT NULL,
            operation TEXT NOT NULL,
            lane TEXT NOT NULL,
            key TEXT,
            number TEXT,
            version BIGINT,
            payload TEXT NOT NULL,
            event TEXT,
            state TEXT NOT NULL CHECK (state IN ('delivered', 'superseded', 'skipped')),
            step TEXT NOT NULL,
            attempt BIGINT NOT NULL,
            dueAt BIGINT NOT NULL,
            deadline BIGINT,
            createdAt BIGINT NOT NULL,
            endedAt BIGINT NOT NULL,
            lastError TEXT,
            epoch BIGINT NOT NULL
        );
        CREATE INDEX pastDeliveryByEnd ON pastDelivery (endedAt);
        CREATE INDEX pastDeliveryByKey ON pastDelivery (lane, key, version)
            WHERE key IS NOT NULL;
        CREATE INDEX pastDeliveryByEvent ON pastDelivery (event) WHERE event IS NOT NULL;
        CREATE TABLE deliveryNumber (
            connector TEXT NOT NULL,
            number TEXT NOT NULL,
            delivery BIGINT NOT NULL,
            PRIMARY KEY (connector, number)
        );
        CREATE TABLE exchange (
            id {identity},
            connector TEXT NOT NULL,
            delivery BIGINT,
            attempt BIGINT NOT NULL,
            number TEXT,
            sentAt BIGINT NOT NULL,
            request TEXT NOT NULL,
            answeredAt BIGINT,
            answer TEXT,
            fault TEXT
        );
        CREATE INDEX exchangeByDelivery ON exchange (delivery);
        CREATE INDEX exchangeByTime ON exchange (sentAt);
        CREATE TABLE schedule (
            name TEXT NOT NULL PRIMARY KEY,
            seenAt BIGINT NOT NULL
        );
        CREATE TABLE tick (
            schedule TEXT NOT NULL,
            slot TEXT NOT NULL,
            day TEXT NOT NULL,
            firedAt BIGINT NOT NULL,
            PRIMARY KEY (schedule, slot)
        );
        """)
}
