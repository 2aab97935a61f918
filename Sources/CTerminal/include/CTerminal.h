/// The terminal behind plain functions: the only place that knows ncurses, termios and signals.
///
/// ncurses writes the screen; keys and the mouse are read as bytes and decoded elsewhere.
/// Every function except `ct_wake` belongs to the main thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// How `ct_open` ended.
typedef enum {
  CT_OPENED = 0,
  /// Standard input or standard output is no terminal.
  CT_NOT_A_TERMINAL,
  /// TERM is missing, `dumb`, or names a terminal without a movable cursor.
  CT_NO_CURSOR,
  /// The terminal refused its modes, or memory or descriptors ran out.
  CT_FAILED,
} ct_opening;

/// Wishes for `ct_open`, added up.
enum {
  CT_NO_MOUSE = 1,
  CT_NO_COLOUR = 2,
  /// Leave out the brackets of synchronized output (mode 2026).
  CT_NO_SYNCHRONIZED_OUTPUT = 4,
};

/// Attributes of a cell, added up.
enum { CT_BOLD = 1, CT_DIM = 2, CT_UNDERLINE = 4, CT_REVERSE = 8 };

/// A place of the screen.
///
/// A colour is −1 for the terminal's default, or a number below `ct_colours`: of the terminal's palette, or, where there
/// are 2²⁴ of them, the colour itself as 0xRRGGBB.
typedef struct {
  uint32_t glyph;
  int32_t foreground;
  int32_t background;
  uint32_t attributes;
} ct_cell;

/// What `ct_wait` saw, added up; 0 when the time ran out.
enum {
  CT_INPUT = 1,
  CT_WOKEN = 2,
  /// The last frame has reached the terminal; only when asked for.
  CT_WRITABLE = 4,
  /// SIGWINCH came.
  CT_RESIZED = 8,
  /// SIGTSTP came from outside: answer with `ct_suspend`.
  CT_STOP_ASKED = 16,
  /// The process was stopped and goes on: answer with `ct_continue`.
  CT_CONTINUED = 32,
  /// SIGTERM, SIGHUP, SIGINT or SIGQUIT came: close, then `ct_die(ct_fatal_signal())`.
  CT_FATAL = 64,
  /// The terminal is gone.
  CT_LOST = 128,
};

/// Takes the terminal: handlers, raw mode, alternate screen, mouse 1002+1006, bracketed paste, focus reports; asks for
/// the background colour (OSC 11) and then for the terminal's kind (DA1, which every terminal answers).
///
/// Nothing is written unless the answer is `CT_OPENED`.
ct_opening ct_open(int wishes);

/// Gives the terminal back as it was, and prints what was written to standard error meanwhile.
///
/// Only the first call after `ct_open` does anything.
void ct_close(void);

/// Gives the terminal back, stops the process group as Ctrl-Z does, and takes the terminal again when it is continued.
/// Everything must be presented again afterwards. False when the terminal is gone.
bool ct_suspend(void);

/// Takes the terminal again after a stop that nobody announced (SIGSTOP).
/// Everything must be presented again afterwards. False when the terminal is gone.
bool ct_continue(void);

/// Ends the process by this signal's default action, so that its parent sees the true cause.
void ct_die(int signal);

/// The size in cells as the terminal tells it now; where it tells none, the last one known.
void ct_size(int *width, int *height);

/// Takes over a new size; everything must be presented again afterwards.
void ct_resize(int width, int height);

/// The size of the palette; 0 is monochrome, 2²⁴ is colours by value.
///
/// They are by value where the environment says that the terminal takes them (COLORTERM is `truecolor` or `24bit`).
int ct_colours(void);

/// Whether the locale's encoding is UTF-8.
bool ct_utf8(void);

/// Puts `count` cells at column `x` of row `y`; the screen changes with `ct_show`.
void ct_present(int x, int y, const ct_cell *cells, int count);

/// Makes the screen show what was presented, the cursor at `(x, y)` or hidden when either is negative.
///
/// False when there were more pairs of colours than the terminal has: nothing was shown, and everything must be
/// presented again. The second time in a row it is shown, some cells in default colours.
bool ct_show(int cursor_x, int cursor_y);

/// Whether the terminal has taken the last frame: another one now would only queue up behind it.
bool ct_writable(void);

/// Waits for any of the above; `nanoseconds` < 0 waits for ever.
int ct_wait(int64_t nanoseconds, bool for_output);

/// Ends the present or the next `ct_wait` with `CT_WOKEN`.
///
/// Callable from any thread and from a signal handler; costs a system call only once per wait.
void ct_wake(void);

/// Reads what has been typed: the number of bytes, 0 for none, −1 when the terminal is gone.
int ct_read(uint8_t *bytes, int capacity);

/// The fatal signal that came, or 0.
int ct_fatal_signal(void);
