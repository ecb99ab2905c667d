import Hospital

/// Whose identity is in question, on which admission, at which campus.
struct Subject: Sendable {
    let patient: Patient
    /// Nil before admission.
    let stay: Stay?
    let campus: String
}
