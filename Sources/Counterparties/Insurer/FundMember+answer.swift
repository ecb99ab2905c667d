import Foundation

extension FundMember {
    /// The output of 1101 (interface §4), as the site's platform spells it.
    func answer(_ switches: FundSwitches, at now: Date) -> JSON {
        var base: JSON = [
            "psn_no": .string(psnNo), "psn_cert_type": "01", "certno": .string(certNo),
            "psn_name": .string(name), "gend": .string(sex), "naty": "01",
            "brdy": .string(birth), "age": .number("\(age(at: now)).0"),
        ]
        let relief = relief.map { members(of: $0, switches) }
        if let relief {
            switch switches.reliefPlace {
            case .expContent: base = base.adding(content(relief, switches))
            case .baseinfo: base = base.adding(relief)
            case .insuinfo: break
            }
        }
        let rows = insurances.map { insurance in
            switches.reliefPlace == .insuinfo
                ? row(insurance).adding(relief ?? [:]) : row(insurance)
        }
        let ended = Identity(
            kind: "2303", begins: "2020-01-01 00:00:00", ends: "2020-12-31 23:59:59")
        let identities = (switches.expiredIdentities ? [ended] : []) + identities
        return [
            "baseinfo": base, "insuinfo": .array(rows),
            "idetinfo": .array(identities.map(row)),
        ]
    }

    private func content(_ relief: JSON, _ switches: FundSwitches) -> JSON {
        let form = self.relief?.form ?? switches.expContentForm
        return .object([
            JSON.Member(
                name: switches.expContentName,
                value: form == .text ? .string(relief.serialised) : relief)
        ])
    }

    private func members(of relief: Relief, _ switches: FundSwitches) -> JSON {
        let flag: JSON = switches.flagAsNumber ? .number(relief.flag) : .string(relief.flag)
        var members = [JSON.Member(name: switches.flagName, value: flag)]
        if let code = relief.code {
            members.append(.init(name: switches.codeName, value: .string(code)))
        }
        if let begins = relief.begins {
            members.append(.init(name: "begntime", value: .string(begins)))
        }
        if let ends = relief.ends { members.append(.init(name: "endtime", value: .string(ends))) }
        return .object(members)
    }

    private func row(_ insurance: Insurance) -> JSON {
        [
            "balc": .number(Amount.yuan(insurance.fen)), "insutype": .string(insurance.kind),
            "psn_type": insurance.kind == "310" ? "1101" : "1501",
            "psn_insu_stas": .string(insurance.state), "psn_insu_date": "2020-01-01",
            "paus_insu_date": .string(insurance.state == "1" ? "" : "2026-01-01"),
            "cvlserv_flag": "0", "insuplc_admdvs": .string(insurance.area),
            "emp_name": .string(insurance.employer),
        ]
    }

    private func row(_ identity: Identity) -> JSON {
        [
            "psn_idet_type": .string(identity.kind), "psn_type_lv": "", "memo": "",
            "begntime": .string(identity.begins), "endtime": .string(identity.ends),
        ]
    }
}
