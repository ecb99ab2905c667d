import Foundation
import Hospital
import Hub
import Hummingbird
import Lab
import Logging
import NIOCore
import Storage
import Wires

extension StaffDesk {
    /// What went wrong, as a calm page with what to do.
    func trouble(_ error: any Error, _ call: inout DeskCall) -> Response {
        let problem = Problem(atTheDesk: error)
        if problem.status == 500 || problem.status == 503 {
            // A connector's error may hold a patient; its type does not.
            let what = (error as? StorageError)?.description ?? "\(type(of: error))"
            logger.error("the page \(call.path) failed: \(what)")
        }
        let notice: JSON = [
            "tone": .string(problem.status >= 500 ? "bad" : "wait"),
            "title": .words(problem.title), "detail": .words(problem.detail),
            "action": .words(problem.action),
        ]
        let page = DeskPage(
            template: "trouble", title: problem.title,
            members: [
                "notice": notice,
                "back": call.form != nil && call.visitor != nil ? .string(call.here) : .null,
            ], status: .init(code: problem.status))
        if let drawn = try? draw(page, &call) { return drawn }
        return respond(
            Response(
                status: .init(code: problem.status),
                headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(
                    byteBuffer: ByteBuffer(
                        string: "\(problem.title.zh) \(problem.title.en)\n\(problem.action.zh) "
                            + problem.action.en))), call)
    }
}

extension Problem {
    /// How `error` is told to a person at the desk.
    init(atTheDesk error: any Error) {
        switch error {
        case let declined as Declined:
            self.init(
                declined.name, declined.kind.rawValue, declined.title, declined.detail,
                declined.action)
        case is WireError:
            self = .noAnswer
        case is NIOTooManyBytesError:
            self = .tooLarge(1 << 20)
        case let problem as Problem where problem.code == Problem.notFound.code:
            self = .noSuchPage
        default: self.init(of: error)
        }
    }

    static let noSuchPage = Problem(
        "not-found", 404, Words("没有这个页面", "There is no such page"),
        Words("地址有误，或页面已经取消。", "The address is wrong, or the page is gone."),
        Words("请从菜单进入。", "Please use the menu."))

    static let notForYou = Problem(
        "forbidden", 403, Words("没有权限", "Not allowed"),
        Words("您的角色不能打开这个页面。", "Your role does not open this page."),
        Words("如工作需要，请管理员在“人员”中加上角色。", "If you need it, ask an administrator for the role."))

    static let staleForm = Problem(
        "stale-form", 403, Words("页面已过期，没有做任何改动", "The page is out of date; nothing was changed"),
        Words("这张表单不是本次登录打开的。", "This form was not opened in the present session."),
        Words("请返回，重新打开页面再做一次。", "Go back, open the page again, and repeat."))

    static let sessionOver = Problem(
        "session-over", 403, Words("登录已结束，没有做任何改动", "Signed out; nothing was changed"),
        Words("页面放置太久，或已在别处退出。", "The page was left too long, or you signed out elsewhere."),
        Words("请重新登录后再做一次。", "Please sign in and do it again."))

    static let alreadyDone = Problem(
        "consent-used", 409, Words("这一步已经做过，或确认超时", "Done already, or confirmed too late"),
        Words("每次确认只生效一次，十分钟内有效。", "A confirmation counts once, within ten minutes."),
        Words("请返回查看结果；没有完成再做一次。", "Go back and look at the result; repeat if it was not done."))

    static let linkOver = Problem(
        "link-over", 403, Words("链接已失效", "The link is no longer valid"),
        Words("从 HIS 打开的链接五分钟内有效，只能用一次。", "A link from the HIS lives five minutes and opens once."),
        Words("请在 HIS 中重新打开，或直接登录。", "Open it again in the HIS, or sign in here."))

    static let noAnswer = Problem(
        "unreachable", 502, Words("对方系统没有答复", "The other system did not answer"),
        Words("网络或对方系统暂时不可用。", "The network or the other system is not available now."),
        Words("请稍后再试；急用请联系信息科。", "Try again shortly, or call the IT department."))
}
