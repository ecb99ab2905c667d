// E-invoices at the kiosk: a card first, then the patient's own bills, then a page without them.

import { both, find, flag, h, write } from './element.js';
import { Patient } from './kiosk-patient.js';
import { BillList, groups } from './kiosk-bills-list.js';
import { BillPaper } from './kiosk-bills-paper.js';

/** Seconds without a touch after which the patient is signed out; the daemon's session as long. */
const patience = 60;
/** Milliseconds between two words to the daemon that the patient is still there. */
const still = 10_000;

export class Bills {
    #patient; #list; #paper; #keypad; #show; #back;
    #connector = null;
    #printer = null;
    #format = 'pdf';
    #group = groups[0];
    #endsAt = 0;
    #stayedAt = 0;
    #clock = null;
    #looks = 0;

    /** `show()` puts this part on the screen, `back()` the idle one. */
    constructor(kiosk, keypad, { show, back }) {
        this.#patient = new Patient(kiosk);
        this.#keypad = keypad;
        this.#show = show;
        this.#back = back;
        this.#paper = new BillPaper(this.#patient, {
            stay: () => this.touch(),
            done: () => this.#look(),
        });
        this.#list = new BillList({
            print: (bill) => this.#print(bill),
            issue: (bill) => this.#issue(bill),
        });
        for (const group of groups) {
            find('bills-groups').append(h('button.button',
                { type: 'button', 'data-group': group.name, onclick: () => this.#turn(group) },
                ...both(group.zh, group.en)));
        }
        find('bills-open').addEventListener('click', () => this.open());
        find('bills-leave').addEventListener('click', () => this.leave());
        find('bills').addEventListener('pointerdown', () => this.touch());
    }

    /** Told how the kiosk stands: the connector that has the bills, or none; and its printer. */
    offer({ bills, billPrinter, billFormat }) {
        this.#connector = bills ?? null;
        this.#printer = billPrinter?.message ?? null;
        this.#format = billFormat ?? 'pdf';
        find('bills-open').hidden = !this.#connector;
        if (!this.#connector && this.isOpen) this.leave();
    }

    get isOpen() {
        return document.body.dataset.state === 'bills';
    }

    /** Asks for a card. */
    open() {
        this.#state('card');
        this.#show();
        this.#patient.purpose('bills');
        this.touch();
    }

    /** A card was swiped here: whoever was there before is gone first. */
    async swipe(card) {
        this.#forget();
        this.#state('busy');
        this.touch();
        await this.#identify({ card });
    }

    /** Asks who it is; an answer for somebody who has left meanwhile seats nobody. */
    async #identify(body) {
        const look = this.#looks += 1;
        const reply = await this.#patient.show(body);
        if (look === this.#looks && this.isOpen) return this.#heard(reply);
        if (reply.ok) this.#patient.dismiss(reply.data);
    }

    /** The answer to a card, ours or of one read by the daemon's own reader. */
    #heard(reply) {
        if (reply.ok) {
            this.#patient.seat(reply.data);
            write(find('bills-who'), this.#patient.name);
            this.#turn(groups[0]);
            return;
        }
        const { problem } = reply;
        if (problem.pending) return this.#prove(problem.pending);
        this.#trouble(problem);
    }

    /** The daemon's own reader says what a card came to. */
    hear(body) {
        if (!this.isOpen) this.open();
        this.#forget();
        this.#heard(body.session ? { ok: true, data: body } : { ok: false, problem: body });
    }

    /** Leaves nothing of the patient on the screen. */
    leave() {
        clearInterval(this.#clock);
        this.#clock = null;
        this.#forget();
        this.#state('card');
        this.#patient.purpose('ticket');
        this.#back();
    }

    /** Somebody is there: the countdown begins again. */
    touch() {
        this.#endsAt = performance.now() + patience * 1000;
        this.#clock ??= setInterval(() => this.#tick(), 250);
        this.#tick();
        const now = performance.now();
        if (!this.#patient.isSeated || now - this.#stayedAt < still) return;
        this.#stayedAt = now;
        this.#patient.stay();
    }

    #tick() {
        const left = this.#endsAt - performance.now();
        if (left <= 0 && this.isOpen) return this.leave();
        const seconds = Math.max(0, Math.ceil(left / 1000));
        find('bills-left').max = patience;
        find('bills-left').value = seconds;
        write(find('bills-countdown'), `${seconds} 秒后自动退出 · signing out in ${seconds} s`);
    }

    #forget() {
        this.#looks += 1;
        this.#patient.leave();
        this.#keypad.close();
        this.#list.clear();
        this.#paper.clear();
        find('bills-trouble').replaceChildren();
        find('bills-notice').replaceChildren();
        write(find('bills-who'), '');
    }

    #state(state) {
        find('bills').dataset.bills = state;
        for (const part of ['card', 'busy', 'list', 'trouble']) {
            find(`bills-${part}`).hidden = part !== state;
        }
        find('bills-head').hidden = state !== 'list';
    }

    #prove(pending) {
        this.#state('busy');
        this.#keypad.open(30, {
            title: ['请输入身份证号后四位', 'Last four of your ID number'], longest: 4, hides: true,
            take: (proof) => this.#identify({ pending, proof }),
            left: () => { if (find('bills').dataset.bills === 'busy') this.leave(); },
        });
    }

    #trouble(problem) {
        this.#state('trouble');
        const box = find('bills-trouble');
        box.dataset.type = String(problem.type ?? '').split(':').pop();
        box.replaceChildren(
            h('div.sign', { 'aria-hidden': 'true' }, '!'),
            h('h2.title', { id: 'bills-trouble-title' }, ...both(problem.title, problem.en?.title)),
            h('p.action', {}, ...both(problem.action, problem.en?.action)));
    }

    #turn(group) {
        this.#group = group;
        for (const button of find('bills-groups').children) {
            flag(button, 'aria-pressed', button.dataset.group === group.name ? 'true' : 'false');
        }
        this.#look();
    }

    /** Asks for the group's bills and draws them; an answer that comes too late is not drawn. */
    async #look() {
        const look = this.#looks += 1;
        const group = this.#group;
        if (find('bills').dataset.bills !== 'list') this.#state('busy');
        const asked = [this.#patient.ask(this.#connector, 'bills')];
        if (!group.kinds) asked.push(this.#patient.ask(this.#connector, 'bills.unprinted'));
        const replies = await Promise.all(asked);
        if (look !== this.#looks) return;
        const refusal = replies.find((reply) => !reply.ok);
        if (refusal) return this.#trouble(refusal.problem);
        const [all, unprinted] = replies.map((reply) => reply.data);
        const bills = unprinted
            // What is still to be issued is on no paper either.
            ? [...unprinted.bills, ...all.bills.filter((bill) => !bill.bill && bill.canIssue)]
            : all.bills.filter((bill) => group.kinds.includes(bill.kind));
        this.#state('list');
        find('bills-notice').replaceChildren(...[unprinted?.notice, all.notice, this.#printer]
            .filter(Boolean).map(({ zh, en }) => h('p.notice', {}, ...both(zh, en))));
        this.#list.show(group, bills);
    }

    async #print(bill) {
        this.touch();
        await this.#paper.print(this.#connector, bill, this.#format);
    }

    async #issue(bill) {
        this.touch();
        const look = this.#looks += 1;
        this.#state('busy');
        const reply = await this.#patient.ask(this.#connector, 'bill.issue',
            bill.kind === 'deposit' ? { deposit: bill.number } : { settlement: bill.number });
        if (look !== this.#looks) return;
        if (!reply.ok) return this.#trouble(reply.problem);
        await this.#look();
    }
}
