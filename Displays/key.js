// Idempotency keys.

/** A new key; `crypto.randomUUID` is missing on plain HTTP inside a hospital, this is not. */
export function freshKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
