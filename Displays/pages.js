// Long lists, a page at a time, with dots that say how many there are.

import { h, flag } from './element.js';

/** A row of dots; `show(page, count)` hides it where there is one page. */
export function dots() {
    const element = h('div.dots', { 'aria-hidden': 'true' });
    element.show = (page, count) => {
        element.hidden = count < 2;
        while (element.children.length > count) element.lastChild.remove();
        while (element.children.length < count) element.append(h('i'));
        for (const [index, dot] of [...element.children].entries()) {
            flag(dot, 'data-here', index === page);
        }
    };
    return element;
}

/** Turns pages of `size()` items every so many seconds. */
export class Pages {
    #items = []; #page = 0; #passed = 0; #size; #seconds; #turn;

    constructor({ size, seconds, turn }) {
        this.#size = size;
        this.#seconds = seconds;
        this.#turn = turn;
    }

    show(items) {
        this.#items = items;
        this.#draw();
    }

    /** Goes back to the first page, where the news is. */
    rewind() {
        this.#page = 0;
        this.#passed = 0;
    }

    tick() {
        this.#passed += 1;
        if (this.#passed < this.#seconds) return;
        this.#passed = 0;
        this.#page += 1;
        this.#draw();
    }

    #draw() {
        const size = Math.max(1, this.#size());
        const count = Math.max(1, Math.ceil(this.#items.length / size));
        if (this.#page >= count) this.#page = 0;
        const start = this.#page * size;
        this.#turn(this.#items.slice(start, start + size), this.#page, count);
    }
}
