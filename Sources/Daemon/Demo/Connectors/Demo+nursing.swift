extension Demo {
    /// Bed-days of nursing, which have no other side.
    ///
    /// Nobody tells the demonstration which days were nursed, so all of them count as such.
    static let nursing = """
        nursing:
          serviceRecord: generated
        """
}
