import Foundation
import Hospital

extension Records {
    /// What an event of moment `at` says about one of the staff.
    public static func entry(_ member: StaffMember, at: Date) throws -> Entry {
        let codes = try JSONText.encode(member.codes)
        return Entry([
            """
            INSERT INTO staff (id, name, department, title, phone, isActive, codes, updatedAt)
            VALUES (\(member.id), \(member.name), \(member.department), \(member.title),
                \(member.phone), \(member.isActive), \(codes), \(at))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                department = excluded.department, title = excluded.title,
                phone = excluded.phone, isActive = excluded.isActive, codes = excluded.codes,
                updatedAt = excluded.updatedAt
            WHERE excluded.updatedAt >= staff.updatedAt
            """
        ])
    }

    /// What an event of moment `at` says about a department.
    public static func entry(_ department: Department, at: Date) throws -> Entry {
        let codes = try JSONText.encode(department.codes)
        return Entry([
            """
            INSERT INTO department (id, name, kind, campus, isActive, codes, updatedAt)
            VALUES (\(department.id), \(department.name), \(department.kind),
                \(department.campus), \(department.isActive), \(codes), \(at))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                campus = excluded.campus, isActive = excluded.isActive, codes = excluded.codes,
                updatedAt = excluded.updatedAt
            WHERE excluded.updatedAt >= department.updatedAt
            """
        ])
    }

    public static func staffMember(
        id: String, in transaction: any Transaction
    ) throws -> StaffMember? {
        try transaction.row(
            """
            SELECT id, name, department, title, phone, isActive, codes FROM staff WHERE id = \(id)
            """
        ).map(StaffMember.init)
    }

    /// Those of a department who still work here, by number.
    public static func staff(
        of department: String, in transaction: any Transaction
    ) throws -> [StaffMember] {
        try transaction.rows(
            """
            SELECT id, name, department, title, phone, isActive, codes FROM staff
            WHERE department = \(department) AND isActive = 1 ORDER BY id
            """
        ).map(StaffMember.init)
    }

    public static func department(
        id: String, in transaction: any Transaction
    ) throws -> Department? {
        try transaction.row(
            "SELECT id, name, kind, campus, isActive, codes FROM department WHERE id = \(id)"
        ).map(Department.init)
    }

    /// All that still exist, by code.
    public static func departments(in transaction: any Transaction) throws -> [Department] {
        try transaction.rows(
            """
            SELECT id, name, kind, campus, isActive, codes FROM department
            WHERE isActive = 1 ORDER BY id
            """
        ).map(Department.init)
    }
}

extension StaffMember {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.string("id"), name: try row.string("name"),
            department: try row.optionalString("department"),
            title: try row.optionalString("title"), phone: try row.optionalString("phone"),
            isActive: try row.bool("isActive"),
            codes: try row.json("codes", as: [String: String].self))
    }
}

extension Department {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.string("id"), name: try row.string("name"),
            kind: try row.optionalString("kind"), campus: try row.optionalString("campus"),
            isActive: try row.bool("isActive"),
            codes: try row.json("codes", as: [String: String].self))
    }
}
