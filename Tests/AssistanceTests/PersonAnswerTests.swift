import Foundation
import Hospital
import Testing

@testable import Assistance

/// Whether an answer is about the person asked for.
struct PersonAnswerTests {
    private static let asked = Insured(number: "35010219480707012x", name: "阿依古丽·买买提")

    private func answer(_ base: String) throws -> PersonAnswer? {
        PersonAnswer(
            try JSON(parsing: Data(#"{"baseinfo":\#(base)}"#.utf8)), names: ReliefNames(),
            at: Date(timeIntervalSince1970: 1_795_395_600))
    }

    @Test(arguments: [
        #"{"certno":"35010219480707012X","psn_name":"阿依古丽·买买提"}"#,
        #"{"certno":" 35010219480707012x ","psn_name":"阿依古丽•买买提"}"#,
        #"{"certno":"35010219480707012X","psn_name":"阿依古丽．买买提 "}"#,
        #"{"certno":"35010219480707012X","psn_name":""}"#,
        #"{"certno":"35010219480707012X"}"#,
    ])
    func `the same number, and the name where one is told`(base: String) throws {
        let answer = try #require(try answer(base))
        #expect(answer.isAbout(Self.asked))
    }

    @Test(arguments: [
        #"{"certno":"350102194807070138","psn_name":"阿依古丽·买买提"}"#,
        #"{"certno":"35010219480707012X","psn_name":"阿依古丽"}"#,
        #"{"certno":"35010219480707012X","psn_name":"阿***提"}"#,
        #"{"certno":"350102********012X","psn_name":"阿依古丽·买买提"}"#,
        #"{"psn_name":"阿依古丽·买买提"}"#, #"{"certno":"","psn_name":"阿依古丽·买买提"}"#,
        #"{}"#,
    ])
    func `another number, another name, none or half of it is somebody else`(base: String) throws {
        let answer = try #require(try answer(base))
        #expect(!answer.isAbout(Self.asked))
    }

    @Test func `an answer without a name is too little for a number new to the hospital`() throws {
        let new = Insured(number: "35010219480707012X", name: "阿依古丽·买买提", needsName: true)
        let nameless = try #require(try answer(#"{"certno":"35010219480707012X"}"#))
        #expect(!nameless.isAbout(new))
    }

    @Test(arguments: ["null", "[]", #""baseinfo""#])
    func `an answer about nobody is none`(base: String) throws {
        #expect(try answer(base) == nil)
    }

    @Test func `neither a person nor a credential is spelled out`() {
        for thing: Any in [
            Self.asked, Credential(kind: .resident, number: "35010219480707012X", cardNumber: nil),
        ] {
            let words = "\(thing) \(String(reflecting: thing))"
            #expect(!words.contains("3501"), "\(words)")
            #expect(Mirror(reflecting: thing).children.isEmpty)
        }
    }
}
