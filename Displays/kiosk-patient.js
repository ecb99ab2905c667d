// Who stands at the kiosk: a session the daemon gave for a card, and questions asked in its name.

import { question } from './session.js';
import { freshKey } from './key.js';
import { noAnswer } from './words.js';

function parse(text) {
    try {
        return text ? JSON.parse(text) : null;
    } catch {
        return null;
    }
}

export class Patient {
    #kiosk;
    #session = null;
    name = '';

    constructor(kiosk) {
        this.#kiosk = `/api/v1/kiosks/${encodeURIComponent(kiosk)}`;
    }

    get isSeated() {
        return this.#session !== null;
    }

    /** Takes what the daemon answered to a card, swiped here or at a reader of its own. */
    seat({ session, name }) {
        this.#session = session;
        this.name = name;
    }

    /** Shows a card, or proves that it is ours; the answer is nobody's until it is seated. */
    show(body) {
        return this.#send('POST', `${this.#kiosk}/patient`, body);
    }

    /** Ends a session that came too late to be seated. */
    dismiss({ session }) {
        this.#send('DELETE', `${this.#kiosk}/patient`, {}, { 'X-Patient-Session': session });
    }

    /** Says that the patient is still there. */
    stay() {
        return this.isSeated ? this.#send('PUT', `${this.#kiosk}/patient`) : null;
    }

    /** Forgets the patient, here at once and in the daemon as soon as it hears. */
    leave() {
        const was = this.#session;
        this.#session = null;
        this.name = '';
        if (was) this.dismiss({ session: was });
    }

    /** What the next cards at the daemon's own readers are for: `bills` or `ticket`. */
    purpose(purpose) {
        return this.#send('PUT', `${this.#kiosk}/purpose`, { purpose });
    }

    ask(connector, operation, body = {}) {
        return this.#send('POST', `/api/v1/connectors/${connector}/${operation}`, body, {}, 20_000);
    }

    /** Has a document printed; a retry with the same key prints nothing more. */
    print(connector, operation, body, key) {
        return this.#send('POST', `${this.#kiosk}/documents`, { connector, operation, body },
            { 'Idempotency-Key': key }, 30_000);
    }

    progress(document) {
        return this.#send(
            'GET', `${this.#kiosk}/documents/${encodeURIComponent(document)}?wait=5`, null, {}, 15_000);
    }

    /** Answers `{ ok, status, data }` or `{ ok: false, status, problem }`, never throws. */
    async #send(method, address, body = {}, more = {}, timeout = 8000) {
        const headers = { ...more };
        if (this.#session && !headers['X-Patient-Session']) headers['X-Patient-Session'] = this.#session;
        if (method !== 'GET') {
            headers['Content-Type'] = 'application/json';
            headers['Idempotency-Key'] ??= freshKey();
        }
        try {
            const answer = await question(
                address, { method, headers, body: method === 'GET' ? undefined : JSON.stringify(body) },
                timeout);
            const data = parse(answer.text);
            return answer.ok
                ? { ok: true, status: answer.status, data }
                : { ok: false, status: answer.status, problem: data ?? noAnswer };
        } catch {
            return { ok: false, status: 0, problem: noAnswer };
        }
    }
}
