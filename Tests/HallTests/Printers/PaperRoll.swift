import Foundation
import TestKit

/// A printer that runs out of paper: a CUPS backend that tells the state of its roll.
struct PaperRoll {
    private let folder: URL

    init(_ cups: Cupsd) { folder = cups.folder }

    /// What a queue's device is called; the backend's name is `roll`.
    var device: String { "roll:\(folder.path)" }

    /// Waits for paper, says so to CUPS, then keeps what it is sent as `page-JOB`.
    static let script = """
        #!/bin/sh
        [ $# -eq 0 ] && echo 'direct roll "Paper roll" "Paper roll"' && exit 0
        folder="${DEVICE_URI#roll:}"
        if [ ! -e "$folder/paper" ]; then
          echo "STATE: +media-empty-error" >&2
          while [ ! -e "$folder/paper" ]; do sleep 0.05; done
        fi
        echo "STATE: -media-empty-error" >&2
        cat ${6:+"$6"} > "$folder/page-$1"

        """

    /// Gives up twice, then prints.
    static let flaky = """
        #!/bin/sh
        folder="${DEVICE_URI#roll:}"
        echo >> "$folder/tries"
        [ $(wc -l < "$folder/tries") -lt 3 ] && exit 1
        cat ${6:+"$6"} > "$folder/page-$1"

        """

    func refill() throws { try Data().write(to: folder.appending(path: "paper")) }

    /// What came out, in the order of the jobs.
    func printed() throws -> [[UInt8]] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix("page-") }.sorted()
            .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
    }
}
