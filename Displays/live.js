// A picture that stays true: stream, else held questions, else the last good picture and a word.

import { question } from './session.js';
import { noteTime, noteZone } from './clock.js';

/** Milliseconds without a word on the stream (it pings every 10 s) after which it is lost. */
const silence = 25_000;
/** Held questions between two tries of a stream that will not open. */
const rounds = 4;

const sleep = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
/** The daemon answers, but not with this picture: the link is well, the address or token is not. */
class Refused extends Error {}

/** Milliseconds until a refused question is put again. */
const refusedPause = 10_000;
const jitter = (milliseconds) => milliseconds * (0.7 + Math.random() * 0.6);

function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

export class Feed {
    #address; #stream; #hold; #every; #picture; #events; #link; #refused;
    #tag = null;
    #state = null;
    #messages = 0;
    #looking = null;
    #isRefused = false;

    /**
     * `hold` is for how many seconds the daemon may hold a question (0: it does not, and is asked
     * each `every` seconds); `picture(json)`, `events[name](json)`, `link(state, lastHeard)` and
     * `refused(problem)` are told; the last with null once the picture comes after all.
     */
    constructor({ address, stream = null, hold = 25, every = 15, picture, events = {}, link,
        refused = () => {} }) {
        this.#address = address;
        this.#stream = stream;
        this.#hold = hold;
        this.#every = every;
        this.#picture = picture;
        this.#events = events;
        this.#link = link;
        this.#refused = refused;
        this.lastHeard = Date.now();
    }

    /** Runs for as long as the page does. */
    async start() {
        this.#say('lost');
        for (let failures = 0; ;) {
            try {
                await this.#ask(0);
                failures = 0;
                if (this.#state === 'lost') this.#say('polling');
                if (this.#stream && await this.#listen()) await sleep(jitter(500));
                else await this.#poll();
            } catch (error) {
                if (error instanceof Refused) {
                    this.#say('polling');
                    await sleep(refusedPause);
                    continue;
                }
                this.#say('lost');
                await sleep(jitter(Math.min(500 * 2 ** failures, 8000)));
                failures += 1;
            }
        }
    }

    /** Looks at once, after an act of our own; a failure is the loop's to notice. */
    async look() {
        this.#looking ??= this.#ask(0).catch(() => {}).finally(() => { this.#looking = null; });
        return this.#looking;
    }

    async #poll() {
        if (this.#state === 'lost') await this.#ask(0);
        this.#say('polling');
        for (let round = 0; round < (this.#stream ? rounds : 1); round += 1) {
            if (this.#hold === 0) await sleep(this.#every * 1000);
            const asked = Date.now();
            await this.#ask(this.#hold);
            // A daemon or proxy that does not hold the question must not be stormed.
            if (Date.now() - asked < 1000) await sleep(1000);
        }
    }

    async #ask(hold) {
        const before = this.#messages;
        const headers = this.#tag ? { 'If-None-Match': this.#tag } : {};
        const address = new URL(this.#address, location.href);
        if (hold && this.#tag) address.searchParams.set('wait', hold);
        const answer = await question(address, { headers }, (hold + 10) * 1000);
        this.#judge(answer);
        this.lastHeard = Date.now();
        // The stream spoke meanwhile: what it said is newer than this answer.
        if (answer.status === 304 || before !== this.#messages) return;
        this.#tag = answer.headers.get('ETag');
        this.#picture(JSON.parse(answer.text));
    }

    /** Throws for an answer that is no picture. */
    #judge({ status, ok, text }) {
        if (status === 403 || status === 404) {
            this.#isRefused = true;
            this.#refused(parse(text) ?? { title: '没有这个地址', en: { title: 'Not found' } });
            throw new Refused(`HTTP ${status}`);
        }
        if (!ok && status !== 304) throw new Error(`HTTP ${status}`);
        if (this.#isRefused) this.#refused(null);
        this.#isRefused = false;
    }

    /**
     * Follows the stream to its end; true where it is worth opening again at once.
     *
     * One that opens and then keeps silent (a proxy that collects it) is not: held questions
     * carry the news until it is tried again.
     */
    #listen() {
        return new Promise((done) => {
            const source = new EventSource(this.#stream);
            let opened = false;
            let timer = null;
            let status = null;
            const end = () => {
                clearTimeout(timer);
                clearInterval(status);
                source.close();
                done(opened);
            };
            const awake = () => {
                clearTimeout(timer);
                timer = setTimeout(() => {
                    if (opened) this.#say('lost');
                    opened = false;
                    end();
                }, silence);
            };
            const heard = (tell) => (event) => {
                awake();
                this.lastHeard = Date.now();
                this.#say('live');
                noteZone(event.data);
                if (tell) {
                    this.#messages += 1;
                    tell(JSON.parse(event.data));
                }
            };
            source.addEventListener('open', () => {
                opened = true;
                awake();
                this.lastHeard = Date.now();
                this.#say('live');
                // What changed between our question and the stream's beginning.
                this.look();
                if (this.#hold === 0) status = setInterval(() => this.look(), this.#every * 1000);
            });
            source.addEventListener('ping', (event) => {
                heard(null)(event);
                try {
                    noteTime(JSON.parse(event.data).at);
                } catch {
                    // A ping without a time is still a sign of life.
                }
            });
            source.addEventListener('change', heard(this.#changed));
            for (const [name, tell] of Object.entries(this.#events)) {
                source.addEventListener(name, heard(tell));
            }
            source.addEventListener('error', end);
            awake();
        });
    }

    #changed = (picture) => {
        this.#tag = null;
        this.#picture(picture);
    };

    #say(state) {
        if (state === this.#state) return;
        this.#state = state;
        this.#link(state, this.lastHeard);
    }
}
