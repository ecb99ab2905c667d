import Foundation
import Postgres

/// What the server answered to one statement.
struct Answer {
    /// Rows inserted, changed, deleted or found.
    let count: Int
    /// Such as `COMMIT`.
    let tag: String
    let rows: [Row]

    /// Copies the answer out of libpq's memory.
    init(_ result: OpaquePointer) {
        count = Int(String(cString: PQcmdTuples(result))) ?? 0
        tag = String(cString: PQcmdStatus(result))
        let width = PQnfields(result)
        let columns = (0..<width).map { String(cString: PQfname(result, $0)) }
        let types = (0..<width).map { PQftype(result, $0) }
        rows = (0..<PQntuples(result)).map { row in
            Row(
                columns: columns,
                values: (0..<width).map { Value(result, row, $0, type: types[Int($0)]) })
        }
    }
}

extension Value {
    /// The value in the server's text form; numbers that are whole are integers.
    fileprivate init(_ result: OpaquePointer, _ row: CInt, _ column: CInt, type: Oid) {
        guard PQgetisnull(result, row, column) == 0, let text = PQgetvalue(result, row, column)
        else {
            self = .null
            return
        }
        switch type {
        case 16:  // bool
            self = .integer(text.pointee == CChar(bitPattern: UInt8(ascii: "t")) ? 1 : 0)
        case 20, 21, 23, 26:  // int8, int2, int4, oid
            self = .integer(Int64(strtoll(text, nil, 10)))
        case 700, 701:  // float4, float8
            self = .real(strtod(text, nil))
        case 1700:  // numeric, such as sum() of integers
            self = Int64(String(cString: text)).map(Value.integer) ?? .real(strtod(text, nil))
        default:
            let length = Int(PQgetlength(result, row, column))
            self = .text(
                text.withMemoryRebound(to: UInt8.self, capacity: length) {
                    String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
                })
        }
    }
}
