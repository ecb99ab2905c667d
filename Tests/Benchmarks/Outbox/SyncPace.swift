import Foundation

/// How often a second this disk takes a write for sure, at this minute.
enum SyncPace {
    static func measure(in folder: URL, times: Int = 200) throws -> Double {
        let path = folder.appending(path: "pace-\(UUID().uuidString)").path
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Trouble("\(path): \(String(cString: strerror(errno)))") }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 7, count: 4096)
        let took = try ContinuousClock().measure {
            for number in 0..<times {
                guard pwrite(file, page, page.count, off_t(number * page.count)) == page.count,
                    fdatasync(file) == 0
                else { throw Trouble("\(path): \(String(cString: strerror(errno)))") }
            }
        }
        return Double(times) / took.seconds
    }
}
