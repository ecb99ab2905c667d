/// Sentences synthesised ahead, the least recently used given up first.
actor SpeechCache {
    struct Key: Hashable {
        let text: String
        let name: String?
        let language: Language
        let rate: Int
        let oneAsYao: Bool
    }

    private var sounds: [Key: Sound] = [:]
    /// Least recently used first.
    private var order: [Key] = []
    private var size = 0
    /// Samples kept at most; the usual 4 million are 8 MB, about forty sentences.
    private let capacity: Int

    init(capacity: Int = 4_000_000) { self.capacity = capacity }

    /// The sound of a sentence, made where it is not kept yet.
    func sound(of key: Key, make: @Sendable () async throws -> Sound) async throws -> Sound {
        if let sound = sounds[key] {
            touch(key)
            return sound
        }
        let sound = try await make()
        // Another may have made it meanwhile; either will do.
        if let old = sounds.updateValue(sound, forKey: key) { size -= old.samples.count }
        size += sound.samples.count
        touch(key)
        while size > capacity, order.count > 1 {
            size -= sounds.removeValue(forKey: order.removeFirst())?.samples.count ?? 0
        }
        return sound
    }

    func holds(_ key: Key) -> Bool { sounds[key] != nil }

    private func touch(_ key: Key) {
        order.removeAll { $0 == key }
        order.append(key)
    }
}
