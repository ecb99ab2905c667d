import Foundation
import Hub
import Wires

/// Fetches the file behind a picture's address, so that nobody outside needs the address.
struct Gallery: Sendable {
    let http: any HTTPWire

    private static let limit = Duration.seconds(15)
    /// More than any bill has.
    private static let largest = 8 * 1024 * 1024

    /// - Parameter format: `pdf` or `png`; the other is taken where the platform has only that.
    func document(at address: String, named name: String, as format: String) async throws
        -> Document
    {
        let wanted =
            format == "png"
            ? "image/png, application/pdf;q=0.5" : "application/pdf, image/png;q=0.5"
        // No evidence is kept: nothing is told, and pictures would fill the disk.
        guard
            let answer = try? await http.exchange(
                HTTPCall("GET", address, headers: ["Accept": wanted], body: Data()),
                within: Self.limit)
        else { throw Declined.unreachable }
        guard answer.status == 200, answer.body.count <= Self.largest else {
            throw Declined.noPicture
        }
        // By its first bytes: what calls itself a picture may be a page.
        if answer.body.starts(with: Data("%PDF-".utf8)) {
            return Document(
                mediaType: "application/pdf", name: "\(name).pdf", bytes: answer.body)
        }
        if answer.body.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            return Document(mediaType: "image/png", name: "\(name).png", bytes: answer.body)
        }
        throw Declined.noPicture
    }
}
