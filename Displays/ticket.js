// A patient's phone: how long yet? No name, nothing but the place in the line.

import { both, find, h, place, write } from './element.js';
import { Feed } from './live.js';
import { hourMinute } from './clock.js';
import { beginCorner, link } from './corner.js';
import { mark, range } from './words.js';

const headlines = {
    waiting: ['正在排队', 'Waiting'],
    called: ['轮到您了', 'It is your turn'],
    drawing: ['正在采血', 'Being drawn'],
    done: ['采血已完成', 'Your draw is done'],
    missed: ['您已过号', 'You missed your call'],
    cancelled: ['此号已取消', 'This number was cancelled'],
    resting: ['等待下次采血', 'Until your next draw'],
};

const afterwards = {
    drawing: ['请保持放松', 'Please relax'],
    done: ['请按压手臂五分钟', 'Please press your arm for five minutes'],
    missed: ['请到取号机再刷一次卡，或到分诊台', 'Swipe your card again at the kiosk, or ask at the desk'],
    cancelled: ['如有疑问请到分诊台', 'Please ask at the triage desk'],
};

/** States in which there is still something to prepare for. */
const prepares = new Set(['waiting', 'called', 'resting']);

function body(state) {
    const { window } = state;
    if (state.state === 'called') {
        const name = window?.name ?? '窗口';
        const nameEn = window?.id ? `window ${window.id}` : 'the window';
        return [h('p.go', { id: 'window' },
            ...both(`请到 ${name}`, `Please go to ${nameEn} now`))];
    }
    if (state.state === 'resting' && state.dueAt) {
        const due = hourMinute(state.dueAt);
        return [h('p.next', {}, ...both(`${due} 前回来`, `Be back by ${due}`))];
    }
    if (state.state !== 'waiting') {
        return [h('p.next', {}, ...both(...(afterwards[state.state] ?? ['', ''])))];
    }
    const figure = (id, zh, en, value, unit) => h('div.figure', {},
        h('h2', {}, ...both(zh, en)), h('p', {}, h('b', { id }, value), ` ${unit}`));
    return [h('div.figures', {},
        figure('ahead', '前面还有', 'Ahead of you', String(state.ahead ?? 0), '人'),
        ...(state.estimate
            ? [figure('estimate', '预计等候', 'Expected wait', range(state.estimate), '分钟')]
            : []))];
}

function draw(state) {
    document.body.dataset.state = state.state;
    write(find('hall'), state.hall);
    document.title = `${state.label} · ${(headlines[state.state] ?? headlines.waiting)[0]}`;
    find('place').replaceChildren(
        h('p.headline', {}, ...both(...(headlines[state.state] ?? headlines.waiting))),
        h('p.label', { id: 'label', 'data-class': state.class }, state.label),
        h('p.queue', { id: 'queue' }, mark(state.class), state.queue.name,
            h('small', {}, `${hourMinute(state.issuedAt)} 取号`)),
        ...body(state),
        h('ul.prepare', {}, ...(prepares.has(state.state) ? state.prepare ?? [] : [])
            .map((one) => h('li', {}, ...both(one.zh, one.en)))));
}

/** The day is over, or the address is wrong: said in words, with where to ask. */
function gone(problem) {
    if (!problem) return;
    document.body.dataset.state = 'gone';
    find('place').replaceChildren(
        h('p.headline', {}, ...both('这个号已经失效', 'This number is no longer valid')),
        h('p.next', {}, ...both('号码当天有效。请到取号机重新取号，或到分诊台。',
            'Numbers hold for one day. Please take a new one, or ask at the triage desk.')));
}

beginCorner();
const address = `/api/v1/places/${encodeURIComponent(place())}`;
const feed = new Feed({ address, picture: draw, link, refused: gone });
// A phone sleeps in a pocket: what it shows when it is taken out must be fresh.
document.addEventListener('visibilitychange', () => { if (!document.hidden) feed.look(); });
feed.start();
