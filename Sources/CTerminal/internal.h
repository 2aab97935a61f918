/// What the parts of the terminal layer share.
#pragma once

#include "CTerminal.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <termios.h>

enum { SEQUENCE_CAPACITY = 512 };

/// Bytes for the terminal, made beforehand so that a signal handler need only write them.
typedef struct {
  char bytes[SEQUENCE_CAPACITY];
  size_t count;
} sequence;

/// How the terminal was found, and how it is while the screen is up.
typedef struct {
  struct termios found;
  struct termios ours;
  sequence enter;
  sequence leave;
  /// Set while the terminal is ours; whoever clears it gives the terminal back.
  atomic_bool taken;
} terminal_modes;

extern terminal_modes modes;

/// pairs.c
void pairs_reset(int capacity);
/// The number of a pair of colours; −1 when all numbers are taken.
int pair_of(int foreground, int background);
/// Tells ncurses what a pair is (screen.c).
bool pair_define(int number, int foreground, int background);

/// What a pair is, in numbers of the terminal's palette or 0xRRGGBB; −1 is its standard.
void pair_colours(int number, int *foreground, int *background);

/// description.c
#define PAIR_MARK "\001"
#define PLAIN_MARK "\002"
#define ORIGINAL_MARK "\003"
/// Whether the terminal that is set up takes colours by value.
bool takes_colours_by_value(const char *name);

/// painter.c
bool painter_prepare(bool by_value);
void painter_start(bool paints);
void painter_forget(void);
void painter_add(const char *bytes, size_t count);

/// modes.c
void sequence_append(sequence *to, const char *text);
void sequence_append_capability(sequence *to, const char *capability);
void modes_prepare(void);
bool modes_enter(void);
bool modes_leave(void);

/// output.c
FILE *output_open(void);
int output_descriptor(void);
void output_add(const char *bytes, size_t count);
void output_collect(void);
bool output_flush(void);
bool output_is_waiting(void);
void output_drop(void);
bool write_all(int descriptor, const char *bytes, size_t count);

/// signals.c
bool signals_install(void);
void signals_restore(void);
void signals_stop_group(void);
int signals_take(void);

/// wait.c
bool wake_open(void);
void wake_from_handler(void);

/// messages.c
int anonymous_file(void);
void messages_capture(void);
void messages_replay(void);
/// Prints what was captured; async-signal-safe.
void messages_print(void);
