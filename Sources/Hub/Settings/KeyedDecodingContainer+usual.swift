extension KeyedDecodingContainer {
    /// What the settings say under `key`, or `usual` where they leave it out.
    public func decode<Value: Decodable>(_ key: Key, or usual: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? usual
    }
}
