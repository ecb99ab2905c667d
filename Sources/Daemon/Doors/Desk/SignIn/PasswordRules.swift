import Foundation
import Lab

/// What makes a password good enough; the rest is scrypt's and the lock's work.
enum PasswordRules {
    /// Why `password` will not do for `account`; nil where it will.
    static func complaint(_ password: String, for account: String) -> Words? {
        if password.utf8.count > 256 {
            return Words("密码太长，最多 256 字节。", "The password is too long; 256 bytes at most.")
        }
        if password.count < 8 {
            return Words("密码至少 8 个字符。", "A password has at least 8 characters.")
        }
        let kinds = [
            password.contains(where: \.isLowercase), password.contains(where: \.isUppercase),
            password.contains(where: \.isNumber),
            password.contains { !$0.isLowercase && !$0.isUppercase && !$0.isNumber },
        ].count { $0 }
        if kinds < 2 && password.count < 16 {
            return Words(
                "密码要含两种以上字符（大写、小写、数字、符号），或不少于 16 个字符。",
                "Use two kinds of characters (upper, lower, digits, signs), or 16 characters.")
        }
        if password.lowercased().contains(account.lowercased()) {
            return Words("密码不能含有工号。", "The password must not contain the staff number.")
        }
        if Set(password).count < 5 {
            return Words("密码中重复的字符太多。", "The password repeats too few characters.")
        }
        return nil
    }
}
