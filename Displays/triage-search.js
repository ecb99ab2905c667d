// The search box: the picture answers at once, the daemon knows cards and those already gone.

import { find, write } from './element.js';
import { question } from './session.js';
import { states } from './words.js';

/** Milliseconds of quiet before the daemon is asked. */
const quiet = 250;
let timer = null;
let asked = 0;
let hits = new Set();
let gone = [];

const typed = () => find('search').value.trim();

/** Shows only the rows that fit what is typed. */
export function filter(queues) {
    const text = typed().toLowerCase();
    const tickets = queues.flatMap((queue) => queue.tickets);
    const fits = (ticket) => !text || hits.has(ticket.id) || ticket.name.includes(text)
        || ticket.label.toLowerCase().includes(text) || ticket.patient?.toLowerCase() === text;
    const shown = new Set(tickets.filter(fits).map((ticket) => ticket.id));
    for (const row of document.querySelectorAll('.row-ticket')) {
        row.hidden = !shown.has(row.dataset.ticket);
    }
    document.body.toggleAttribute('data-searching', Boolean(text));
    find('nothing').hidden = !text || (shown.size > 0 && gone.length === 0);
    const others = gone.map((ticket) =>
        `${ticket.label} ${ticket.name} ${states[ticket.state]?.[0] ?? ''}`).join('　');
    write(find('nothing'), others ? `不在队里：${others}`
        : `没有找到“${typed()}”。按 N 可以加号。 Nothing found.`);
}

/** Wires the box; `changed()` is called whenever the answer may differ. */
export function beginSearch(hall, isOpen, changed) {
    find('search').addEventListener('input', () => {
        clearTimeout(timer);
        hits = new Set();
        gone = [];
        changed();
        const text = typed();
        asked += 1;
        const mine = asked;
        if (text.length < 2) return;
        timer = setTimeout(async () => {
            const query = new URLSearchParams({ hall: hall(), text, limit: 20 });
            try {
                const answer = await question(`/api/v1/tickets?${query}`);
                if (!answer.ok || mine !== asked) return;
                const { tickets } = JSON.parse(answer.text);
                hits = new Set(tickets.map((ticket) => ticket.id));
                gone = tickets.filter((ticket) => !isOpen(ticket.id)).slice(0, 5);
                changed();
            } catch {
                // What the picture itself answers stays on the screen.
            }
        }, quiet);
    });
}
