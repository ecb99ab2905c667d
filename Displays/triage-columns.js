// A column per queue, a row per ticket; the longest wait and the lost stand out.

import { find, flag, h, keyed, write } from './element.js';
import { mark, states, waited } from './words.js';

let selected = null;
let changed = () => {};

/** Draws the queues; `chosen(id)` hears which ticket is selected. */
export function drawColumns(queues, chosen) {
    changed = chosen;
    keyed(find('columns'), queues, (queue) => queue.id, column, fill);
    const all = queues.flatMap((queue) => queue.tickets);
    if (selected && !all.some((ticket) => ticket.id === selected)) select(null);
    else select(selected);
}

export const selection = () => selected;

/** Selects a ticket by id, or none. */
export function select(id, { focus = false } = {}) {
    selected = id;
    for (const row of document.querySelectorAll('.row-ticket')) {
        const here = row.dataset.ticket === id;
        flag(row, 'aria-selected', here ? 'true' : 'false');
        row.tabIndex = here ? 0 : -1;
        if (here && focus) {
            row.focus({ preventScroll: true });
            row.scrollIntoView({ block: 'nearest' });
        }
    }
    changed(id);
}

const rowsOf = (list) => [...list.querySelectorAll('.row-ticket:not([hidden])')];

/** Moves the selection by an arrow key; false where there is nowhere to go. */
export function arrow(key) {
    const columns = [...document.querySelectorAll('.queue-rows')].map(rowsOf)
        .filter((rows) => rows.length > 0);
    if (columns.length === 0) return false;
    let x = columns.findIndex((rows) => rows.some((row) => row.dataset.ticket === selected));
    let y = x < 0 ? -1 : columns[x].findIndex((row) => row.dataset.ticket === selected);
    if (x < 0) {
        x = 0;
        y = 0;
    } else if (key === 'ArrowUp' && y === 0) {
        return false;
    } else {
        y += key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
        x += key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
        x = Math.min(Math.max(x, 0), columns.length - 1);
        y = Math.min(Math.max(y, 0), columns[x].length - 1);
    }
    select(columns[x][y].dataset.ticket, { focus: true });
    return true;
}

/** Selects the first ticket that is shown. */
export function selectFirst() {
    const row = document.querySelector('.row-ticket:not([hidden])');
    if (row) select(row.dataset.ticket, { focus: true });
}

function column() {
    return h('section.queue', {},
        h('h2', {}, h('span.zh'), h('span.en', { lang: 'en' }), h('b.count')),
        h('p.numbers', {}, h('span.longest'), h('span.usual')),
        h('ol.queue-rows', { role: 'listbox' }));
}

function fill(element, queue) {
    element.dataset.queue = queue.id;
    const [zh, en, count] = element.querySelector('h2').children;
    write(zh, queue.name);
    write(en, queue.nameEn);
    write(count, String(queue.waiting));
    const wait = element.querySelector('.longest');
    const limit = Math.max(900, queue.usualWaitSeconds * 1.5);
    write(wait, queue.waiting ? `最久 ${waited(queue.longestWaitSeconds)}` : '无人等候');
    flag(wait, 'data-long', queue.waiting > 0 && queue.longestWaitSeconds > limit);
    write(element.querySelector('.usual'), `平时 ${waited(queue.usualWaitSeconds)}`);
    const longer = (most, ticket) =>
        (ticket.waitedSeconds > (most?.waitedSeconds ?? -1) ? ticket : most);
    const longest = queue.tickets.filter((ticket) => ticket.state === 'waiting')
        .reduce(longer, null);
    const rows = element.querySelector('.queue-rows');
    const late = (ticket) => ticket === longest && ticket.waitedSeconds > queue.usualWaitSeconds;
    keyed(rows, queue.tickets, (ticket) => ticket.id, row, (one, ticket) =>
        fillRow(one, ticket, late(ticket)));
}

function row() {
    const element = h('li.row-ticket', { role: 'option', tabindex: -1 },
        h('b.label'), h('span.badge'), h('span.name'), h('span.note'), h('span.wait'));
    element.addEventListener('click', () => select(element.dataset.ticket, { focus: true }));
    return element;
}

/** What must be seen beside the name. */
function note(ticket) {
    if (ticket.state === 'missed') return '过号';
    if (ticket.lost) return `未到 · ${ticket.window} 号`;
    if (ticket.state === 'called') return `叫到 ${ticket.window} 号`;
    if (ticket.state === 'drawing') return `${ticket.window} 号采血`;
    if (ticket.print === 'failed') return '小票未打出';
    if (ticket.pinned) return `只到 ${ticket.pinned} 号`;
    return ticket.state === 'waiting' ? '' : states[ticket.state]?.[0] ?? '';
}

function fillRow(element, ticket, longest) {
    element.dataset.ticket = ticket.id;
    element.dataset.label = ticket.label;
    element.dataset.class = ticket.class;
    element.dataset.state = ticket.state;
    flag(element, 'data-lost', ticket.lost);
    flag(element, 'data-longest', longest);
    flag(element, 'data-print', ticket.print === 'failed' ? 'failed' : null);
    write(element.querySelector('.label'), ticket.label);
    write(element.querySelector('.name'), ticket.name);
    write(element.querySelector('.note'), note(ticket));
    write(element.querySelector('.wait'), `${longest ? '最久 ' : ''}${waited(ticket.waitedSeconds)}`);
    const badge = element.querySelector('.badge');
    if (badge.dataset.class !== ticket.class) {
        badge.dataset.class = ticket.class;
        badge.replaceChildren(...[mark(ticket.class)].filter(Boolean));
    }
}
