import Foundation
import Hospital
import Hub
import Lab
import Storage

/// A month's bed-days: each department's days and amount by tier.
struct ReportPage: Sendable {
    let office: Office

    private struct Cell: Sendable {
        var days = 0
        var amount = Money.zero
    }

    func answer(_ visit: Screen.Visit) async throws -> Screen.Answer {
        let today = office.today(at: visit.now)
        let month =
            visit.query["month"].flatMap { Day("\($0)-01") == nil ? nil : $0 }
            ?? String(today.text.prefix(7))
        let campus = visit.caller.campus
        let (sums, names) = try await office.store.read {
            transaction -> ([String: [Int: Cell]], [String: String]) in
            (
                try self.sums(of: month, campus: campus, in: transaction),
                try MasterLists.names(campus: campus, in: transaction)
            )
        }
        let percents = Set(sums.values.flatMap { Array($0.keys) }).union([100, 95, 90])
            .sorted(by: >)
        let departments = sums.keys.sorted()
        if visit.query["as"] == "csv" {
            return .table(
                name: "bed-days-\(month)",
                rows: table(departments, percents, sums, names))
        }
        var totals: [Int: Cell] = [:]
        for cells in sums.values {
            for (percent, cell) in cells {
                totals[percent, default: Cell()].days += cell.days
                totals[percent, default: Cell()].amount += cell.amount
            }
        }
        return .page([
            "month": .string(month),
            "percents": .array(percents.map { ["percent": .whole($0)] }),
            "rows": .array(
                departments.map { row(names[$0] ?? $0, code: $0, percents, sums[$0] ?? [:]) }),
            "total": row("", code: "", percents, totals),
        ])
    }

    private func sums(
        of month: String, campus: String?, in transaction: any Transaction
    ) throws -> [String: [Int: Cell]] {
        let rows = try transaction.rows(
            """
            SELECT department, percent, COUNT(*) AS days, CAST(SUM(amount) AS BIGINT) AS amount
            FROM nursingLine
            WHERE state = 'live' AND day >= \("\(month)-01") AND day <= \("\(month)-31")
                AND (\(campus) IS NULL OR campus = \(campus))
            GROUP BY department, percent
            """)
        var sums: [String: [Int: Cell]] = [:]
        for row in rows {
            sums[try row.string("department"), default: [:]][try row.int("percent")] = Cell(
                days: try row.int("days"), amount: Money(fen: try row.int("amount")))
        }
        return sums
    }

    private func row(
        _ name: String, code: String, _ percents: [Int], _ cells: [Int: Cell]
    ) -> JSON {
        [
            "name": .string(name), "code": .string(code),
            "cells": .array(
                percents.map { percent in
                    [
                        "days": cells[percent].map { .whole($0.days) } ?? .null,
                        "amount": cells[percent].map { .money($0.amount) } ?? .null,
                    ]
                }),
            "days": .whole(cells.values.reduce(0) { $0 + $1.days }),
            "amount": .money(cells.values.map(\.amount).sum),
        ]
    }

    private func table(
        _ departments: [String], _ percents: [Int], _ sums: [String: [Int: Cell]],
        _ names: [String: String]
    ) -> [[String]] {
        let heads = percents.flatMap { ["\($0)% 床日", "\($0)% 金额"] }
        return [["科室编码", "科室"] + heads + ["床日合计", "金额合计"]]
            + departments.map { code in
                let cells = sums[code] ?? [:]
                return [code, names[code] ?? code]
                    + percents.flatMap { percent in
                        [
                            "\(cells[percent]?.days ?? 0)",
                            (cells[percent]?.amount ?? .zero).yuan,
                        ]
                    } + [
                        "\(cells.values.reduce(0) { $0 + $1.days })",
                        cells.values.map(\.amount).sum.yuan,
                    ]
            }
    }
}
