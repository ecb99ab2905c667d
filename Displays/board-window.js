// Window board: is this my window?

import { h, both, keyed, write, flag } from './element.js';
import { everySecond, now } from './clock.js';
import { mark, windowStates } from './words.js';

/** Milliseconds a call stays lit. */
const lit = 10_000;

export class WindowBoard {
    #number = h('div.number', { id: 'number' });
    #rest = h('div.rest', {});
    #call = h('div.now', { id: 'calls' });
    #next = h('ol.after', { id: 'rows' });
    #shownCall = null;
    #stop;

    constructor(parent) {
        parent.replaceChildren(h('div.window-board', {},
            h('section.which', {}, this.#number, this.#rest),
            this.#call,
            h('section.following', {},
                h('h2', {}, ...both('下一位', 'Next')), this.#next)));
        this.#stop = everySecond(() => this.#light());
    }

    draw({ window, call, next }) {
        const [, number, rest] = /^(\d*)(.*)$/.exec(window.name ?? window.id);
        write(this.#number, number || window.name);
        write(this.#rest, number ? rest : '');
        document.body.dataset.window = window.state;
        this.#drawCall(window, call);
        keyed(this.#next, next ?? [], (one) => one.label, (one) =>
            h('li', { 'data-label': one.label, 'data-class': one.class },
                mark(one.class), h('b', {}, one.label), h('span', {}, one.name)));
    }

    #drawCall(window, call) {
        const key = call
            ? `${call.label} ${call.at} ${call.state}`
            : `${window.state} ${window.pauseReason}`;
        if (this.#shownCall === key) return;
        this.#shownCall = key;
        flag(this.#call, 'data-at', call?.at);
        flag(this.#call, 'data-label', call?.label);
        flag(this.#call, 'data-class', call?.class);
        if (call) {
            const words = call.state === 'drawing'
                ? both('正在采血', 'Now drawing')
                : both(call.prompt?.zh ?? '请到本窗口', call.prompt?.en ?? 'Please come here');
            this.#call.replaceChildren(
                h('div.label', {}, call.label),
                h('div.who', {}, mark(call.class), h('span', {}, call.name)),
                h('p.prompt', {}, ...words));
        } else {
            const [zh, en] = windowStates[window.state];
            const open = window.state === 'open';
            const reason = window.pauseReason ? ` · ${window.pauseReason}` : '';
            this.#call.replaceChildren(h('p.idle', {}, ...(open
                ? both('请等候叫号', 'Please wait to be called')
                : both(`${zh}${reason}`, `${en}. Please use another window.`))));
        }
        this.#light();
    }

    #light() {
        const at = this.#call.dataset.at;
        flag(this.#call, 'data-lit', at && now() - Date.parse(at) < lit);
    }

    end() {
        this.#stop();
    }
}
