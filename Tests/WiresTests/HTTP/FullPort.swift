import Glibc

/// A port whose queue of connections is full: a connection to it hangs.
final class FullPort: Sendable {
    let port: Int
    private let handles: [Int32]

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var handles = [listener]
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, length)
                _ = listen(listener, 0)
                _ = getsockname(listener, address, &length)
                for _ in 0..<8 {
                    let caller = socket(
                        AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
                    _ = connect(caller, address, length)
                    handles.append(caller)
                }
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.handles = handles
    }

    deinit { handles.forEach { _ = close($0) } }
}
