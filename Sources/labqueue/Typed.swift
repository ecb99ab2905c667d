import ArgumentParser
import Foundation

/// What a person types and nobody else may read: never an argument, which others see in `ps`.
enum Typed {
    /// A password: asked for twice without echo at a terminal, else the first line of input.
    static func password() throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            guard let line = readLine(), !line.isEmpty else {
                throw ValidationError("Give the password as the first line of standard input.")
            }
            return line
        }
        let first = try unseen("密码 Password: ")
        guard try unseen("再输一次 Again: ") == first else {
            throw ValidationError("The two passwords differ; nothing was changed.")
        }
        return first
    }

    private static func unseen(_ prompt: String) throws -> String {
        FileHandle.standardError.write(Data(prompt.utf8))
        var usual = termios()
        tcgetattr(STDIN_FILENO, &usual)
        var quiet = usual
        quiet.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        guard let line = readLine() else { throw ValidationError("Nothing was typed.") }
        return line
    }
}
