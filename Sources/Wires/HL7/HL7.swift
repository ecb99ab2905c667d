/// HL7 version 2 messages, as systems in a hospital send them to each other.
public enum HL7 {}

extension HL7 {
    /// A message: segments of fields of repetitions of components of subcomponents.
    ///
    /// Text is held unescaped; `serialised` escapes it again.
    public struct Message: Hashable, Sendable {
        public var separators: Separators
        public var segments: [Segment]
        /// How its bytes were, and its answer's are to be, spelled.
        public var charset: Charset

        public init(
            separators: Separators = .usual, segments: [Segment], charset: Charset = .utf8
        ) {
            self.separators = separators
            self.segments = segments
            self.charset = charset
        }
    }

    /// The characters that part a message, as its first two fields say.
    public struct Separators: Hashable, Sendable {
        public let field: UInt8
        public let component: UInt8
        public let repetition: UInt8
        public let escape: UInt8
        public let subcomponent: UInt8

        /// The ones nearly everybody uses, `|^~\&`.
        public static let usual = Separators(
            field: UInt8(ascii: "|"), component: UInt8(ascii: "^"), repetition: UInt8(ascii: "~"),
            escape: UInt8(ascii: "\\"), subcomponent: UInt8(ascii: "&"))

        /// MSH-2 as it is written.
        public var encodingCharacters: String {
            String(decoding: [component, repetition, escape, subcomponent], as: UTF8.self)
        }
    }

    /// One line of a message.
    public struct Segment: Hashable, Sendable {
        /// Three characters, such as `PID`.
        public let name: String
        /// `fields[0]` is field 1; for MSH that is the separator itself.
        public var fields: [Field]

        public init(_ name: String, fields: [Field]) {
            self.name = name
            self.fields = fields
        }
    }

    /// All repetitions of a field; at least one.
    public struct Field: Hashable, Sendable {
        public var repetitions: [Repetition]
        public static let empty = Field([.empty])
        public init(_ repetitions: [Repetition]) { self.repetitions = repetitions }
    }

    /// One value of a field; at least one component.
    public struct Repetition: Hashable, Sendable {
        public var components: [Component]
        public static let empty = Repetition([Component([""])])
        public init(_ components: [Component]) { self.components = components }
    }

    /// A part of a value; at least one subcomponent.
    public struct Component: Hashable, Sendable {
        public var subcomponents: [String]
        public init(_ subcomponents: [String]) { self.subcomponents = subcomponents }
    }
}

/// A message holds patients, so it describes itself by kind and number only.
extension HL7.Message: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        "\(self["MSH-9.1"])^\(self["MSH-9.2"]) \(self["MSH-10"])".quotable
    }
    public var debugDescription: String { description }
}

extension HL7.Segment: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a segment \(name)" }
    public var debugDescription: String { description }
}
