// Who this page is: a token from the address or the sign-in box, held by the daemon's cookie.

import { h } from './element.js';
import { noteTime, noteZone } from './clock.js';
import { freshKey } from './key.js';

let box = null;

/** Hands a token to the daemon, which answers with a cookie no script can read. */
async function signIn(token) {
    const answer = await fetch('/api/v1/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': freshKey() },
        body: JSON.stringify({ token }),
    });
    return answer.ok;
}

/** Takes `#token=…` off the address; to be awaited before the first question. */
export async function begin() {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    if (!token) return;
    history.replaceState(null, '', location.pathname + location.search);
    try {
        await signIn(token);
    } catch {
        // The daemon is away. The first question meets a 401 and the box asks for the token.
    }
}

function ask() {
    if (box) return box.signedIn;
    const token = h('input', { id: 'token', type: 'password', autocomplete: 'off' });
    const complaint = h('p.complaint', { role: 'alert' });
    const dialog = h('dialog', { id: 'sign-in', 'aria-label': '请输入密钥' },
        h('h2', {}, '请输入密钥', h('span.en', { lang: 'en' }, 'Please enter the token of this screen')),
        h('form', { method: 'dialog' },
            h('label', { for: 'token' }, '密钥 Token'), token, complaint,
            h('div.row', {}, h('button.button.strong', { id: 'sign-in-go' }, '登录 Sign in'))));
    let done;
    box = { signedIn: new Promise((resolve) => { done = resolve; }) };
    box.close = () => {
        box = null;
        dialog.close();
        dialog.remove();
        done();
    };
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.querySelector('form').addEventListener('submit', async (event) => {
        event.preventDefault();
        try {
            if (await signIn(token.value.trim())) box?.close();
            else complaint.textContent = '密钥不对或已停用，请向管理员索取。 This token is not valid.';
        } catch {
            complaint.textContent = '连接不上服务器，请稍后再试。 The server does not answer.';
        }
    });
    document.body.append(dialog);
    dialog.showModal();
    return box.signedIn;
}

export const isAsking = () => box !== null;

/** Waits. */
export const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/**
 * Fetches as this page's device, within `timeout` milliseconds.
 *
 * Where the daemon does not know us the sign-in box opens and the question is put again after
 * it, and every twenty seconds besides, so that a screen without a keyboard comes back alone.
 */
export async function question(address, options = {}, timeout = 10_000) {
    for (;;) {
        const signal = AbortSignal.timeout(timeout);
        const answer = await fetch(address, { ...options, signal, cache: 'no-store' });
        noteTime(answer.headers.get('Date'));
        if (answer.status !== 401) {
            box?.close();
            const text = answer.status === 204 || answer.status === 304 ? '' : await answer.text();
            noteZone(text);
            return { status: answer.status, ok: answer.ok, headers: answer.headers, text };
        }
        await Promise.race([ask(), pause(20_000)]);
    }
}
