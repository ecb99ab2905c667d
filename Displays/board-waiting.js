// Waiting list: am I in the line, and where in it?

import { h, both, keyed, write, flag } from './element.js';
import { everySecond } from './clock.js';
import { about, aboutEn, mark, states } from './words.js';
import { Pages, dots } from './pages.js';

/** Seconds a page stays; a person reads about fifteen rows in that. */
const seconds = 9;
/** Columns a screen holds. */
const columns = () => (innerWidth < innerHeight ? 2 : 4);

class Column {
    element = h('section.line', {},
        h('h2', {}, h('span.zh'), h('span.en', { lang: 'en' })),
        h('p.numbers', {}, h('b.count'), h('span.unit', {}, ...both('人等候', 'waiting')),
            h('span.usual', {}, h('span.zh'), h('span.en', { lang: 'en' }))));
    #rows = h('ol.tickets');
    #dots = dots();
    pages = new Pages({ size: () => this.#size(), seconds,
        turn: (tickets, page, count) => this.#turn(tickets, page, count) });

    constructor() {
        this.element.append(this.#rows, this.#dots);
    }

    #size() {
        const row = parseFloat(getComputedStyle(this.#rows).getPropertyValue('--row'));
        return Math.floor(this.#rows.clientHeight / (row * innerHeight / 100));
    }

    show(queue) {
        this.element.dataset.queue = queue.id;
        const [zh, en] = this.element.querySelector('h2').children;
        write(zh, queue.name);
        write(en, queue.nameEn);
        write(this.element.querySelector('.count'), String(queue.waiting));
        const [usual, usualEn] = this.element.querySelector('.usual').children;
        write(usual, queue.waiting ? about(queue.usualWaitSeconds) : '');
        write(usualEn, queue.waiting ? aboutEn(queue.usualWaitSeconds) : '');
        this.pages.show(queue.tickets);
    }

    #turn(tickets, page, count) {
        keyed(this.#rows, tickets, (ticket) => ticket.label, (ticket) => h('li', {
            'data-label': ticket.label, 'data-class': ticket.class,
        }, h('b', {}, ticket.label), h('span.badge', {}, mark(ticket.class)),
            h('span.name', {}, ticket.name), h('span.state')), (element, ticket) => {
            flag(element, 'data-state', ticket.state);
            const plain = ticket.state === 'waiting';
            write(element.querySelector('.state'), plain ? '' : states[ticket.state]?.[0]);
        });
        this.#dots.show(page, count);
    }
}

export class WaitingBoard {
    #columns = h('div.lines', { id: 'rows' });
    #dots = dots();
    #made = new Map();
    #pages;
    #stop;

    constructor(parent) {
        parent.replaceChildren(h('div.waiting', {}, this.#columns, this.#dots));
        this.#pages = new Pages({ size: columns, seconds: seconds * 2,
            turn: (queues, page, count) => this.#turn(queues, page, count) });
        this.#stop = everySecond(() => {
            for (const column of this.#made.values()) column.pages.tick();
            this.#pages.tick();
        });
    }

    draw({ queues }) {
        const here = new Set(queues.map((queue) => queue.id));
        for (const id of this.#made.keys()) if (!here.has(id)) this.#made.delete(id);
        this.#pages.show(queues);
    }

    #turn(queues, page, count) {
        const column = (queue) => {
            if (!this.#made.has(queue.id)) this.#made.set(queue.id, new Column());
            return this.#made.get(queue.id);
        };
        keyed(this.#columns, queues, (queue) => queue.id, (queue) => column(queue).element);
        for (const queue of queues) column(queue).show(queue);
        this.#dots.show(page, count);
    }

    end() {
        this.#stop();
    }
}
