// The list at the right of a window: press a row twice to call it, or move it elsewhere.

import { find, flag, h, keyed, write } from './element.js';
import { mark, waited } from './words.js';

/** Milliseconds in which the second press calls. */
const patience = 4000;
/** Milliseconds before the second press counts, so that a double click is one press. */
const settle = 350;

export class WindowList {
    #call; #transfer; #back;
    #armed = null;
    #timer = null;

    constructor({ call, transfer, back }) {
        this.#call = call;
        this.#transfer = transfer;
        this.#back = back;
    }

    draw({ waiting, waitingCount, missed }) {
        write(find('waiting-count'), String(waitingCount));
        write(find('missed-count'), String(missed.length));
        find('nobody').hidden = waiting.length > 0;
        find('missed-head').hidden = missed.length === 0;
        find('missed').hidden = missed.length === 0;
        const urgent = waiting.filter((ticket) => ticket.class === 'emergency');
        const others = waiting.filter((ticket) => ticket.class !== 'emergency');
        keyed(find('list'), [...urgent, ...others], (ticket) => ticket.id,
            () => this.#row((id) => this.#press(id), '···', (id) => this.#transfer(id)), fill);
        keyed(find('missed'), missed, (ticket) => ticket.id,
            () => this.#row((id) => this.#press(id), '返回排队', (id) => this.#back(id)), fill);
    }

    /** The first row takes the focus, so that arrows and Enter choose. */
    focus() {
        find('list').querySelector('.pick')?.focus();
    }

    #row(press, words, other) {
        const row = h('li.item', {});
        row.append(
            h('button.pick', { type: 'button', onclick: () => press(row.dataset.ticket) },
                h('b.label'), h('span.badge'), h('span.name'), h('span.info'),
                h('span.sure', {}, '再按一次呼叫')),
            h('button.other', { type: 'button', 'aria-label': words === '···' ? '转移' : words,
                onclick: () => other(row.dataset.ticket) }, words));
        return row;
    }

    #press(id) {
        const now = performance.now();
        if (this.#armed?.id === id) {
            if (now - this.#armed.at < settle) return;
            this.#disarm();
            this.#call(id);
            return;
        }
        this.#disarm();
        this.#armed = { id, at: now };
        this.#show(id, true);
        this.#timer = setTimeout(() => this.#disarm(), patience);
    }

    #disarm() {
        clearTimeout(this.#timer);
        if (this.#armed) this.#show(this.#armed.id, false);
        this.#armed = null;
    }

    #show(id, on) {
        for (const row of document.querySelectorAll('.item')) {
            if (row.dataset.ticket === id) flag(row, 'data-sure', on);
        }
    }
}

function fill(row, ticket) {
    row.dataset.ticket = ticket.id;
    row.dataset.label = ticket.label;
    row.dataset.class = ticket.class;
    row.dataset.state = ticket.state;
    write(row.querySelector('.label'), ticket.label);
    write(row.querySelector('.name'), ticket.name);
    const pinned = ticket.pinned ? ` · 只到 ${ticket.pinned} 号` : '';
    write(row.querySelector('.info'), `${ticket.queue.name} ${waited(ticket.waitedSeconds)}${pinned}`);
    const badge = row.querySelector('.badge');
    if (badge.dataset.class !== ticket.class) {
        badge.dataset.class = ticket.class;
        badge.replaceChildren(...[mark(ticket.class)].filter(Boolean));
    }
}

/** Moves the focus within a list by one row; used for the arrow keys. */
export function step(list, by) {
    const rows = [...list.querySelectorAll('.pick')];
    const here = rows.indexOf(document.activeElement);
    rows[Math.min(Math.max(here + by, 0), rows.length - 1)]?.focus();
}
