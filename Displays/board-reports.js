// Report board: is mine ready?

import { h, both, keyed, write } from './element.js';
import { everySecond, hourMinute, now } from './clock.js';
import { Pages, dots } from './pages.js';

/** Seconds a page stays. */
const seconds = 10;
/** Milliseconds a new row stays lit. */
const lit = 10_000;

export class ReportBoard {
    #list = h('ol.reports', { id: 'rows' });
    #empty = h('p.quiet', {}, ...both('暂无新报告', 'No new reports at the moment'));
    #dots = dots();
    #rows = [];
    #first = null;
    #pages;
    #stop;

    constructor(parent) {
        parent.replaceChildren(h('div.report-board', {}, this.#list, this.#empty, this.#dots));
        this.#pages = new Pages({ size: () => this.#size(), seconds,
            turn: (rows, page, count) => this.#turn(rows, page, count) });
        this.#stop = everySecond(() => {
            this.#show();
            this.#pages.tick();
        });
    }

    #size() {
        const row = parseFloat(getComputedStyle(this.#list).getPropertyValue('--row'));
        return Math.floor(this.#list.clientHeight / (row * innerHeight / 100));
    }

    draw({ rows }) {
        this.#rows = rows;
        const first = rows.length ? key(rows[0]) : null;
        if (first !== this.#first) this.#pages.rewind();
        this.#first = first;
        this.#show();
    }

    /** Rows leave at their time even where the daemon is away and cannot say so. */
    #show() {
        const rows = this.#rows.filter((row) => Date.parse(row.expiresAt) > now());
        this.#rows = rows;
        this.#empty.hidden = rows.length > 0;
        this.#pages.show(rows);
    }

    #turn(rows, page, count) {
        keyed(this.#list, rows, key, (row) => h('li', {
            'data-number': row.number, 'data-at': row.at,
        },
            h('span.name', {}, row.name), h('span.tail', {}, row.number),
            h('span.prompt', {}, ...both(row.prompt.zh, row.prompt.en)), h('time')),
            (element, row) => {
                write(element.querySelector('time'), hourMinute(row.at));
                element.toggleAttribute('data-lit', now() - Date.parse(row.at) < lit);
            });
        this.#dots.show(page, count);
    }

    end() {
        this.#stop();
    }
}

const key = (row) => `${row.number} ${row.name} ${row.at}`;
