// The corner every screen shares: clock and live mark; and the band when the link is lost.

import { h, both, write, find } from './element.js';
import { businessDay, dateWords, everySecond, hourMinute, now } from './clock.js';

/** How long a link may be away before words are made of it: a restart is over by then. */
const patience = 2000;
const marks = {
    live: ['实时', 'Live'],
    polling: ['定时更新', 'Polling'],
    lost: ['连接中断', 'Not live'],
};

const time = h('time', { id: 'clock' });
const date = h('span.date', {});
const mark = h('span.live', { id: 'live', role: 'status' });
let lostAt = null;
let refusal = null;

function show() {
    write(time, hourMinute());
    write(date, dateWords());
    const band = find('lost');
    if (refusal) {
        band.hidden = false;
        return;
    }
    const away = lostAt !== null && Date.now() - lostAt.noticed >= patience;
    if (band.hidden === away) band.hidden = !away;
    document.body.toggleAttribute('data-faded', away);
    const since = lostAt?.since ?? 0;
    const outdated = away && businessDay(since) !== businessDay(now());
    document.body.toggleAttribute('data-outdated', outdated);
    if (!away) return;
    const from = `${outdated ? `${dateWords(since)} ` : ''}${hourMinute(since)}`;
    if (band.dataset.since === `${from}${outdated}`) return;
    band.dataset.since = `${from}${outdated}`;
    band.replaceChildren(...both(
        `连接中断，画面停在 ${from}，正在重新连接。${band.dataset.advice ?? ''}`,
        `Link lost at ${hourMinute(since)}, reconnecting. ${band.dataset.adviceEn ?? ''}`));
}

/** Puts clock and mark into `#corner` and the band into `#lost`. */
export function beginCorner() {
    find('corner').append(date, time, mark);
    show();
    everySecond(show);
}

/** Says in the band why the daemon will not show this page; null takes it back. */
export function refused(problem) {
    refusal = problem;
    const band = find('lost');
    band.dataset.since = '';
    if (problem) {
        band.replaceChildren(...both(
            [problem.title, problem.action || problem.detail].filter(Boolean).join('。'),
            [problem.en?.title, problem.en?.action].filter(Boolean).join('. ')));
    }
    show();
}

/** Told by a feed. */
export function link(state, lastHeard) {
    document.body.dataset.link = state;
    const [zh, en] = marks[state];
    mark.textContent = zh;
    mark.title = en;
    if (state !== 'lost') lostAt = null;
    else lostAt ??= { noticed: Date.now(), since: lastHeard + now() - Date.now() };
    show();
}
