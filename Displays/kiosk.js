// The kiosk: idle, busy, then a ticket or a trouble, and idle again by itself.

import { both, find, h, place, write } from './element.js';
import { begin } from './session.js';
import { act } from './act.js';
import { Feed } from './live.js';
import { beginCorner, link, refused } from './corner.js';
import { listen } from './wedge.js';
import { Keypad } from './keypad.js';
import { drawTicket, drawTrouble } from './kiosk-answer.js';
import { Bills } from './kiosk-bills.js';

/** Milliseconds in which the same card is the same swipe. */
const debounce = 3000;
const kiosk = place();
let idleSeconds = 12;
let shown = null;
let last = { card: null, at: -debounce };
let endsAt = 0;
let countdown = null;

function show(state) {
    document.body.dataset.state = state;
    for (const name of ['idle', 'busy', 'ticket', 'trouble', 'bills']) find(name).hidden = name !== state;
    find('foot').hidden = state !== 'ticket' && state !== 'trouble';
    find('reprint').hidden = state !== 'ticket';
    if (state !== 'idle') keypad.close();
}

function idle() {
    clearInterval(countdown);
    countdown = null;
    shown = null;
    show('idle');
    find('ticket').replaceChildren();
    find('trouble').replaceChildren();
}

/** Starts the visible countdown, from the beginning again after a touch. */
function leave() {
    endsAt = performance.now() + idleSeconds * 1000;
    find('left-time').max = idleSeconds * 1000;
    clearInterval(countdown);
    countdown = setInterval(tick, 200);
    tick();
}

function tick() {
    const left = endsAt - performance.now();
    if (left <= 0) return idle();
    find('left-time').value = left;
    const seconds = Math.ceil(left / 1000);
    write(find('countdown'), `${seconds} 秒后返回 · back in ${seconds} s`);
}

/** Shows the answer to a swipe, ours or the daemon's own reader's. */
function answer(body) {
    if (bills.isOpen) bills.leave();
    if (body?.ticket) {
        shown = body;
        drawTicket(find('ticket'), body);
        show('ticket');
    } else {
        shown = null;
        drawTrouble(find('trouble'), body);
        show('trouble');
    }
    leave();
}

async function swipe(card) {
    if (bills.isOpen) return bills.swipe(card);
    const at = performance.now();
    if (document.body.dataset.state === 'busy') return;
    if (card === last.card && at - last.at < debounce) return;
    last = { card, at };
    clearInterval(countdown);
    show('busy');
    const reply = await act('/api/v1/swipes', { kiosk, card });
    // A card stays in the page no longer than the debounce needs it.
    setTimeout(() => { if (last.at === at) last = { card: null, at }; }, debounce);
    answer(reply.ok ? reply.data : reply.problem);
}

async function reprint() {
    if (!shown?.ticket) return;
    const button = find('reprint');
    const asked = shown;
    button.disabled = true;
    leave();
    const ticket = encodeURIComponent(asked.ticket.id);
    const reply = await act(`/api/v1/tickets/${ticket}/reprint`, { kiosk });
    button.disabled = false;
    if (shown !== asked) return;
    const words = reply.ok
        ? { queued: ['正在打印，请取小票', 'Printing, please take your ticket'],
            printed: ['已打印，请取小票', 'Printed, please take your ticket'] }[reply.data.print.state]
        : [reply.problem.title, reply.problem.en?.title];
    const message = reply.data?.print.message;
    const line = find('print');
    line.hidden = false;
    line.dataset.print = reply.ok ? reply.data.print.state : 'failed';
    line.replaceChildren(...both(...(message ? [message.zh, message.en] : words
        ?? ['暂时不能打印，屏幕上的号码有效', 'Printing is off; the number on the screen is valid'])));
    leave();
}

/** Printer and readers in words, on the idle screen. */
function status(now) {
    idleSeconds = now.idleSeconds ?? idleSeconds;
    bills.offer(now);
    find('hall').replaceChildren(...both(`${now.hall.name} 自助取号`, now.hall.nameEn));
    const notices = [];
    const { state, message } = now.printer;
    document.body.dataset.printer = state;
    if (state !== 'ready' && state !== 'off') {
        notices.push(message ? [message.zh, message.en]
            : ['打印机暂不可用，取号后请记住屏幕上的号码', 'No paper tickets now: please remember your number']);
    }
    const lost = now.readers.filter((reader) => reader.state === 'lost');
    if (lost.length) {
        notices.push([`${lost.map((reader) => reader.name).join('、')}暂不可用，请手工输入或到分诊台`,
            'A reader is out of order: please type your number or ask the staff']);
    }
    find('notices').replaceChildren(
        ...notices.map(([zh, en]) => h('p.notice', {}, ...both(zh, en))));
}

const keypad = new Keypad(swipe);
const bills = new Bills(kiosk, keypad, {
    show: () => { clearInterval(countdown); show('bills'); }, back: idle,
});
beginCorner();
const focus = listen(find('card'), swipe);
find('by-hand').addEventListener('click', () => keypad.open());
find('done').addEventListener('click', idle);
find('reprint').addEventListener('click', reprint);
document.addEventListener('contextmenu', (event) => event.preventDefault());

await begin();
const address = `/api/v1/kiosks/${encodeURIComponent(kiosk)}`;
new Feed({
    address, stream: `${address}/stream`, hold: 0, every: 15, link, refused,
    picture: status, events: { swipe: answer, status, patient: (body) => bills.hear(body) },
}).start();
focus();
