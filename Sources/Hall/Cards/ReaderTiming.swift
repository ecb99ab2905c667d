/// How long readers and patients are given.
struct ReaderTiming: Sendable {
    /// Between two questions whether an ID card is there.
    var poll = Duration.milliseconds(300)
    /// For an answer to find or select.
    var answer = Duration.seconds(1)
    /// For the text and photo of an ID card, besides their time on the line.
    var reading = Duration.milliseconds(1500)
    /// After this many questions without an answer an ID-card reader counts as lost.
    var unanswered = 3
    /// Silence that ends a number where no key does.
    var gap = Duration.milliseconds(80)
    /// Silence after which half a number is dropped.
    var half = Duration.seconds(2)
    /// The same card shown again within this is the same swipe.
    var sameCard = Duration.seconds(3)
    /// For how long a misread card is shown.
    var misread = Duration.seconds(5)
    /// First pause before an absent device is opened again; doubles up to `reopenAtMost`.
    var reopen = Duration.milliseconds(250)
    var reopenAtMost = Duration.seconds(2)
}
