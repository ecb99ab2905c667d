import Foundation

/// A driverless printer: `ippeveprinter` that keeps the pages it is sent.
///
/// It wants a message bus to talk to Avahi on, even where it is told not to announce itself; the
/// test gives it one of its own.
public final class IPPPrinter: Sendable {
    /// What a CUPS queue is made from.
    public let uri: String
    private let folder: URL
    private let bus: Subprogram
    private let printer: Subprogram

    /// Starts a printer for rolls of `paper` millimetres and returns when it answers.
    public convenience init(paper: Int) async throws { try await self.init(Self.traits(paper)) }

    /// Starts a printer that holds sheets of A5 and returns when it answers.
    public convenience init() async throws { try await self.init(Self.sheetTraits) }

    private init(_ attributes: String) async throws {
        folder = URL(filePath: "/tmp/ipp-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "pages"), withIntermediateDirectories: true)
        let socket = folder.path + "/bus"
        let rules = folder.appending(path: "bus.conf")
        try Self.busRules(socket).write(to: rules, atomically: true, encoding: .utf8)
        bus = try Subprogram("/usr/bin/dbus-daemon", "--nofork", "--config-file=\(rules.path)")
        try await Patience.until("the message bus answers") { UnixSocket.answers(at: socket) }
        let traits = folder.appending(path: "printer.conf")
        try attributes.write(to: traits, atomically: true, encoding: .utf8)
        let port = try Sink.freePort()
        uri = "ipp://127.0.0.1:\(port)/ipp/print"
        printer = try Subprogram(
            "/usr/sbin/ippeveprinter", "-p", "\(port)", "-r", "off", "-k", "-d",
            folder.path + "/pages", "-a", traits.path,
            // Without a command it pretends to print for five to fifteen seconds.
            "-c", "/usr/bin/true", "Roll",
            environment: ["DBUS_SYSTEM_BUS_ADDRESS": "unix:path=\(socket)"],
            log: folder.appending(path: "log"))
        try await Patience.until("the printer answers; see \(folder.path)/log") {
            Sink.answers(at: port)
        }
    }

    deinit {
        printer.end()
        bus.end()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The pages it has printed, oldest first.
    public func pages() throws -> [URL] {
        let pages = folder.appending(path: "pages")
        return try FileManager.default.contentsOfDirectory(atPath: pages.path)
            .filter { $0.hasSuffix(".pdf") }.sorted().map { pages.appending(path: $0) }
    }

    private static func busRules(_ socket: String) -> String {
        """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <type>system</type>
          <listen>unix:path=\(socket)</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow send_destination="*"/>
            <allow receive_sender="*"/>
            <allow own="*"/>
            <allow user="*"/>
          </policy>
        </busconfig>
        """
    }

    /// IPP attributes of a receipt printer: a roll, any length, no margins.
    private static func traits(_ paper: Int) -> String {
        """
        ATTR mimeMediaType document-format-default "application/pdf"
        ATTR mimeMediaType document-format-supported "application/pdf","image/pwg-raster"
        ATTR textWithoutLanguage printer-make-and-model "Roll \(paper)"
        ATTR resolution printer-resolution-supported 203dpi
        ATTR resolution printer-resolution-default 203dpi
        ATTR keyword media-supported \
        "custom_min_50x40mm","custom_max_82x400mm","om_roll_\(paper)x160mm"
        ATTR keyword media-default "om_roll_\(paper)x160mm"
        ATTR keyword media-ready "om_roll_\(paper)x160mm"
        ATTR collection media-col-default {
          MEMBER collection media-size {
            MEMBER integer x-dimension \(paper * 100)
            MEMBER integer y-dimension 16000
          }
          MEMBER integer media-bottom-margin 0
          MEMBER integer media-left-margin 0
          MEMBER integer media-right-margin 0
          MEMBER integer media-top-margin 0
        }
        ATTR collection media-size-supported {
          MEMBER rangeOfInteger x-dimension 5000-8200
          MEMBER rangeOfInteger y-dimension 4000-40000
        },{
          MEMBER integer x-dimension \(paper * 100)
          MEMBER integer y-dimension 16000
        }
        ATTR collection media-col-database {
          MEMBER collection media-size {
            MEMBER rangeOfInteger x-dimension 5000-8200
            MEMBER rangeOfInteger y-dimension 4000-40000
          }
          MEMBER integer media-bottom-margin 0
          MEMBER integer media-left-margin 0
          MEMBER integer media-right-margin 0
          MEMBER integer media-top-margin 0
        },{
          MEMBER collection media-size {
            MEMBER integer x-dimension \(paper * 100)
            MEMBER integer y-dimension 16000
          }
          MEMBER integer media-bottom-margin 0
          MEMBER integer media-left-margin 0
          MEMBER integer media-right-margin 0
          MEMBER integer media-top-margin 0
        }
        ATTR integer media-bottom-margin-supported 0
        ATTR integer media-left-margin-supported 0
        ATTR integer media-right-margin-supported 0
        ATTR integer media-top-margin-supported 0
        ATTR keyword print-color-mode-supported "monochrome"
        ATTR keyword print-color-mode-default "monochrome"
        ATTR keyword print-scaling-supported "none"
        ATTR keyword print-scaling-default "none"
        ATTR keyword sides-supported "one-sided"
        ATTR keyword pwg-raster-document-type-supported "black_1"
        ATTR resolution pwg-raster-document-resolution-supported 203dpi

        """
    }

    /// IPP attributes of an office printer.
    private static let sheetTraits = """
        ATTR mimeMediaType document-format-default "application/pdf"
        ATTR mimeMediaType document-format-supported "application/pdf","image/pwg-raster"
        ATTR textWithoutLanguage printer-make-and-model "Sheets"
        ATTR resolution printer-resolution-supported 300dpi
        ATTR resolution printer-resolution-default 300dpi
        ATTR keyword media-supported "iso_a4_210x297mm","iso_a5_148x210mm"
        ATTR keyword media-default "iso_a5_148x210mm"
        ATTR keyword media-ready "iso_a5_148x210mm"
        ATTR collection media-col-default {
          MEMBER collection media-size {
            MEMBER integer x-dimension 14800
            MEMBER integer y-dimension 21000
          }
          MEMBER integer media-bottom-margin 420
          MEMBER integer media-left-margin 420
          MEMBER integer media-right-margin 420
          MEMBER integer media-top-margin 420
        }
        ATTR collection media-size-supported {
          MEMBER integer x-dimension 21000
          MEMBER integer y-dimension 29700
        },{
          MEMBER integer x-dimension 14800
          MEMBER integer y-dimension 21000
        }
        ATTR collection media-col-database {
          MEMBER collection media-size {
            MEMBER integer x-dimension 14800
            MEMBER integer y-dimension 21000
          }
          MEMBER integer media-bottom-margin 420
          MEMBER integer media-left-margin 420
          MEMBER integer media-right-margin 420
          MEMBER integer media-top-margin 420
        },{
          MEMBER collection media-size {
            MEMBER integer x-dimension 21000
            MEMBER integer y-dimension 29700
          }
          MEMBER integer media-bottom-margin 420
          MEMBER integer media-left-margin 420
          MEMBER integer media-right-margin 420
          MEMBER integer media-top-margin 420
        }
        ATTR integer media-bottom-margin-supported 420
        ATTR integer media-left-margin-supported 420
        ATTR integer media-right-margin-supported 420
        ATTR integer media-top-margin-supported 420
        ATTR keyword print-color-mode-supported "monochrome"
        ATTR keyword print-color-mode-default "monochrome"
        ATTR keyword print-scaling-supported "none","fit"
        ATTR keyword print-scaling-default "fit"
        ATTR keyword sides-supported "one-sided"
        ATTR keyword pwg-raster-document-type-supported "sgray_8"
        ATTR resolution pwg-raster-document-resolution-supported 300dpi

        """
}
