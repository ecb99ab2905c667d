// The called patient: who, which tubes, and what to ask before the needle.

import { h, both } from './element.js';
import { hourMinute } from './clock.js';
import { classes, mark, sexes, states, waited } from './words.js';
import { tubes } from './tubes.js';

let drawn = null;

/** Draws `ticket`, or what to do where nobody is called. */
export function drawCalled(element, ticket, window, callsAtMost) {
    const now = JSON.stringify([ticket && { ...ticket, waitedSeconds: 0, estimate: null }, window]);
    if (now === drawn) return;
    drawn = now;
    element.dataset.state = ticket?.state ?? 'nobody';
    element.dataset.class = ticket?.class ?? 'normal';
    element.dataset.ticket = ticket?.id ?? '';
    if (!ticket) {
        const manual = window.mode === 'manual';
        element.replaceChildren(h('p.none', {}, ...(window.state !== 'open'
            ? both('窗口未开放', 'Open the window to call')
            : manual ? both('请从右侧列表选择', 'Pick from the list')
                : both('请按 下一位', 'Press Next'))));
        return;
    }
    const age = ticket.age === null || ticket.age === undefined ? '' : `${ticket.age} 岁`;
    const times = ticket.state === 'called' ? ` · 第 ${ticket.attempt}/${callsAtMost} 次` : '';
    element.replaceChildren(
        h('p.stage', {}, h('b', {}, states[ticket.state]?.[0] ?? ticket.state), times,
            ticket.calledAt ? h('span', {}, ` ${hourMinute(ticket.calledAt)}`) : null),
        h('div.label-row', {},
            h('span.label', { id: 'called-label' }, ticket.label), mark(ticket.class)),
        h('div.person', {}, h('span.name', { id: 'called-name' }, ticket.name),
            h('span.about', {}, `${sexes[ticket.sex] ?? '性别未知'} ${age}`)),
        h('p.meta', {}, [ticket.queue.name, classes[ticket.class]?.zh ?? '',
            `等了 ${waited(ticket.waitedSeconds)}`].join(' · ')),
        h('div.check', {}, h('b', {}, '核对：'), '请患者自己说出 ',
            h('u', {}, '姓名'), ' 和 ', h('u', {}, '出生日期'),
            h('span.en', { lang: 'en' }, 'Ask for name and birth date')),
        tubes(ticket.specimens),
        ...(ticket.redraws?.length
            ? [h('p.redraws', {}, `还要定时采血：${ticket.redraws.join('、')} 分钟`)] : []));
}
