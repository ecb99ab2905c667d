import Foundation
import Hospital
import Testing

@testable import Assistance

/// Where flag and code may stand in 1101's answer, and in which spellings (interface §4.2).
struct ReliefTests {
    private static let names = ReliefNames()

    private func read(_ output: String) throws -> Relief {
        Relief(try JSON(parsing: Data(output.utf8)), names: Self.names)
    }

    @Test(arguments: ReliefNames().flags, ReliefNames().codes)
    func `every spelling of flag and code is read`(flag: String, code: String) throws {
        let relief = try read(
            #"{"baseinfo":{"exp_content":{"\#(flag)":1,"\#(code)":"T03"}}}"#)
        #expect(relief == Relief(flag: "1", code: "T03"))
        #expect(relief.isFlagged(Self.names))
    }

    @Test(arguments: [
        #"{"baseinfo":{"exp_content":"{\"jzfp_flg\":\"1\",\"matIdetCode\":\"T03\"}"}}"#,
        #"{"baseinfo":{"expContent":"{\"jzfp_flg\":1,\"matIdetCode\":\"T03\"}"}}"#,
        #"{"baseinfo":{"exp_content":[{"other":1},{"jzfp_flg":"1","matIdetCode":"T03"}]}}"#,
        #"{"baseinfo":{"exp_content":" {\"jzfp_flg\":\" 1 \",\"matIdetCode\":\"T03\"} "}}"#,
        #"{"baseinfo":{"exp_content":"","jzfp_flg":"1","matIdetCode":"T03"}}"#,
        #"{"baseinfo":{"exp_content":"no JSON","jzfp_flg":"1","matIdetCode":"T03"}}"#,
        #"{"baseinfo":{},"insuinfo":[{},{"jzfp_flg":"1","matIdetCode":"T03"}]}"#,
        #"{"baseinfo":{"jzfp_flg":"1"},"insuinfo":[{"matIdetCode":"T03"}]}"#,
        #"{"baseinfo":{},"insuinfo":[{"expContent":{"jzfp_flg":1,"matIdetCode":"T03"}}]}"#,
    ])
    func `text, object, both spellings, and every place are read`(output: String) throws {
        #expect(try read(output) == Relief(flag: "1", code: "T03"))
    }

    @Test(arguments: [
        (#"{"baseinfo":{"exp_content":{"jzfp_flg":"0","matIdetCode":"T03"}}}"#, "0"),
        (#"{"baseinfo":{"exp_content":{"jzfp_flg":"","matIdetCode":"T03"}}}"#, nil),
        (#"{"baseinfo":{"exp_content":{"jzfp_flg":"11","matIdetCode":"T03"}}}"#, "11"),
        (#"{"baseinfo":{"exp_content":{"jzfp_flg":true,"matIdetCode":"T03"}}}"#, nil),
        (#"{"baseinfo":{"exp_content":{"note":"jzfp_flg=1","matIdetCode":"T03"}}}"#, nil),
        (#"{"baseinfo":{"exp_content":{"inner":{"jzfp_flg":"1"}},"jzfp_flg":null}}"#, nil),
        (#"{"baseinfo":null}"#, nil), (#"{}"#, nil),
    ])
    func `what is not 1 is no yes`(output: String, flag: String?) throws {
        let relief = try read(output)
        #expect(relief.flag == flag)
        #expect(!relief.isFlagged(Self.names))
    }

    @Test func `of two insurances the one that says yes counts, with its own code`() throws {
        let relief = try read(
            #"{"baseinfo":{},"insuinfo":[{"insutype":"310","jzfp_flg":"0","matIdetCode":"T09"},"#
                + #"{"insutype":"390","jzfp_flg":"1","matIdetCode":"T03"}]}"#)
        #expect(relief == Relief(flag: "1", code: "T03"))
    }

    @Test func `the person's own no outweighs a row's yes`() throws {
        let relief = try read(
            #"{"baseinfo":{"exp_content":{"jzfp_flg":"0"}},"#
                + #""insuinfo":[{"jzfp_flg":"1","matIdetCode":"T03"}]}"#)
        #expect(relief == Relief(flag: "0", code: nil))
    }

    @Test func `a code beside another flag's no is not taken`() throws {
        let relief = try read(
            #"{"baseinfo":{"jzfp_flg":"1"},"#
                + #""insuinfo":[{"jzfp_flg":"0","matIdetCode":"T09"}]}"#)
        #expect(relief == Relief(flag: "1", code: nil))
    }

    @Test func `a site's own names take the place of the assumed ones`() throws {
        var names = ReliefNames()
        (names.flags, names.flagged, names.codes) = (["jz"], ["Y", "是"], ["sf"])
        let output = #"{"baseinfo":{"exp_content":{"jz":"是","sf":"A1","jzfp_flg":"0"}}}"#
        let relief = Relief(try JSON(parsing: Data(output.utf8)), names: names)
        #expect(relief == Relief(flag: "是", code: "A1"))
        #expect(relief.isFlagged(names))
    }
}
