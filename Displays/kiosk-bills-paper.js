// One bill on its way to paper: what is going on, large, and what to do when it does not come.

import { both, find, h } from './element.js';
import { freshKey } from './key.js';
import { yuan } from './kiosk-bills-list.js';
import { pause } from './session.js';

const says = {
    fetching: ['正在取票据，请稍候', 'Fetching your bill'],
    queued: ['正在打印，请稍候', 'Printing'],
    waiting: ['打印机需要帮助', 'The printer needs help'],
    printed: ['已打印，请取走票据', 'Printed, please take it'],
    failed: ['没有打印出来', 'It was not printed'],
    off: ['这里不能打印', 'No printer here'],
};

export class BillPaper {
    #patient;
    #done;
    #stay;
    #turn = 0;

    /** `stay()` hears that work goes on, `done(printed)` that the patient has seen the end. */
    constructor(patient, { stay, done }) {
        this.#patient = patient;
        this.#stay = stay;
        this.#done = done;
    }

    /** Whether a paper is on its way, which no countdown should cut off. */
    get isBusy() {
        return ['fetching', 'queued', 'waiting'].includes(find('bill-paper').dataset.print);
    }

    async print(connector, bill, format) {
        const turn = this.#turn += 1;
        const isOurs = () => turn === this.#turn;
        this.#show('fetching', null, bill);
        const key = freshKey();
        const body = { bill: bill.bill, format };
        let reply = await this.#patient.print(connector, 'bill.print', body, key);
        // A lost answer is asked for again with the same key: never two sheets.
        for (let tries = 0; isOurs() && !reply.ok && !reply.status && tries < 3; tries += 1) {
            reply = await this.#patient.print(connector, 'bill.print', body, key);
        }
        while (isOurs() && reply.ok) {
            const { state, message } = reply.data.print;
            this.#show(state, message, bill);
            if (!this.isBusy) return;
            this.#stay();
            const { document } = reply.data;
            reply = await this.#patient.progress(document);
            // The paper goes on without our hearing of it.
            for (let tries = 0; isOurs() && !reply.ok && !reply.status && tries < 5; tries += 1) {
                await pause(1000);
                reply = await this.#patient.progress(document);
            }
        }
        if (isOurs()) this.#refuse(reply.problem, bill);
    }

    clear() {
        this.#turn += 1;
        const paper = find('bill-paper');
        paper.hidden = true;
        paper.replaceChildren();
        delete paper.dataset.print;
        delete paper.dataset.type;
    }

    #show(state, message, bill) {
        const [zh, en] = says[state] ?? says.failed;
        const isBusy = ['fetching', 'queued', 'waiting'].includes(state);
        const paper = find('bill-paper');
        const isNew = paper.dataset.print !== state;
        paper.dataset.print = state;
        paper.hidden = false;
        if (!isNew) return;
        paper.replaceChildren(...[
            h('p.amount', {}, yuan(bill.total)),
            isBusy && state !== 'waiting' ? h('div.spinner', { 'aria-hidden': 'true' }) : null,
            ['waiting', 'failed', 'off'].includes(state)
                ? h('div.sign', { 'aria-hidden': 'true' }, '!') : null,
            state === 'printed' ? h('div.tick', { 'aria-hidden': 'true' }, '✓') : null,
            h('h2.say', { id: 'bill-paper-says' }, ...both(zh, en)),
            message ? h('p.message', { id: 'bill-paper-why' }, ...both(message.zh, message.en)) : null,
            isBusy ? null : this.#close(state === 'printed'),
        ].filter(Boolean));
    }

    #refuse(problem, bill) {
        this.#show('failed', null, bill);
        const paper = find('bill-paper');
        paper.dataset.type = String(problem.type ?? '').split(':').pop();
        paper.replaceChildren(
            h('div.sign', { 'aria-hidden': 'true' }, '!'),
            h('h2.say', { id: 'bill-paper-says' }, ...both(problem.title, problem.en?.title)),
            h('p.message', { id: 'bill-paper-why' },
                ...both(problem.action || problem.detail, problem.en?.action || problem.en?.detail)),
            this.#close(false));
    }

    #close(printed) {
        return h('button.button.strong', { id: 'bill-paper-close', type: 'button', onclick: () => {
            this.clear();
            this.#done(printed);
        } }, ...both('返回列表', 'Back to the list'));
    }
}
