// What the triage desk can do to a ticket.

import { act } from './act.js';
import { choose } from './choice.js';
import { refuse, tell, warn } from './toast.js';
import { classes } from './words.js';

const at = (ticket, verb) => `/api/v1/tickets/${encodeURIComponent(ticket.id)}/${verb}`;
const title = (ticket) => `${ticket.label} ${ticket.name}`;
const reasons = ['患者要求取消', '不符合采血条件', '医嘱已撤销', '重复取号'];

async function send(ticket, verb, body, done) {
    const reply = await act(at(ticket, verb), body);
    if (!reply.ok) refuse(reply.problem);
    else tell(`${title(ticket)}：${done}`);
    return reply;
}

async function move(ticket, { queues, windows }) {
    const to = await choose(`${title(ticket)} 转到哪里？ Move where?`, [
        ...queues.filter(({ id }) => id !== ticket.queue.id)
            .map(({ id, name, nameEn }) => ({ value: `queue ${id}`, zh: `${name} 队列`, en: nameEn })),
        ...windows.map(({ id, name }) =>
            ({ value: `window ${id}`, zh: `只到 ${name}`, en: 'This window only' })),
    ]);
    if (!to) return;
    const [kind, value] = to.split(' ');
    const body = {
        queue: kind === 'queue' ? value : null,
        window: kind === 'window' ? value : null,
    };
    await send(ticket, 'move', body, '已转移');
}

async function reclass(ticket) {
    const options = ['emergency', 'priority', 'normal'].filter((one) => one !== ticket.class)
        .map((one) => ({ value: one, ...classes[one], danger: one === 'emergency' }));
    const to = await choose(`${title(ticket)} 改为什么级别？ Which class?`, options);
    if (to) await send(ticket, 'class', { class: to }, `已改为${classes[to].zh}`);
}

async function cancel(ticket) {
    const reason = await choose(`确定取消 ${title(ticket)} 的号？取消后不能恢复，请选原因：`,
        reasons.map((zh) => ({ value: zh, zh, danger: true })));
    if (reason) await send(ticket, 'cancel', { reason }, '已取消');
}

async function back(ticket) {
    if (ticket.state === 'waiting') {
        warn(`${ticket.label} 正在排队`, '不需要返回');
        return;
    }
    await send(ticket, 'return', {}, '已返回排队');
}

async function reprint(ticket, { kiosks }) {
    const kiosk = kiosks.length > 1
        ? await choose('在哪台机器打印？ Print where?', kiosks.map((id) => ({ value: id, zh: id })))
        : kiosks[0];
    if (!kiosk) return;
    const reply = await act(at(ticket, 'reprint'), { kiosk });
    if (!reply.ok) refuse(reply.problem);
    else if (reply.data.print.state === 'failed') warn('没有打印出来', reply.data.print.message?.zh);
    else tell(`${title(ticket)}：已送 ${kiosk} 打印`);
}

/** By the name on the button. */
export const deeds = { move, class: reclass, return: back, reprint, cancel };
