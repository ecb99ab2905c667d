// One act of a person: a POST that is safe to send again.

import { pause, question } from './session.js';
import { freshKey } from './key.js';
import { noAnswer } from './words.js';

const pauses = [400, 1200];

function parse(text) {
    try {
        return text ? JSON.parse(text) : null;
    } catch {
        return null;
    }
}

/**
 * Sends an act and answers `{ ok, status, data }` or `{ ok: false, problem }`, never throws.
 *
 * Every try carries the same key, so a lost answer is asked for again and done once.
 */
export async function act(address, body = {}, { method = 'POST', timeout = 6000 } = {}) {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': freshKey() };
    for (let attempt = 0; ; attempt += 1) {
        try {
            const answer = await question(
                address, { method, headers, body: JSON.stringify(body) }, timeout);
            const data = parse(answer.text);
            if (answer.ok) return { ok: true, status: answer.status, data };
            const passing = answer.status === 502 || answer.status === 503;
            if (!passing || attempt >= pauses.length) {
                return { ok: false, status: answer.status, problem: data ?? noAnswer };
            }
        } catch {
            if (attempt >= pauses.length) return { ok: false, status: 0, problem: noAnswer };
        }
        await pause(pauses[attempt]);
    }
}
