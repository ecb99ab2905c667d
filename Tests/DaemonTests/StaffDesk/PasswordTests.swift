import Foundation
import Testing

@testable import Daemon

/// Passwords as they are kept.
struct PasswordTests {
    @Test func `the key is scrypt's, by the vector of RFC 7914`() throws {
        let hash = try PasswordHash(
            "password", cost: .init(rounds: 10, blockSize: 8, parallelism: 16),
            salt: Data("NaCl".utf8))
        let key = try #require(Data(base64Encoded: String(hash.text.split(separator: "$")[5])))
        #expect(
            key.hexadecimal == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
    }

    @Test func `the usual cost is no less than N of two to the fifteenth`() {
        #expect(PasswordHash.Cost.usual.rounds >= 15)
        #expect(Passwords().cost == .usual)
    }

    @Test func `a hash read back fits its password and no other, at the cost it was made with`()
        throws
    {
        let cost = PasswordHash.Cost(rounds: 4, blockSize: 2, parallelism: 1)
        let text = try PasswordHash("通行证é", cost: cost, salt: Data("salt".utf8)).text
        let read = try #require(PasswordHash(text))
        #expect(read.cost == cost)
        #expect(try read.fits("通行证e\u{301}"))
        #expect(try !read.fits("通行证e"))
        #expect(!text.contains("通行证"))
    }

    @Test(arguments: [
        "", "scrypt$", "scrypt$15$8$3$c2FsdA==$", "md5$15$8$3$c2FsdA==$a2V5",
        "scrypt$60$8$3$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "scrypt$15$-8$3$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ])
    func `what is no hash is read as none`(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func `somebody unknown is held against a hash of the same cost`() async throws {
        let passwords = Passwords(cost: .demonstration)
        #expect(try await !passwords.fits("anything", nil))
        let hash = try await passwords.hash("Winter-2026")
        #expect(try await passwords.fits("Winter-2026", hash))
        #expect(try await !passwords.fits("winter-2026", hash))
    }

    @Test func `no more than sixty-four wait for their turn`() throws {
        let queue = Queue(atMost: 2)
        try queue.join()
        try queue.join()
        #expect(throws: Problem.self) { try queue.join() }
        queue.leave()
        try queue.join()
    }

    @Test(arguments: [
        ("Ab1", false), ("abcdefgh", false), ("12345678", false), ("abcd1234", true),
        ("correcthorsebattery", true), ("aaaa1111", false), ("xxU07-xx", false),
        ("口令口令口令1a", false), ("检验科的口令1", false), ("检验科的新口令12", true),
    ])
    func `a password is long, mixed, and not the number`(password: String, isGood: Bool) {
        #expect((PasswordRules.complaint(password, for: "u07") == nil) == isGood)
    }
}
