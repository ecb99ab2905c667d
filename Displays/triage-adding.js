// Adding a ticket by hand: a card that will not read, a patient with no name.

import { find, h } from './element.js';
import { act } from './act.js';
import { tell, warn } from './toast.js';

let hall = null;

const option = (value, words) => h('option', { value }, words);

/** Opens the dialog for the hall with what was typed in the search box. */
export function openAdding({ id, queues, kiosks }, typed) {
    hall = id;
    find('add-queue').replaceChildren(...queues.map((queue) => option(queue.id, queue.name)));
    find('add-kiosk').replaceChildren(
        option('', '不打印 No'), ...kiosks.map((kiosk) => option(kiosk, kiosk)));
    if (kiosks.length) find('add-kiosk').value = kiosks[0];
    find('add-who').value = typed;
    find('add-kind').value = /[^\x20-\x7e]/.test(typed) ? 'name' : 'card';
    find('add-class').value = '';
    find('add-trouble').textContent = '';
    find('adding').showModal();
    find('add-who').select();
}

/** Wires the dialog; `added(ticket)` hears of the new ticket. */
export function beginAdding(added) {
    find('add-cancel').addEventListener('click', () => find('adding').close());
    find('add-who').addEventListener('input', () => {
        if (/[^\x20-\x7e]/.test(find('add-who').value)) find('add-kind').value = 'name';
    });
    find('add-form').addEventListener('submit', async (event) => {
        event.preventDefault();
        const kind = find('add-kind').value;
        const who = find('add-who').value.trim() || (kind === 'name' ? '无名氏' : '');
        if (!who) {
            find('add-trouble').textContent = '请填卡号，或选 姓名（无卡）。 A card or a name is needed.';
            return;
        }
        const body = { hall, [kind]: who, queue: find('add-queue').value };
        if (find('add-class').value) body.class = find('add-class').value;
        if (find('add-kiosk').value) body.kiosk = find('add-kiosk').value;
        find('add-go').disabled = true;
        const reply = await act('/api/v1/tickets', body);
        find('add-go').disabled = false;
        if (!reply.ok) {
            find('add-trouble').textContent = `${reply.problem.title}。${reply.problem.action ?? ''}`;
            return;
        }
        find('adding').close();
        const { ticket, print } = reply.data;
        if (print?.state === 'failed') warn(`${ticket.label} 已加，小票没有打出来`, print.message?.zh);
        else tell(`${ticket.label} ${ticket.name} 已加入${ticket.queue.name}`);
        added(ticket);
    });
}
