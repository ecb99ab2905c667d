// One question with a few large answers.

import { both, find, h } from './element.js';

/** Arrows go from answer to answer, as they do in the lists. */
function arrows(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const buttons = [...find('choice').querySelectorAll('button')];
    const here = buttons.indexOf(document.activeElement);
    buttons[(here + by + buttons.length) % buttons.length].focus();
}

/** Asks; answers the chosen option's `value`, or null. Options are `{ value, zh, en, danger }`. */
export function choose(title, options) {
    const dialog = find('choice');
    if (dialog.open) return Promise.resolve(null);
    return new Promise((resolve) => {
        let chosen = null;
        find('choice-title').textContent = title;
        find('options').replaceChildren(...options.map((option) =>
            h(`button.button${option.danger ? '.danger' : ''}`, {
                type: 'button', 'data-value': option.value,
                onclick: () => {
                    chosen = option.value;
                    dialog.close();
                },
            }, ...both(option.zh, option.en))));
        find('choice-cancel').onclick = () => dialog.close();
        dialog.onclose = () => {
            find('options').replaceChildren();
            resolve(chosen);
        };
        dialog.onkeydown = arrows;
        dialog.showModal();
        // Enter alone must never do the dangerous thing.
        if (options.every((option) => option.danger)) find('choice-cancel').focus();
    });
}
