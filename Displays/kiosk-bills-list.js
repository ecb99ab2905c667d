// A patient's bills as rows: when, what, how much, how it stands, and what a finger may do.

import { both, find, flag, h, write } from './element.js';

export const groups = [
    { name: 'unprinted', zh: '未打印', en: 'Not printed', empty: ['没有未打印的票据', 'Everything is printed'] },
    { name: 'outpatient', zh: '门诊', en: 'Outpatient', kinds: ['registration', 'outpatient'],
        empty: ['近期没有门诊票据', 'No outpatient bills of late'] },
    { name: 'deposit', zh: '住院预交金', en: 'Deposits', kinds: ['deposit'],
        empty: ['近期没有预交金票据', 'No deposits of late'] },
    { name: 'discharge', zh: '出院结算', en: 'Discharge', kinds: ['discharge'],
        empty: ['近期没有出院结算票据', 'No discharge bills of late'] },
];

const kinds = {
    registration: ['挂号', 'Registration'],
    outpatient: ['门诊收费', 'Outpatient'],
    deposit: ['住院预交金', 'Deposit'],
    discharge: ['出院结算', 'Discharge'],
};

const days = new Intl.DateTimeFormat('zh-CN', {
    month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false,
    timeZone: 'Asia/Shanghai',
});

function moment(text) {
    const at = Date.parse(text ?? '');
    return Number.isNaN(at) ? '' : days.format(at).replace('/', '-');
}

/** Fen as yuan; integers only, so that no amount is rounded. */
export function yuan(fen) {
    const sign = fen < 0 ? '-' : '';
    const whole = String(Math.abs(fen)).padStart(3, '0');
    return `${sign}¥${whole.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${whole.slice(-2)}`;
}

/** How a bill stands, in words; one that is valid by whether it is on paper. */
function standing(bill) {
    if (bill.state !== 'issued') return [bill.stateName?.zh ?? '', bill.stateName?.en ?? ''];
    return bill.prints > 0
        ? [`已打印 ${bill.prints} 次`, `Printed ${bill.prints}×`]
        : ['未打印', 'Not printed'];
}

function act(bill, { print, issue }) {
    if (bill.canPrint) {
        const isAgain = bill.prints > 0;
        return h('button.button.strong',
            { type: 'button', 'data-act': 'print', onclick: () => print(bill) },
            ...both(isAgain ? '补打' : '打印', isAgain ? 'Print again' : 'Print'));
    }
    if (bill.canIssue && bill.state === 'none') {
        return h('button.button', { type: 'button', 'data-act': 'issue', onclick: () => issue(bill) },
            ...both('开具', 'Issue'));
    }
    return h('span.no-act', {});
}

function row(bill, acts) {
    const [zh, en] = kinds[bill.kind] ?? [bill.kind, ''];
    return h('li.bill', { 'data-bill': bill.bill, 'data-kind': bill.kind, 'data-state': bill.state,
        'data-number': bill.number, 'data-prints': String(bill.prints ?? 0) },
        h('div.what', {}, h('b', {}, zh), h('span.en', { lang: 'en' }, en),
            h('span.when', {}, moment(bill.at))),
        h('div.how', {}, h('b.amount', {}, yuan(bill.total)),
            h('span.standing', {}, ...both(...standing(bill)))),
        act(bill, acts));
}

/** Rows of one group, as many as fit, and buttons that turn to the others. */
export class BillList {
    #acts;
    #page = 0;
    #bills = [];
    #group = groups[0];

    constructor(acts) {
        this.#acts = acts;
        find('bills-earlier').addEventListener('click', () => this.#turn(-1));
        find('bills-later').addEventListener('click', () => this.#turn(1));
    }

    show(group, bills) {
        if (group !== this.#group) this.#page = 0;
        this.#group = group;
        this.#bills = bills;
        this.#draw();
    }

    clear() {
        this.#page = 0;
        this.#bills = [];
        find('bills-rows').replaceChildren();
    }

    #turn(by) {
        this.#page += by;
        this.#draw();
    }

    /** How many rows fit, by the height of one that is there. */
    #room() {
        const list = find('bills-rows');
        const height = list.firstElementChild?.offsetHeight ?? 0;
        const gap = Number.parseFloat(getComputedStyle(list).rowGap) || 0;
        return height ? Math.max(1, Math.floor((list.clientHeight + gap) / (height + gap))) : 1;
    }

    #draw() {
        const list = find('bills-rows');
        const bar = find('bills-pages');
        bar.hidden = true;
        if (!this.#bills.length) {
            list.replaceChildren(h('li.none', { id: 'bills-none' }, ...both(...this.#group.empty)));
            return;
        }
        list.replaceChildren(row(this.#bills[0], this.#acts));
        bar.hidden = this.#bills.length <= this.#room();
        const size = this.#room();
        const pages = Math.ceil(this.#bills.length / size);
        this.#page = Math.min(Math.max(0, this.#page), pages - 1);
        const here = this.#bills.slice(this.#page * size, (this.#page + 1) * size);
        list.replaceChildren(...here.map((bill) => row(bill, this.#acts)));
        write(find('bills-page'), `${this.#page + 1} / ${pages}`);
        flag(find('bills-earlier'), 'disabled', this.#page === 0);
        flag(find('bills-later'), 'disabled', this.#page === pages - 1);
    }
}
