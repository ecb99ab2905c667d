// A board: the feed says of what kind it is, the kind says how it is drawn.

import { both, find, place } from './element.js';
import { begin } from './session.js';
import { Feed } from './live.js';
import { beginCorner, link, refused } from './corner.js';
import { HallBoard } from './board-hall.js';
import { WindowBoard } from './board-window.js';
import { WaitingBoard } from './board-waiting.js';
import { ReportBoard } from './board-reports.js';

const kinds = {
    hall: HallBoard, window: WindowBoard, waiting: WaitingBoard, reports: ReportBoard,
};
let board = null;
let kind = null;

function draw(picture) {
    document.body.dataset.theme = picture.theme === 'light' ? 'light' : 'dark';
    find('title').replaceChildren(...both(picture.title.zh, picture.title.en));
    document.title = `${picture.title.zh} · LabQueue`;
    if (kind !== picture.kind) {
        board?.end();
        kind = picture.kind;
        document.body.dataset.state = kind;
        board = new kinds[kind](find('picture'));
    }
    board.draw(picture);
}

beginCorner();
await begin();
const address = `/api/v1/boards/${encodeURIComponent(place())}`;
new Feed({ address, stream: `${address}/stream`, picture: draw, link, refused }).start();
