// The window workstation: who is next, and are they right?

import { both, find, flag, place, write } from './element.js';
import { begin, isAsking, question } from './session.js';
import { act } from './act.js';
import { Feed } from './live.js';
import { everySecond, now } from './clock.js';
import { beginCorner, link, refused } from './corner.js';
import { choose } from './choice.js';
import { refuse, tell, warn } from './toast.js';
import { deeds, windowStates } from './words.js';
import { aged, passed } from './ageing.js';
import { drawCalled } from './window-called.js';
import { WindowList, step } from './window-list.js';

const window_ = place();
const address = `/api/v1/windows/${encodeURIComponent(window_)}`;
/** Milliseconds after a call in which 下一位 stays shut: a trembling finger calls one. */
const settle = 800;
const reasons = ['补充耗材', '短暂休息', '用餐', '交接班', '设备故障', '协助患者'];

let picture = null;
let busy = false;
let quietUntil = 0;
let finishSure = 0;
let seen = 0;

function draw(latest, from = now()) {
    picture = latest;
    seen = from;
    const { window, ticket } = latest;
    document.body.dataset.state = window.state;
    document.body.dataset.mode = window.mode;
    write(find('window-name'), window.name);
    write(find('window-state'),
        [windowStates[window.state][0], window.pauseReason].filter(Boolean).join(' · '));
    document.title = `${window.name} · LabQueue`;
    const manual = window.mode === 'manual';
    flag(find('mode'), 'aria-pressed', String(manual));
    find('mode').replaceChildren(
        ...(manual ? both('手工选号', 'Manual') : both('自动叫号', 'Automatic')));
    drawCalled(find('called'), ticket, window, latest.callsAtMost);
    drawList();
    buttons();
}

function drawList() {
    const age = (ticket) => aged(ticket, passed(seen));
    list.draw({ ...picture, waiting: picture.waiting.map(age) });
}

/** Once a second: the countdown of the undo; each half minute the waits. */
function tick() {
    buttons();
    if (picture && Math.floor(now() / 1000) % 30 === 0) drawList();
}

/** What may be pressed now; everything is shut while an act is on its way. */
function buttons() {
    if (!picture) return;
    const { window, ticket, undo, callsAtMost } = picture;
    const open = window.state === 'open';
    const called = ticket?.state === 'called';
    const may = {
        next: open && performance.now() >= quietUntil,
        recall: called && ticket.attempt < callsAtMost,
        arrive: called,
        miss: called,
        finish: Boolean(ticket),
        mode: true,
        open: !open,
        pause: open,
        close: window.state !== 'closed',
    };
    for (const [id, allowed] of Object.entries(may)) find(id).disabled = busy || !allowed;
    const left = undo ? Math.ceil((Date.parse(undo.until) - now()) / 1000) : 0;
    find('undo').disabled = busy || left <= 0;
    write(find('undo-words'), left > 0
        ? `撤销${deeds[undo.what] ?? ''} ${undo.label ?? ''}（${Math.min(left, 99)} 秒）` : '撤销');
    const sure = performance.now() < finishSure && ticket;
    flag(find('next'), 'data-sure', sure);
    write(find('next').firstElementChild, sure ? `完成 ${ticket.label} 并叫下一位？` : '下一位');
}

/** Sends one act of the window; a second press meanwhile does nothing. */
async function send(verb, body = {}) {
    if (busy || !picture) return null;
    busy = true;
    finishSure = 0;
    buttons();
    const reply = await act(`${address}/${verb}`, body);
    busy = false;
    if (verb === 'next' || verb === 'call') quietUntil = performance.now() + settle;
    if (!reply.ok) refuse(reply.problem);
    else if (reply.status === 204) tell('没有人等候', 'Nobody is waiting');
    else draw({ ...picture, window: reply.data.window, ticket: reply.data.ticket }, seen);
    buttons();
    setTimeout(buttons, settle);
    await feed.look();
    return reply;
}

/** Next; where someone is still being drawn, finish and next after a second press. */
async function next() {
    if (!picture || find('next').disabled) return;
    const { ticket, window } = picture;
    if (ticket?.state === 'drawing') {
        const sure = performance.now() < finishSure;
        if (!sure) {
            finishSure = performance.now() + 4000;
            quietUntil = performance.now() + 500;
            buttons();
            setTimeout(buttons, 520);
            setTimeout(buttons, 4020);
            return;
        }
        const finished = await send('finish');
        if (!finished?.ok) return;
    } else if (ticket) {
        warn(`${ticket.label} 还未处理`, '人到了按 到达，没来按 重呼 或 过号');
        return;
    }
    if (window.mode === 'manual') {
        list.focus();
        tell('手工选号：请从右侧列表选择', '上下键选择，回车两次呼叫');
        return;
    }
    await send('next');
}

async function pause() {
    const reason = await choose('为什么暂停？ Why pause?', reasons.map((zh) => ({ value: zh, zh })));
    if (reason) await send('pause', { reason });
}

/** Asks where to, then moves the ticket. */
async function transfer(id) {
    const ticket = [...picture.waiting, ...picture.missed].find((one) => one.id === id);
    if (!ticket) return;
    const to = await choose(`${ticket.label} ${ticket.name} 转到哪里？`, await places(ticket));
    if (!to) return;
    const [kind, value] = to.split(' ');
    await move(`/api/v1/tickets/${encodeURIComponent(id)}/move`,
        { queue: kind === 'queue' ? value : null, window: kind === 'window' ? value : null });
}

async function move(where, body) {
    if (busy) return;
    busy = true;
    buttons();
    const reply = await act(where, body);
    busy = false;
    if (reply.ok) tell(`${reply.data.ticket.label} 已办`, reply.data.ticket.queue.name);
    else refuse(reply.problem);
    buttons();
    await feed.look();
}

/** Queues this window knows of and the windows of its hall. */
async function places(ticket) {
    const queues = new Map(picture.window.queues.map((id) => [id, id]));
    for (const { queue } of [...picture.waiting, ...picture.missed]) {
        queues.set(queue.id, queue.name);
    }
    let windows = [];
    try {
        const { halls } = JSON.parse((await question('/api/v1/halls')).text);
        const hall = halls.find((one) => one.windows.some(({ id }) => id === window_));
        windows = hall?.windows ?? [];
        for (const { id, name } of hall?.queues ?? []) queues.set(id, name);
    } catch {
        // Without the list of windows the queues are still there to choose from.
    }
    queues.delete(ticket.queue.id);
    return [
        ...[...queues].map(([id, name]) =>
            ({ value: `queue ${id}`, zh: `${name} 队列`, en: 'Queue' })),
        ...windows.map(({ id, name }) => ({ value: `window ${id}`, zh: name, en: 'Window' })),
    ];
}

const list = new WindowList({
    call: (id) => send('call', { ticket: id }),
    transfer,
    back: (id) => move(`/api/v1/tickets/${encodeURIComponent(id)}/return`, {}),
});

const deedsByButton = {
    next, pause,
    recall: () => send('recall'), arrive: () => send('arrive'), miss: () => send('miss'),
    finish: () => send('finish'), undo: () => send('undo'), open: () => send('open'),
    close: () => send('close'),
    mode: () => send('mode', { mode: picture?.window.mode === 'manual' ? 'automatic' : 'manual' }),
};
const keys = {
    ' ': 'next', r: 'recall', a: 'arrive', Enter: 'arrive', m: 'miss', f: 'finish', z: 'undo',
};

for (const [id, deed] of Object.entries(deedsByButton)) {
    find(id).addEventListener('click', () => {
        // The focus would stay here, and the space bar must always mean 下一位.
        find(id).blur();
        deed();
    });
}

document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isAsking() || find('choice').open) return;
    const row = document.activeElement?.closest?.('.item');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        step(find('list'), event.key === 'ArrowDown' ? 1 : -1);
        return;
    }
    if (event.key === 'Enter' && row) return;
    const id = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!id) return;
    event.preventDefault();
    if (!event.repeat && !find(id).disabled) deedsByButton[id]();
});

beginCorner();
everySecond(tick);
await begin();
const feed = new Feed({
    address, stream: `${address}/stream`, picture: (latest) => draw(latest), link, refused,
});
feed.start();
