/// The hospital's words; see `HISEvent`.
