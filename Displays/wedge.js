// A keyboard-wedge reader: characters that come fast and end with Enter are a swipe.

import { isAsking } from './session.js';

/** Milliseconds between two characters of one swipe; a slower one begins anew. */
const gap = 500;
/** Fewer characters than this are a touched keyboard, not a card. */
const shortest = 4;
const longest = 256;

/** The character of a key, also where an input method has taken the key for itself. */
function character(event) {
    if (event.key.length === 1) return event.key;
    if (event.key !== 'Process') return null;
    const found = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(event.code);
    if (!found) return null;
    return event.shiftKey ? found[1] : found[1].toLowerCase();
}

/** Keeps `field` focused and calls `swipe(card)`. */
export function listen(field, swipe) {
    let card = '';
    let last = 0;

    document.addEventListener('keydown', (event) => {
        if (isAsking() || event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.key === 'Enter' || event.key === 'Tab') {
            // Even an empty one: a reader's Enter must not press the button touched last.
            event.preventDefault();
            const whole = (card || field.value).trim();
            card = '';
            field.value = '';
            if (whole.length >= shortest) swipe(whole);
            return;
        }
        const next = character(event);
        if (next === null) return;
        event.preventDefault();
        if (event.timeStamp - last > gap) card = '';
        last = event.timeStamp;
        if (card.length < longest) card += next;
    }, true);

    const focus = () => {
        if (!isAsking() && document.activeElement !== field) field.focus({ preventScroll: true });
    };
    field.addEventListener('blur', () => setTimeout(focus, 0));
    document.addEventListener('pointerup', () => setTimeout(focus, 0));
    focus();
    return focus;
}
