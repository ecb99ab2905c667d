// The on-screen keypad, for a card no reader reads.

import { h, both, find, write } from './element.js';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', '0'];
const longest = 32;

export class Keypad {
    #dialog = find('keypad');
    #typed = '';
    #take;
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
            key({ id: 'keypad-close', onclick: () => this.close() }, ...both('返回', 'Back')),
            h('button.button.strong',
                { id: 'keypad-go', type: 'button', onclick: () => this.#go() },
                ...both('确定', 'OK')));
    }

    /** Opens it empty; so many seconds without a touch close it again. */
    open(seconds = 30) {
        this.seconds = seconds;
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
        write(find('typed'), typed || '—');
        clearTimeout(this.#idle);
        this.#idle = setTimeout(() => this.close(), this.seconds * 1000);
    }

    #add(digit) {
        if (this.#typed.length < longest) this.#set(this.#typed + digit);
    }

    #back() {
        this.#set(this.#typed.slice(0, -1));
    }

    #go() {
        const card = this.#typed;
        if (!card) return;
        this.close();
        this.#take(card);
    }
}
