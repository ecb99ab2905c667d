// The list of places: every screen of every hall.

import { both, find, h } from './element.js';
import { begin } from './session.js';
import { Feed } from './live.js';
import { beginCorner, link, refused } from './corner.js';

const kinds = {
    hall: ['叫号屏', 'Hall board'], window: ['窗口屏', 'Window board'],
    waiting: ['候诊名单', 'Waiting list'], reports: ['报告屏', 'Report board'],
};

const to = (page, id, zh, en) =>
    h('li', {}, h('a', { href: `/${page}${encodeURIComponent(id)}` }, ...both(zh, en)));
const group = (zh, en, links) => (links.length
    ? h('section', {}, h('h3', {}, ...both(zh, en)), h('ul', {}, ...links)) : null);

function boardLink({ id, kind, title }) {
    const where = kind === 'reports' ? 'reports' : 'board';
    return to(`${where}/`, id, title?.zh ?? kinds[kind]?.[0] ?? id, kinds[kind]?.[1] ?? kind);
}

function draw({ halls }) {
    document.body.dataset.state = 'ready';
    find('halls').replaceChildren(...halls.map((hall) => h('article', { 'data-hall': hall.id },
        h('h2', {}, hall.name),
        ...[
            group('取号机', 'Kiosks', hall.kiosks.map((id) => to('kiosk/', id, id, 'Kiosk'))),
            group('采血窗口', 'Windows',
                hall.windows.map(({ id, name }) => to('window/', id, name, 'Workstation'))),
            group('分诊台', 'Triage', [to('triage?hall=', hall.id, '分诊台', 'Triage desk')]),
            group('显示屏', 'Boards', hall.boards.map(boardLink)),
        ].filter(Boolean))));
    if (halls.length === 0) {
        find('halls').replaceChildren(
            h('p', {}, ...both('还没有大厅，请先在设置里配置。', 'No hall is configured yet.')));
    }
}

beginCorner();
await begin();
new Feed({ address: '/api/v1/halls', hold: 0, every: 60, picture: draw, link, refused }).start();
