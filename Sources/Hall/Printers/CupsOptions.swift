import Cups

/// A list of job options, freed when it goes out of scope.
struct CupsOptions: ~Copyable {
    let count: Int32
    let list: UnsafeMutablePointer<cups_option_t>?

    init(_ options: [String: String]) {
        var list: UnsafeMutablePointer<cups_option_t>?
        var count: Int32 = 0
        for (name, value) in options.sorted(by: { $0.key < $1.key }) {
            count = cupsAddOption(name, value, count, &list)
        }
        self.count = count
        self.list = list
    }

    deinit { cupsFreeOptions(count, list) }
}
