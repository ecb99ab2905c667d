// A picture that stays true: stream, else held questions, else the last good picture and a word.

import { question } from './session.js';
import { noteTime, noteZone } from './clock.js';

/** Milliseconds without a word on the stream (it pings every 10 s) after which it is lost. */
const silence = 25_000;
/** Held questions between two tries of a stream that will not open. */
const rounds = 4;

const sleep = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const jitter = (milliseconds) => milliseconds * (0.7 + Math.random() * 0.6);

export class Feed {
    #address; #stream; #hold; #every; #picture; #events; #link; #gone;
    #tag = null;
    #state = null;
    #messages = 0;
    #looking = null;

    /**
     * `hold` is for how many seconds the daemon may hold a question (0: it does not, and is asked
     * each `every` seconds); `picture(json)`, `events[name](json)`, `link(state, lastHeard)` and
     * `gone(status, problem)` are told.
     */
    constructor({ address, stream = null, hold = 25, every = 15, picture, events = {}, link,
        gone = () => {} }) {
        this.#address = address;
        this.#stream = stream;
        this.#hold = hold;
        this.#every = every;
        this.#picture = picture;
        this.#events = events;
        this.#link = link;
        this.#gone = gone;
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
            } catch {
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
        for (let round = 0; round < (this.#stream ? rounds : 1); round += 1) {
            if (this.#hold === 0) await sleep(this.#every * 1000);
            const asked = Date.now();
            await this.#ask(this.#hold);
            // A daemon or proxy that does not hold the question must not be stormed.
            if (Date.now() - asked < 1000) await sleep(1000);
            this.#say('polling');
        }
    }

    async #ask(hold) {
        const before = this.#messages;
        const headers = this.#tag ? { 'If-None-Match': this.#tag } : {};
        const address = new URL(this.#address, location.href);
        if (hold && this.#tag) address.searchParams.set('wait', hold);
        const answer = await question(address, { headers }, (hold + 10) * 1000);
        if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
            this.#gone(answer.status);
        }
        if (!answer.ok && answer.status !== 304) throw new Error(`HTTP ${answer.status}`);
        this.lastHeard = Date.now();
        // The stream spoke meanwhile: what it said is newer than this answer.
        if (answer.status === 304 || before !== this.#messages) return;
        this.#tag = answer.headers.get('ETag');
        this.#picture(JSON.parse(answer.text));
    }

    /** Follows the stream to its end; true where it had opened. */
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
