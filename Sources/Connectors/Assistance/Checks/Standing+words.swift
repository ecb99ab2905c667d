import Lab

extension Standing {
    /// One sentence for whoever is at the counter: what it means, and what to do.
    var sentence: Words {
        switch decision.state {
        case .eligible:
            Words(
                Self.notice, "An assisted person: treated first, paying later; no deposit is due.")
        case .not: decision.because.flatMap(Verdict.Not.init).map(words) ?? unconfirmed("", "")
        case .failed:
            decision.because.flatMap(Verdict.Failure.init).map(words) ?? unconfirmed("", "")
        }
    }

    private func words(_ reason: Verdict.Not) -> Words {
        switch reason {
        case .unflagged:
            Words("医保未标记为救助对象，按规定收取预交金。", "Not an assisted person; take the deposit as usual.")
        case .unlisted:
            if let code = enquiry?.answer?.relief.code {
                Words(
                    "医保标记为救助对象，但身份编码不在对照表中（\(code)），不能自动免交；请核对救助类别表。",
                    "Flagged as assisted, but the identity code is not in the table (\(code)); "
                        + "compare the table of categories.")
            } else {
                Words(
                    "医保标记为救助对象，但没有返回身份编码，不能自动免交；请向医保核实。",
                    "Flagged as assisted, but without an identity code; ask the insurer.")
            }
        case .over:
            Words(
                "医保标记为救助对象，但救助身份不在有效期内，不能自动免交；请向医保核实。",
                "Flagged as assisted, but the identity has run out; ask the insurer.")
        }
    }

    private func words(_ reason: Verdict.Failure) -> Words {
        switch reason {
        case .unreachable:
            unconfirmed(
                "医保没有应答。不影响办理，可稍后重新核对。", "the insurer gave no answer. Go on, and check again later."
            )
        case .refused:
            unconfirmed(
                "医保答复“\(enquiry?.said ?? "")”。不影响办理，可重新核对。",
                "the insurer says \"\(enquiry?.said ?? "")\". Go on, or check again.")
        case .unfit:
            unconfirmed(
                "医保接口的设置或数据有误，请联系信息科。", "our connection is set up wrongly; call the IT department.")
        case .otherPerson:
            unconfirmed(
                "医保返回的不是该患者，请核对姓名和证件号。",
                "the answer is about somebody else; compare name and ID number.")
        case .noDocument:
            unconfirmed(
                "患者没有登记身份证号，请先补登或保存住院凭证。",
                "the patient has no ID number on record; add one, or save a credential.")
        case .twoDocuments:
            unconfirmed(
                "患者登记了两个身份证号，请先在 HIS 中更正。",
                "the patient has two ID numbers; correct them in the HIS.")
        case .otherDocument:
            unconfirmed(
                "凭证上的证件号与患者登记的不一致，请先核对是否为本人。",
                "the credential's number is not the patient's; make sure that it is theirs.")
        case .unclear:
            unconfirmed(
                "医保返回的有效期无法识别，请向医保核实。", "the period of validity cannot be read; ask the insurer.")
        }
    }

    private func unconfirmed(_ zh: String, _ en: String) -> Words {
        Words("身份未确认：\(zh)", "Identity not confirmed: \(en)")
    }

    /// The state in one or two words.
    var title: Words {
        switch decision.state {
        case .eligible: Words("救助对象", "Assisted person")
        case .not where decision.because == Verdict.Not.unflagged.rawValue:
            Words("非救助对象", "Not assisted")
        case .not: Words("待人工核对", "A person must look")
        case .failed: Words("身份未确认", "Not confirmed")
        }
    }

    /// What the earlier answer was, where the present enquiry brought none.
    var earlierWords: Words? {
        guard let earlier, let answer = earlier.answer else { return nil }
        let (flag, code) = (answer.relief.flag ?? "—", answer.relief.code ?? "—")
        return Words(
            "上一次答复在 \(earlier.day)：救助标志 \(flag)，身份编码 \(code)。只供参考，不作为免交依据。",
            "The last answer was of \(earlier.day): flag \(flag), code \(code). A hint, no ground.")
    }
}
