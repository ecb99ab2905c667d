import Foundation
import HTTPTypes
import Hospital
import Hub
import Hummingbird
import HummingbirdTesting
import Lab
import Logging
import NIOCore
import Storage
import Synchronization
import Testing

@testable import Daemon

/// The desk for one test: a store, a clock, and a connector that answers as told.
struct TestDesk {
    let store: Store
    let clock = TestClock("2026-11-22T08:00:00+08:00")
    let desk: StaffDesk
    let app: Application<RouterResponder<Passage>>
    let displays: URL

    /// Of this test alone: the queue before it is short.
    let passwords = Passwords(cost: .demonstration)
    static let password = "Winter-2026"

    /// - Parameters:
    ///   - templates: Of the connector `clinic`, by name.
    ///   - places: The house's own screens over the store.
    init(
        _ screens: [Screen] = [], templates: [String: String] = [:],
        places: (Store) -> [DeskPlace] = { _ in [] }
    ) async throws {
        store = Store(engine: try SQLiteEngine.temporary())
        displays = FileManager.default.temporaryDirectory
            .appending(path: "desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: displays, withIntermediateDirectories: true)
        let folder = displays.appending(path: "desk")
        try FileManager.default.copyItem(at: Self.pages, to: folder)
        let clinic = folder.appending(path: "clinic")
        try FileManager.default.createDirectory(at: clinic, withIntermediateDirectories: true)
        for (name, text) in templates {
            try Data(text.utf8).write(to: clinic.appending(path: "\(name).mustache"))
        }
        let room = DeskRoom(
            "clinic", Words("门诊", "Clinic"), screens: screens,
            correspondence: Correspondence(evidence: Silence(), limit: .seconds(1)))
        desk = try await StaffDesk(
            settings: Settings.parse(TestHall.yaml, named: "test"), store: store,
            displays: displays, rooms: [room], places: places(store), passwords: passwords,
            turnstile: Turnstile(perSecond: 100_000), now: { [clock] in clock.now },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let router = Router(context: Passage.self)
        desk.hang(on: router, bodyAtMost: 1 << 16)
        app = Application(responder: router.buildResponder())
    }

    /// `Displays/desk` of the sources.
    static let pages = URL(filePath: FileManager.default.currentDirectoryPath)
        .appending(path: "Displays/desk")

    func end() { try? FileManager.default.removeItem(at: displays) }

    func hire(
        _ id: String, _ roles: Set<String>, campuses: [String] = [], mustChange: Bool = false
    ) async throws {
        let draft = StaffDraft(
            id: id, name: "收费员\(id)", roles: roles, campuses: campuses, password: Self.password)
        let account = try await draft.account(
            passwords, mustChange: mustChange, by: "test", at: clock.now)
        #expect(try await store.write { try Accounts.insert(account, in: $0) })
    }

    /// Runs `body` with browsers that nobody has used yet.
    func open(
        _ body:
            @escaping @Sendable (_ browser: @escaping @Sendable () -> DeskBrowser) async throws
            -> Void
    ) async throws {
        defer { end() }
        try await app.test(.router) { client in
            try await body { DeskBrowser(client) }
        }
    }
}

/// A browser without scripts: cookies, pages, forms.
final class DeskBrowser: Sendable {
    struct Page: Sendable {
        let status: Int
        let headers: HTTPFields
        let html: String
        let bytes: [UInt8]

        var location: String? { headers[.location] }
        func holds(_ text: String) -> Bool { html.contains(text) }

        /// The value of the first input of this name.
        func value(_ name: String) -> String? {
            guard let pattern = try? Regex("name=\"\(name)\" value=\"([^\"]*)\"") else {
                return nil
            }
            return html.firstMatch(of: pattern)?.output[1].substring.map(DeskBrowser.plain)
        }

        /// All hidden members of the page's form after the house's own of the frame.
        func hidden() -> [(String, String)] {
            let start = html.range(of: "<h1>")?.lowerBound ?? html.startIndex
            return html[start...]
                .matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/)
                .map { (DeskBrowser.plain($0.output.1), DeskBrowser.plain($0.output.2)) }
        }
    }

    private let client: any TestClientProtocol
    private let jar = Mutex<[String: String]>([:])

    init(_ client: any TestClientProtocol) { self.client = client }

    var cookies: [String: String] {
        get { jar.withLock { $0 } }
        set { jar.withLock { $0 = newValue } }
    }

    func get(_ address: String) async throws -> Page { try await send(address, .get, nil, [:]) }

    /// Sends a form with the mark of `page`, or of none.
    func post(
        _ address: String, _ form: [(String, String)], from page: Page? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Page {
        var members = form
        if let mark = page?.value("csrf"), !form.contains(where: { $0.0 == "csrf" }) {
            members.append(("csrf", mark))
        }
        let body = members.map { "\(Hand.escaped($0.0))=\(Hand.escaped($0.1))" }
            .joined(separator: "&")
        return try await send(address, .post, body, headers)
    }

    /// Signs in and stands where the desk leads.
    @discardableResult
    func signIn(_ id: String, _ password: String = TestDesk.password) async throws -> Page {
        let door = try await get("/desk/sign-in")
        return try await post(
            "/desk/sign-in", [("name", id), ("password", password)], from: door)
    }

    private func send(
        _ address: String, _ method: HTTPRequest.Method, _ body: String?, _ extra: HTTPFields
    ) async throws -> Page {
        var headers = extra
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await client.execute(
            uri: address, method: method, headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        ) { response in
            for field in response.headers[values: .setCookie] {
                let pair = field.prefix { $0 != ";" }.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2 else { continue }
                self.jar.withLock {
                    $0[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
                }
            }
            let bytes = Array(response.body.readableBytesView)
            return Page(
                status: Int(response.status.code), headers: response.headers,
                html: String(decoding: bytes, as: UTF8.self), bytes: bytes)
        }
    }

    static func plain(_ html: some StringProtocol) -> String {
        String(html).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }
}
