// Making and keeping elements, so that a page of months never grows.

/** Makes an element: `h('li.row', { 'data-id': 7, onclick: f }, 'text', child)`. */
export function h(tag, props = {}, ...children) {
    const [name, ...classes] = tag.split('.');
    const element = document.createElement(name);
    if (classes.length) element.className = classes.join(' ');
    for (const [key, value] of Object.entries(props)) {
        if (value === null || value === undefined || value === false) continue;
        if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
        else element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
}

/** Chinese first, English under it. */
export function both(zh, en) {
    const parts = [h('span.zh', {}, zh ?? '')];
    if (en) parts.push(h('span.en', { lang: 'en' }, en));
    return parts;
}

/** Writes a text only where it differs, so that screen readers and selections stay calm. */
export function write(element, text) {
    const wanted = text ?? '';
    if (element.textContent !== wanted) element.textContent = wanted;
}

/** Sets or removes an attribute. */
export function flag(element, name, value) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : value);
}

const kept = new WeakMap();

/**
 * Makes the children of `parent` show `items`, one element per key.
 *
 * An element that stays is updated where it stands and never moved needlessly: a moved element
 * would start its animation again.
 */
export function keyed(parent, items, keyOf, make, update = () => {}) {
    const old = kept.get(parent) ?? new Map();
    const next = new Map();
    for (const item of items) {
        const key = String(keyOf(item));
        if (next.has(key)) continue;
        const element = old.get(key) ?? make(item);
        update(element, item);
        next.set(key, element);
    }
    for (const [key, element] of old) if (!next.has(key)) element.remove();
    let after = null;
    for (const element of [...next.values()].reverse()) {
        if (element.parentNode !== parent || element.nextSibling !== after) {
            parent.insertBefore(element, after);
        }
        after = element;
    }
    kept.set(parent, next);
}

/** The last part of the address: the kiosk, window, board or ticket this page is for. */
export function place() {
    return decodeURIComponent(location.pathname.split('/').filter(Boolean).pop() ?? '');
}

export const find = (id) => document.getElementById(id);
