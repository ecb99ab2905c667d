import Foundation

extension URL {
    /// Creates this data folder where it is missing.
    ///
    /// With either engine: the voice's sounds, tickets and the demonstration's cards lie in it, too.
    func makeDataFolder() throws(StorageError) {
        do {
            // Patients' names are in it: nobody else may look.
            try FileManager.default.createDirectory(
                at: self, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageError(
                .device, attempted: "open the data folder \(path)",
                reason: "it cannot be created: \(error.localizedDescription)",
                remedy: "create it and give it to the daemon's user")
        }
    }
}
