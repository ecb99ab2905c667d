// The on-screen keypad, for a card no reader reads.

import { h, both, find, write } from './element.js';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', '0'];
const usual = { title: ['请输入卡号', 'Card number'], longest: 32, hides: false, take: null, left: null };

export class Keypad {
    #dialog = find('keypad');
    #typed = '';
    #take;
    #asked = usual;
    #idle = null;
    seconds = 30;

    /** `take(card)` hears what was typed. */
    constructor(take) {
        this.#take = take;
        const key = (props, ...content) =>
            h('button.button', { type: 'button', ...props }, ...content);
        find('keys').append(
            ...digits.map((digit) =>
                key({ 'data-key': digit, onclick: () => this.#add(digit) }, digit)),
            key({ 'data-key': 'back', 'aria-label': '退格', onclick: () => this.#back() }, '⌫'),
            key({ id: 'keypad-close', onclick: () => this.#leave() }, ...both('返回', 'Back')),
            h('button.button.strong',
                { id: 'keypad-go', type: 'button', onclick: () => this.#go() },
                ...both('确定', 'OK')));
    }

    /**
     * Opens it empty; so many seconds without a touch close it again.
     *
     * `asked` may be another question: its `title`, `longest`, whether it `hides` what is typed,
     * `take(text)`, and `left()` where nothing was typed.
     */
    open(seconds = 30, asked = {}) {
        this.seconds = seconds;
        this.#asked = { ...usual, ...asked };
        find('keypad-title').replaceChildren(...both(...this.#asked.title));
        this.#set('');
        if (!this.#dialog.open) this.#dialog.show();
    }

    close() {
        clearTimeout(this.#idle);
        this.#set('');
        clearTimeout(this.#idle);
        if (this.#dialog.open) this.#dialog.close();
    }

    #set(typed) {
        this.#typed = typed;
        const shown = this.#asked.hides ? '●'.repeat(typed.length) : typed;
        write(find('typed'), shown || '—');
        clearTimeout(this.#idle);
        this.#idle = setTimeout(() => this.#leave(), this.seconds * 1000);
    }

    #add(digit) {
        if (this.#typed.length < this.#asked.longest) this.#set(this.#typed + digit);
    }

    #back() {
        this.#set(this.#typed.slice(0, -1));
    }

    #go() {
        const card = this.#typed;
        if (!card) return;
        const take = this.#asked.take ?? this.#take;
        this.close();
        take(card);
    }

    #leave() {
        const { left } = this.#asked;
        this.close();
        left?.();
    }
}
