// What the kiosk says to a swipe: the ticket, or where to go instead.

import { h, both } from './element.js';
import { mark, range } from './words.js';

const openings = {
    issued: ['取号成功', 'Your number'],
    open: ['您已取过号', 'You already have a number'],
    returned: ['过号已恢复排队', 'You are back in the line'],
};

function figure(id, zh, en, value, unit, unitEn) {
    return h('div.figure', {}, h('h3', {}, ...both(zh, en)),
        h('p', {}, h('b', { id }, value), h('span.unit', {}, ...both(unit, unitEn))));
}

function figures(ticket) {
    const called = ticket.state === 'called' || ticket.state === 'drawing';
    if (called) return [];
    const ahead = figure('ahead', '前面还有', 'Ahead of you', String(ticket.ahead ?? 0), '人', 'people');
    const wait = ticket.estimate
        ? figure('estimate', '预计等候', 'Expected wait', range(ticket.estimate), '分钟', 'minutes')
        : null;
    return [h('div.figures', {}, ahead, wait)];
}

/** Where to go or to sit. */
function seat(ticket) {
    const called = ticket.state === 'called' || ticket.state === 'drawing';
    if (called && ticket.window) {
        return both(`正在叫您，请到 ${ticket.window} 号窗口`, `Please go to window ${ticket.window} now`);
    }
    if (ticket.state === 'missed') {
        return both('您已过号，请到分诊台', 'You were called and missed it: please ask at the triage desk');
    }
    return both(`请在${ticket.hall}就坐，留意叫号`, 'Please take a seat and listen for your number');
}

/** Draws the answer's ticket into `element`. */
export function drawTicket(element, { result, ticket, print }) {
    const failed = print?.state === 'failed';
    element.replaceChildren(
        h('p.opening', {}, ...both(...(openings[result] ?? openings.issued))),
        h('div.label', { id: 'label', 'data-class': ticket.class }, ticket.label),
        h('p.who', {}, mark(ticket.class),
            h('span', { id: 'queue' }, ticket.queue.name), h('span.masked', {}, ticket.maskedName)),
        ...figures(ticket),
        h('p.seat', { id: 'seat' }, ...seat(ticket)),
        h('ul.prepare', {},
            ...(ticket.prepare ?? []).map((one) => h('li', {}, ...both(one.zh, one.en)))),
        h('p.print', { id: 'print', 'data-print': print?.state ?? 'off',
            hidden: !(failed || print?.message) },
        ...(print?.message ? both(print.message.zh, print.message.en) : failed
            ? both('小票没有打印出来。屏幕上的号码有效，请记住或拍照；已通知工作人员。',
                'No paper ticket. The number on this screen is valid: please photograph it.')
            : [])));
}

/** Draws a problem: what happened large, where to go largest, never a code. */
export function drawTrouble(element, problem) {
    element.dataset.type = String(problem.type ?? '').split(':').pop();
    element.replaceChildren(
        h('div.sign', { 'aria-hidden': 'true' }, '!'),
        h('h2.title', { id: 'trouble-title' }, ...both(problem.title, problem.en?.title)),
        h('p.action', { id: 'action' },
            ...both(problem.action || '请到分诊台',
                problem.en?.action || 'Please ask at the triage desk')),
        h('p.detail', {}, ...both(problem.detail, problem.en?.detail)));
}
