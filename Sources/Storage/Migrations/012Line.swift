extension Migration {
    /// Finds the line of a key by its head or behind it.
    ///
    /// Usually nobody is behind one, which shows at once beside any number of deliveries, whatever
    /// a server believes about them.
    static let line = Migration(
        "012 line",
        """
        CREATE INDEX deliveryBehind ON delivery (lane, key, id) WHERE state = 'behind';
        DROP INDEX deliveryByKey;
        CREATE INDEX pastDeliveryOfKey ON pastDelivery (key, lane, version)
            WHERE key IS NOT NULL;
        DROP INDEX pastDeliveryByKey;
        """)
}
