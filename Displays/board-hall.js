// Hall board: is it me, and where?

import { h, both, keyed, write, flag } from './element.js';
import { everySecond, now } from './clock.js';
import { about, aboutEn, mark } from './words.js';
import { Pages, dots } from './pages.js';

/** How many calls stand on the screen. */
const shown = 5;
/** Milliseconds a call stays lit, and within which it may still slide in. */
const lit = 10_000;
/** Queues beside the calls at once. */
const queuesShown = 4;
/** Seconds one piece of advice stays. */
const adviceSeconds = 14;

/** A window's name with its number drawn large: 3号窗口. */
export function windowName(call) {
    const [, number, rest] = /^(\d*)(.*)$/.exec(call.windowName ?? `${call.window}号窗口`);
    return h('span.window', {}, number ? h('b', {}, number) : '', rest);
}

export class HallBoard {
    #calls = h('ol.calls', { id: 'calls', 'aria-live': 'polite' });
    #quiet = h('p.quiet', {}, ...both('请留意屏幕与语音叫号', 'Your number will appear here'));
    #queues = h('div.queues', { id: 'queues' });
    #dots = dots();
    #advice = h('p.advice', { id: 'advice' });
    #pieces = [];
    #second = 0;
    #pages;
    #stop;

    constructor(parent) {
        this.#pages = new Pages({ size: () => queuesShown, seconds: 10,
            turn: (queues, page, count) => this.#drawQueues(queues, page, count) });
        parent.replaceChildren(h('div.hall', {},
            h('section.left', {}, this.#calls, this.#quiet),
            h('aside.right', {}, this.#queues, this.#dots),
            this.#advice));
        this.#stop = everySecond(() => this.#tick());
    }

    draw({ calls, queues, advice }) {
        this.#quiet.hidden = calls.length > 0;
        const key = (call) => `${call.label} ${call.at}`;
        keyed(this.#calls, calls.slice(0, shown), key, row, refresh);
        this.#pages.show(queues);
        this.#pieces = advice ?? [];
        this.#say();
    }

    #drawQueues(queues, page, count) {
        keyed(this.#queues, queues, (queue) => queue.id, queueCard, fillQueue);
        this.#dots.show(page, count);
    }

    #tick() {
        for (const element of this.#calls.children) light(element);
        this.#second += 1;
        if (this.#second % adviceSeconds === 0) this.#say();
        this.#pages.tick();
    }

    #say() {
        const piece = this.#pieces[Math.floor(this.#second / adviceSeconds) % this.#pieces.length];
        if (this.#advice.dataset.zh === (piece?.zh ?? '')) return;
        this.#advice.dataset.zh = piece?.zh ?? '';
        this.#advice.replaceChildren(
            h('span.piece', {}, ...(piece ? both(piece.zh, piece.en) : [])));
    }

    end() {
        this.#stop();
    }
}

const age = (call) => now() - Date.parse(call.at);

function row(call) {
    const element = h('li.call', {
        'data-label': call.label, 'data-class': call.class, 'data-at': call.at,
        'data-window': call.window,
    },
        h('span.label', {}, call.label),
        h('span.who', {}, h('span.badge', {}, mark(call.class)), h('span.name', {}, call.name)),
        h('span.arrow', { 'aria-hidden': 'true' }, '→'),
        h('span.where', {}, windowName(call),
            h('span.en', { lang: 'en' }, call.prompt?.en ?? '')));
    // Only with the call itself: a page that is opened later shows what is, it does not perform.
    if (age(call) < lit) element.classList.add('arrives');
    light(element);
    return element;
}

function refresh(element, call) {
    flag(element, 'data-state', call.state);
}

function light(element) {
    const old = now() - Date.parse(element.dataset.at);
    flag(element, 'data-lit', old < lit);
}

function queueCard() {
    return h('section.queue', {},
        h('h2', {}, h('span.zh'), h('span.en', { lang: 'en' })),
        h('p.numbers', {}, h('b.count'), h('span.unit', {}, ...both('人等候', 'waiting')),
            h('span.usual', {}, h('span.zh'), h('span.en', { lang: 'en' }))),
        h('ol.next'));
}

function fillQueue(element, queue) {
    element.dataset.queue = queue.id;
    const [name, nameEn] = element.querySelector('h2').children;
    write(name, queue.name);
    write(nameEn, queue.nameEn);
    write(element.querySelector('.count'), String(queue.waiting));
    const [usual, usualEn] = element.querySelector('.usual').children;
    write(usual, queue.waiting ? about(queue.usualWaitSeconds) : '可直接采血');
    write(usualEn, queue.waiting ? aboutEn(queue.usualWaitSeconds) : 'no wait');
    keyed(element.querySelector('.next'), queue.next, (one) => one.label, (one) =>
        h('li', { 'data-label': one.label, 'data-class': one.class },
            h('b', {}, one.label), h('span.who', {}, mark(one.class), one.name)));
}
