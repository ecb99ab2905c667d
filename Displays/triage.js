// The triage desk: who needs a hand?

import { find, flag, h, keyed, write } from './element.js';
import { begin, isAsking, question } from './session.js';
import { Feed } from './live.js';
import { beginCorner, link, refused } from './corner.js';
import { warn } from './toast.js';
import { windowStates } from './words.js';
import { aged, passed } from './ageing.js';
import { everySecond, now } from './clock.js';
import { arrow, drawColumns, select, selectFirst, selection } from './triage-columns.js';
import { deeds } from './triage-acts.js';
import { beginAdding, openAdding } from './triage-adding.js';
import { beginSearch, filter } from './triage-search.js';

let picture = null;
let hall = null;
let kiosks = [];
let busy = false;
let seen = 0;

const tickets = () => picture?.queues.flatMap((queue) => queue.tickets) ?? [];
const picked = () => tickets().find((ticket) => ticket.id === selection());

function draw(latest) {
    picture = latest;
    seen = now();
    document.body.dataset.state = 'ready';
    write(find('hall'), `${latest.hall.name} 分诊台`);
    drawQueues();
    keyed(find('windows'), latest.windows, (one) => one.id, () =>
        h('div.window', {}, h('b'), h('span')), (element, one) => {
        element.dataset.state = one.state;
        write(element.firstChild, one.name);
        write(element.lastChild, one.state === 'open'
            ? one.ticket?.label ?? '空闲'
            : `${windowStates[one.state][0]}${one.pauseReason ? ` ${one.pauseReason}` : ''}`);
    });
    devices(latest);
}

function drawQueues() {
    const seconds = passed(seen);
    drawColumns(picture.queues.map((queue) => ({
        ...queue,
        longestWaitSeconds: queue.longestWaitSeconds + (queue.waiting ? seconds : 0),
        tickets: queue.tickets.map((ticket) => aged(ticket, seconds)),
    })), footer);
    filter(picture.queues);
}

/** Printers, readers and the voice: in order in a word, else what is wrong. */
function devices({ printers, readers, voice }) {
    const words = {
        'paper-out': '缺纸', offline: '离线', stopped: '停了', 'door-open': '盖未关', lost: '断开',
        silent: '没有声音', failed: '出错', off: '未用',
    };
    const all = [
        ...printers.map((one) => ({ key: `p ${one.name}`, name: one.name, ...one })),
        ...readers.map((one) => ({ key: `r ${one.name}`, name: one.name, ...one })),
        ...(voice ? [{ key: 'voice', name: '语音', ...voice }] : []),
    ];
    keyed(find('devices'), all, (one) => one.key, () => h('li'), (element, one) => {
        flag(element, 'data-well', one.state === 'ready' || one.state === 'off');
        const word = one.state === 'ready' ? '✓' : words[one.state] ?? one.state;
        write(element, `${one.name} ${word}`);
        element.title = one.message?.zh ?? '';
    });
}

/** The foot says whom the letters act on. */
function footer() {
    const ticket = picked();
    write(find('picked'), ticket ? `${ticket.label} ${ticket.name}` : '用 ↓ 进入列表选人');
    for (const button of document.querySelectorAll('[data-act]')) button.disabled = !ticket || busy;
}

async function perform(name) {
    const ticket = picked();
    if (!ticket || busy) return;
    busy = true;
    footer();
    await deeds[name](ticket, { queues: picture.queues, windows: picture.windows, kiosks });
    busy = false;
    await feed.look();
    footer();
    if (selection()) select(selection(), { focus: true });
}

function add() {
    if (!picture) {
        warn('还没有连接上', '请稍候');
        return;
    }
    openAdding({ id: hall, queues: picture.queues, kiosks }, find('search').value.trim());
}

function toSearch() {
    select(null);
    find('search').focus();
    find('search').select();
}

document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isAsking()) return;
    if (document.querySelector('dialog[open]')) return;
    const searching = document.activeElement === find('search');
    if (event.key.startsWith('Arrow') && !(searching && /Left|Right/.test(event.key))) {
        event.preventDefault();
        if (searching && event.key === 'ArrowUp') return;
        if (!arrow(event.key)) toSearch();
        return;
    }
    if (searching) {
        if (event.key === 'Enter') selectFirst();
        if (event.key === 'Escape') {
            find('search').value = '';
            find('search').dispatchEvent(new Event('input'));
        }
        return;
    }
    if (event.key === '/' || event.key === 'Escape') {
        event.preventDefault();
        toSearch();
    } else if (event.key.toLowerCase() === 'n') {
        event.preventDefault();
        add();
    } else {
        const button = document.querySelector(`[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
        if (!button || event.repeat) return;
        event.preventDefault();
        perform(button.dataset.act);
    }
});

for (const button of document.querySelectorAll('[data-act]')) {
    button.addEventListener('click', () => perform(button.dataset.act));
}
find('add').addEventListener('click', add);

/** The hall of the address, else the first of the hospital's. */
async function ourHall() {
    const wanted = new URLSearchParams(location.search).get('hall');
    for (;;) {
        try {
            const { halls } = JSON.parse((await question('/api/v1/halls')).text);
            const found = halls.find((one) => one.id === wanted) ?? halls[0];
            if (found) return found;
        } catch {
            // The daemon is not there yet; the band says so.
        }
        await new Promise((resolve) => { setTimeout(resolve, 2000); });
    }
}

beginCorner();
everySecond(() => { if (picture && Math.floor(now() / 1000) % 30 === 0) drawQueues(); });
link('lost', Date.now());
await begin();
({ id: hall, kiosks } = await ourHall());
const query = `?hall=${encodeURIComponent(hall)}`;
const feed = new Feed({
    address: `/api/v1/triage${query}`, stream: `/api/v1/triage/stream${query}`, picture: draw, link,
    refused,
});
beginAdding(async (ticket) => {
    find('search').value = '';
    find('search').dispatchEvent(new Event('input'));
    await feed.look();
    select(ticket.id, { focus: true });
});
beginSearch(() => hall, (id) => tickets().some((ticket) => ticket.id === id),
    () => { if (picture) filter(picture.queues); });
feed.start();
footer();
