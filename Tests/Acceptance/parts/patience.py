"""Waiting for something another process does: by looking, with an end."""

import time


def until(what, look, within=15.0, every=0.03):
    """Looks until `look()` answers something true, and returns it; fails after `within` seconds."""
    end = time.monotonic() + within
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {within} s and still not: {what} (last seen: {found!r})")
        time.sleep(every)
