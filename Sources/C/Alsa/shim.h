#pragma once
#include <alsa/asoundlib.h>

static void Alsa_ignore(
    const char *file, int line, const char *function, int error, const char *format, ...) {}

/// Keeps the library from printing what it also returns. (A variadic callback is C's alone.)
static inline void Alsa_beQuiet(void) { snd_lib_error_set_handler(Alsa_ignore); }
