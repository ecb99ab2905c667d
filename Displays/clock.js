// The daemon's time and the hospital's zone, which need not be this machine's.

const day = 86_400_000;
/** Milliseconds the daemon is ahead of this machine. */
let ahead = 0;
/** Minutes the hospital is east of UTC; China's one zone until an answer tells. */
let zone = 480;

/** Milliseconds since 1970 by the daemon's clock. */
export const now = () => Date.now() + ahead;

/** Takes the time of an answer; whole seconds, so less than a second and a half is no news. */
export function noteTime(text) {
    const theirs = Date.parse(text ?? '');
    if (Number.isNaN(theirs)) return;
    const seen = theirs + 500 - Date.now();
    if (Math.abs(seen - ahead) > 1500) ahead = seen;
}

/** Takes the zone from the first RFC 3339 time in an answer. */
export function noteZone(text) {
    const found = /T\d\d:\d\d:\d\d(?:\.\d+)?([+-])(\d\d):(\d\d)/.exec(text);
    if (found) zone = (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** The hospital's wall clock at an instant, to be read with the UTC getters. */
const wall = (at) => new Date((typeof at === 'string' ? Date.parse(at) : at) + zone * 60_000);

const two = (number) => String(number).padStart(2, '0');

export function hourMinute(at = now()) {
    const date = wall(at);
    return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

export function dateWords(at = now()) {
    const date = wall(at);
    return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 周${'日一二三四五六'[date.getUTCDay()]}`;
}

/** The business day, which changes at 03:00. */
export const businessDay = (at) => Math.floor((wall(at).getTime() - 3 * 3_600_000) / day);

const watchers = new Set();
setInterval(() => { for (const watcher of watchers) watcher(); }, 1000);

/** Calls once a second, from one timer for the whole page; answers how to stop. */
export function everySecond(watcher) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
}
