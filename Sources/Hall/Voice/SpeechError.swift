import Espeak

/// The synthesiser would not speak.
public struct SpeechError: Error, Equatable {
    enum Action: Equatable {
        case start
        case choose(Reading.Tongue)
        case speak(Reading.Tongue)
    }
    let action: Action
    let reason: String

    init(action: Action, reason: String) {
        self.action = action
        self.reason = reason
    }

    init(_ action: Action, _ status: espeak_ERROR) {
        self.init(action: action, reason: "eSpeak NG answers \(status.rawValue)")
    }
}

/// The text is never part of it, since it may hold a name.
extension SpeechError: CustomStringConvertible {
    public var description: String {
        switch action {
        case .start: "cannot start eSpeak NG: \(reason)"
        case .choose(let tongue):
            "cannot speak with voice \(tongue.rawValue): \(reason); install espeak-ng-data"
        case .speak(let tongue): "cannot speak a sentence with voice \(tongue.rawValue): \(reason)"
        }
    }
}
