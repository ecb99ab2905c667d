// A wait goes on between two pictures; a held question answers only what changed.

import { now } from './clock.js';

/** Seconds since a picture was drawn that `drawn` noted. */
export const passed = (drawn) => Math.max(0, (now() - drawn) / 1000);

/** The ticket as it is so many seconds later: who waits for a first call has waited longer. */
export function aged(ticket, seconds) {
    const waits = ticket.state === 'waiting' && !ticket.calledAt;
    return waits ? { ...ticket, waitedSeconds: ticket.waitedSeconds + seconds } : ticket;
}
