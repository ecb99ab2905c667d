import Foundation
import Testing

@testable import Hall

@Suite struct SentenceReadingTests {
    let speech: Speech

    init() throws { speech = try VoiceFixture.speech() }

    /// The hundred commonest surnames, most common first.
    static let surnames = """
        王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任\
        姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔
        """

    static let prompts = [
        "请A083号单晓明到3号窗口抽血", "请到分诊台取号", "过号患者请重新排队", "请稍候，请勿大声喧哗",
        "急诊优先，请让一让", "糖耐量第二次抽血时间到了", "请按压针眼五分钟，不要揉搓", "请家属陪同，请出示就诊卡",
        "报告单已出，请到自助机打印", "空腹抽血，请先缴费", "您的前面还有三位", "窗口暂停，请到其他窗口",
        "儿科体检门诊采血检验科住院部", "０１２３４５６７８９", "A、B、C、D、E、F、G、H、I、J、K、L、M、N、O、P、Q、R、S、T、U、V、W、X、Y、Z",
    ]

    @Test func `A hundred commonest surnames and every usual prompt are never spelled in English`()
        async throws
    {
        for text in Self.surnames.map({ String($0) }) + Self.prompts {
            let reading = try await speech.reading(of: text)
            #expect(reading.unread == 0, "\(text)")
            for part in reading.parts {
                guard case .spoken(let pinyin, let tongue) = part else { continue }
                #expect(tongue == .pinyin)
                #expect(pinyin.split(separator: " ").allSatisfy { Pinyin.isSyllable($0) })
                let phonemes = try await Synthesiser.shared.phonemes(of: pinyin, tongue)
                #expect(!phonemes.contains("("), "\(text): \(phonemes)")
                #expect(Tones.of(phonemes) == Tones.expected(of: pinyin), "\(text): \(phonemes)")
            }
        }
    }

    @Test func `The same check finds English and wrong readings where there are some`()
        async throws
    {
        let spelled = try await Synthesiser.shared.phonemes(of: "A", .cantonese)
        #expect(spelled.contains("(en)"))

        // Given to the voice as it stands, the name is dān and the label's 83 is bāshísān.
        let call = "请A083号单晓明到3号窗口抽血"
        let plain = try await Synthesiser.shared.phonemes(of: call, .pinyin)
        let read = try await speech.phonemes(of: call)
        #expect(plain.contains("t'a55n_|") && !plain.contains("s.'a51n_|"))
        #expect(read.contains("s.'a51n_|") && !read.contains("t'a55n_|"))
        #expect(plain.contains("p'A55s.i.35") && !read.contains("p'A55s.i.35"))
    }

    @Test func `A call is read label, name, window`() {
        let call = Announcement.call(
            id: "t", zone: "draw", label: "A083", name: "单晓明", window: "3号窗口")
        #expect(call.sentences[.mandarin] == "请A083号单晓明到3号窗口抽血")
        #expect(call.sentences[.english] == "A083, please go to window 3")
        #expect(
            speech.pinyin(of: "请A083号单晓明到3号窗口抽血", name: "单晓明")
                == "qing3 ei1 ling2 ba1 san1 hao4, shan4 xiao3 ming2, "
                + "dao4 san1 hao4 chuang1 kou3 chou1 xue4")
    }

    @Test func `A name holding the words of a call is still the name`() {
        #expect(
            speech.pinyin(of: "请A001号单到到3号窗口抽血", name: "单到").contains(", shan4 dao4, dao4 san1"))
    }

    @Test func `A bare window number becomes a window`() {
        let call = Announcement.call(id: "t", zone: "z", label: "E001", name: nil, window: "12")
        #expect(call.sentences[.mandarin] == "请E001号到12号窗口抽血")
        #expect(call.sentences[.english] == "E001, please go to window 12")
    }

    @Test func `Numbers are read digit by digit, one as yāo in long ones where set`() throws {
        let plain = try Speech(sounds: VoiceFixture.sounds, oneAsYao: false)
        #expect(speech.pinyin(of: "1号，101号") == "yi1 hao4, yao1 ling2 yao1 hao4")
        #expect(plain.pinyin(of: "1号，101号") == "yi1 hao4, yi1 ling2 yi1 hao4")
    }

    @Test func `Words are read as the lexicon says, not as ICU does`() {
        #expect(speech.pinyin(of: "请重新排队") == "qing3 chong2 xin1 pai2 dui4")
        #expect(Reader().pinyin(of: "请重新排队") == "qing3 zhong4 xin1 pai2 dui4")
    }

    @Test func `Latin words go to the English voice, abbreviations are spelled`() {
        let reader = Reader()
        #expect(
            reader.reading(of: "请做CT检查").text == "qing3 zuo4 C T jian3 cha2")
        #expect(
            reader.reading(of: "welcome 欢迎").parts
                == [.spoken("welcome", .english), .spoken("huan1 ying2", .pinyin)])
    }

    @Test func `Emoji, control characters and marks are not read`() {
        #expect(Reader().pinyin(of: "请\u{7}到😀3\u{200D}号❤️窗口<b>") == Reader().pinyin(of: "请到3号窗口b"))
    }

    @Test func `A sentence of any length is bounded`() {
        let long = String(repeating: "请到窗口，", count: 10_000)
        #expect(Reader().pinyin(of: long).split(separator: " ").count <= Script.longest)
    }

    @Test func `English digits and letters are read one by one`() async throws {
        let phonemes = try await speech.phonemes(
            of: "A083, please go to window 10", in: .english)
        #expect(phonemes == "'eI z'i@roU 'eIt Tr'i:\npl'i:z g,oU t@ w'IndoU w'0n z'i@roU")
    }

    @Test func `Cantonese has its own words and leaves out what its dictionary lacks`() async throws
    {
        let phonemes = try await speech.phonemes(
            of: "请083号单晓明到3号窗口抽血", in: .cantonese)
        #expect(phonemes.contains("s'i6n"))  // 单 as a surname: sin6
        #expect(phonemes.contains("c'oeng1_| h'au2"))
        #expect(!phonemes.contains("("))
        let rare = try await speech.reading(of: "请𠮷到", in: .cantonese)
        #expect(rare.parts == [.spoken("请到", .cantonese)])
        #expect(rare.unread == 1)
    }
}
