// A short word at the foot of a desk screen: why not, and what to do.

import { find, h } from './element.js';

/** Milliseconds a word stays: a refusal has to be read, a success only seen. */
const stay = { refused: 6000, good: 2500 };
let timer = null;

function show(tone, title, ...more) {
    const toast = find('toast');
    toast.dataset.tone = tone;
    toast.replaceChildren(h('strong', {}, title),
        ...more.filter(Boolean).map((one) => h('div', {}, one)));
    toast.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { toast.hidden = true; }, stay[tone]);
}

/** Says a refusal in the daemon's own words. */
export function refuse(problem) {
    show('refused', problem.title, problem.action || problem.detail, problem.en?.title);
}

export const tell = (title, more) => show('good', title, more);
export const warn = (title, more) => show('refused', title, more);
