// Tubes by the colour of their cap, in the order of draw, with the colour in words.

import { h } from './element.js';

/** Cap colours in the order they are drawn, so that additives do not carry over. */
const caps = {
    blue: '蓝', black: '黑', red: '红', orange: '橙', yellow: '黄', gold: '黄',
    green: '绿', purple: '紫', lavender: '紫', pink: '粉', gray: '灰', grey: '灰', white: '白',
};
const order = Object.keys(caps);
const rank = (tube) => (order.includes(tube) ? order.indexOf(tube) : order.length);
const svg = 'http://www.w3.org/2000/svg';

function shape(name, attributes) {
    const element = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
}

function drawing(colour) {
    const root = shape('svg',
        { viewBox: '0 0 28 84', class: 'tube', 'aria-hidden': 'true', 'data-cap': colour });
    root.append(
        shape('path', { class: 'glass', d: 'M6 22h16v48a8 8 0 0 1-16 0z' }),
        shape('path', { class: 'label', d: 'M6 36h16v18H6z' }),
        shape('rect', { class: 'cap', x: 3, y: 2, width: 22, height: 22, rx: 4 }));
    return root;
}

/** One drawing per tube, with its colour and its tests. */
export function tubes(specimens) {
    const byTube = new Map();
    for (const { tube, test } of specimens) {
        const colour = tube ?? '';
        byTube.set(colour, [...(byTube.get(colour) ?? []), test]);
    }
    const sorted = [...byTube].sort(([one], [other]) => rank(one) - rank(other));
    return h('ol.tubes', {}, ...sorted.map(([colour, tests]) => h('li', { 'data-tube': colour },
        drawing(colour),
        h('div', {}, h('b', {}, colour ? `${caps[colour] ?? colour}帽` : '未注明'),
            h('span', {}, tests.join('、'))))));
}
