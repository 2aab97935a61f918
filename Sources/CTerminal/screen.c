#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#ifdef __APPLE__
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include "internal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

/// description.c: like `newterm`, with marks in place of colours, which may be numbers 0xRRGGBB; NULL where ncurses cannot.
SCREEN *open_by_description(const char *name, bool by_value, FILE *output, FILE *input);

/// No terminal is larger; a wrong report must not take the memory.
enum { MOST_COLUMNS = 2000, MOST_ROWS = 1000, RUN = 256 };

static SCREEN *screen;
static int asked_wishes;
static int colours;
static bool utf8;
static int known_width, known_height;
static bool cursor_shown;
static bool brackets_frames;
static bool ran_out_of_pairs, ran_out_before;
static sequence show_cursor, hide_cursor;

/// The name of a terminal description whose cursor moves; NULL where there is none.
///
/// A name unknown here, as after ssh from a newer terminal, is most likely one of the xterm family.
static const char *usable_terminal(void) {
  const char *name = getenv("TERM");
  if (name == NULL || *name == '\0' || strcmp(name, "dumb") == 0 || strcmp(name, "unknown") == 0) {
    return NULL;
  }
  int problem = 0;
  if (setupterm(name, STDOUT_FILENO, &problem) != OK) {
    name = "xterm-256color";
    if (setupterm(name, STDOUT_FILENO, &problem) != OK) return NULL;
  }
  const char *move = tigetstr("cup");
  return move != NULL && move != (const char *)-1 ? name : NULL;
}

/// Whether the terminal takes private modes and answers questions, as those of the xterm family do.
static bool speaks_xterm(const char *name) {
  static const char *const others[] = {"linux", "vt", "ansi", "cons", "sun", "mach", "cygwin"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (strncmp(name, others[i], strlen(others[i])) == 0) return false;
  }
  return true;
}

/// Makes what is written on the way in and on the way out.
static void prepare_sequences(const char *name) {
  sequence *enter = &modes.enter, *leave = &modes.leave;
  enter->count = leave->count = show_cursor.count = hide_cursor.count = 0;
  sequence_append_capability(enter, tigetstr("smcup"));
  sequence_append_capability(&hide_cursor, tigetstr("civis"));
  sequence_append_capability(&show_cursor, tigetstr("cnorm"));
  sequence_append_capability(enter, tigetstr("civis"));

  bool mouse = (asked_wishes & CT_NO_MOUSE) == 0;
  bool takes_modes = speaks_xterm(name);
  brackets_frames = takes_modes && (asked_wishes & CT_NO_SYNCHRONIZED_OUTPUT) == 0;
  if (takes_modes) {
    if (mouse) sequence_append(enter, "\033[?1002h\033[?1006h");
    sequence_append(enter, "\033[?2004h\033[?1004h");
    sequence_append(enter, "\033]11;?\033\\\033[c");
    sequence_append(leave, "\033[?2026l");
    if (mouse) sequence_append(leave, "\033[?1002l\033[?1006l");
    sequence_append(leave, "\033[?1004l\033[?2004l");
  }
  sequence_append_capability(leave, tigetstr("sgr0"));
  sequence_append_capability(leave, tigetstr("cnorm"));
  const char *second_screen = tigetstr("rmcup");
  bool has_second_screen = second_screen != NULL && second_screen != (const char *)-1;
  sequence_append_capability(leave, has_second_screen ? second_screen : tigetstr("clear"));
}

/// The colours that a name such as `xterm-16color` states, for where its description is not at hand; 0 for none.
static int stated_colours(void) {
  const char *name = getenv("TERM"), *mark = name == NULL ? NULL : strrchr(name, '-');
  if (mark == NULL) return 0;
  char *end = NULL;
  long count = strtol(mark + 1, &end, 10);
  return count >= 8 && count <= 256 && strcmp(end, "color") == 0 ? (int)count : 0;
}

static void start_colours(void) {
  colours = 0;
  if ((asked_wishes & CT_NO_COLOUR) != 0 || !has_colors() || start_color() != OK) return;
  use_default_colors();
  colours = COLORS;
  int stated = stated_colours();
  if (stated > 0 && stated < colours && colours <= 256) colours = stated;
  pairs_reset(COLOR_PAIRS);
}

bool pair_define(int number, int foreground, int background) {
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS >= 20170401
  return init_extended_pair(number, foreground, background) == OK;
#else
  return number <= INT16_MAX && init_pair((short)number, (short)foreground, (short)background) == OK;
#endif
}

/// Whether the environment names UTF-8, by the first variable that counts.
static bool asks_for_utf8(void) {
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = getenv(names[i]);
    if (value == NULL || *value == '\0') continue;
    return strstr(value, "UTF-8") != NULL || strstr(value, "utf8") != NULL || strstr(value, "UTF8") != NULL
      || strstr(value, "utf-8") != NULL;
  }
  return false;
}

ct_opening ct_open(int wishes) {
  if (screen != NULL) return CT_OPENED;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CT_NOT_A_TERMINAL;
  // A locale that is not installed, as after ssh from elsewhere: its encoding is what counts.
  if (setlocale(LC_ALL, "") == NULL && asks_for_utf8()) setlocale(LC_ALL, "C.UTF-8");
  const char *encoding = nl_langinfo(CODESET);
  utf8 = strcmp(encoding, "UTF-8") == 0 || strcmp(encoding, "utf8") == 0;
  const char *name = usable_terminal();
  if (name == NULL) return CT_NO_CURSOR;
  if (tcgetattr(STDIN_FILENO, &modes.found) != 0 || !wake_open() || !signals_install()) {
    return CT_FAILED;
  }
  asked_wishes = wishes;
  prepare_sequences(name);

  // LINES and COLUMNS of the environment would fix the size for ever.
  use_env(FALSE);
#if NCURSES_VERSION_PATCH >= 20120218
  use_tioctl(TRUE);
#endif
  FILE *staging = output_open();
  bool by_value = takes_colours_by_value(name);
  bool paints = (wishes & CT_NO_COLOUR) == 0 && painter_prepare(by_value);
  screen = NULL;
  if (staging != NULL && paints) screen = open_by_description(name, by_value, staging, stdin);
  if (staging != NULL && screen == NULL) screen = newterm(name, staging, stdin);
  if (screen == NULL) {
    signals_restore();
    return CT_FAILED;
  }
  messages_capture();
  // ncurses cannot set the modes, since it writes to a file; it must know of them to choose its moves.
  raw();
  noecho();
  nonl();
  typeahead(-1);
  scrollok(stdscr, FALSE);
  leaveok(stdscr, TRUE);
  start_colours();
  // An ncurses that does not read descriptions from a variable has found the terminal's own.
  const char *mark = tigetstr("scp");
  painter_start(paints && mark != NULL && mark != (const char *)-1 && *mark == *PAIR_MARK);
  getmaxyx(stdscr, known_height, known_width);
  // The way in is ours to write; what ncurses would write is for a screen whose size it has not been told.
  refresh();
  output_collect();
  output_drop();
  painter_forget();
  clearok(curscr, TRUE);
  cursor_shown = false;
  ran_out_of_pairs = ran_out_before = false;

  static bool registered;
  if (!registered) registered = atexit(ct_close) == 0;
  modes_prepare();
  if (modes_enter()) return CT_OPENED;
  ct_close();
  return CT_FAILED;
}

void ct_close(void) {
  if (screen == NULL) return;
  modes_leave();
  messages_replay();
  signals_restore();
  // Not `endwin`: the leave sequence has said it all.
  delscreen(screen);
  screen = NULL;
}

static bool retake(void) {
  output_drop();
  painter_forget();
  if (!modes_enter()) return false;
  cursor_shown = false;
  clearok(curscr, TRUE);
  return true;
}

bool ct_suspend(void) {
  modes_leave();
  signals_stop_group();
  return retake();
}

bool ct_continue(void) {
  struct termios now;
  // Some send SIGCONT to processes that run. Where nobody has changed the modes, nobody was there meanwhile.
  if (tcgetattr(STDIN_FILENO, &now) == 0 && (now.c_lflag & ICANON) == 0) {
    clearok(curscr, TRUE);
    return true;
  }
  return retake();
}

void ct_size(int *width, int *height) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
    known_width = size.ws_col < MOST_COLUMNS ? size.ws_col : MOST_COLUMNS;
    known_height = size.ws_row < MOST_ROWS ? size.ws_row : MOST_ROWS;
  }
  *width = known_width;
  *height = known_height;
}

void ct_resize(int width, int height) {
  if (width < 1 || height < 1) return;
  resize_term(height, width);
  painter_forget();
  erase();
  clearok(curscr, TRUE);
}

int ct_colours(void) { return colours; }

bool ct_utf8(void) { return utf8; }

static attr_t curses_attributes(uint32_t attributes) {
  return ((attributes & CT_BOLD) != 0 ? WA_BOLD : 0) | ((attributes & CT_DIM) != 0 ? WA_DIM : 0)
    | ((attributes & CT_UNDERLINE) != 0 ? WA_UNDERLINE : 0)
    | ((attributes & CT_REVERSE) != 0 ? WA_REVERSE : 0);
}

static void encode(const ct_cell *cell, cchar_t *into) {
  int pair = colours == 0 ? 0 : pair_of(cell->foreground, cell->background);
  if (pair < 0) {
    ran_out_of_pairs = true;
    pair = 0;
  }
  bool printable = cell->glyph >= ' ' && cell->glyph != 0x7F && (utf8 || cell->glyph < 0x7F);
  wchar_t glyph[2] = {printable ? (wchar_t)cell->glyph : L'?', 0};
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS >= 20170401
  setcchar(into, glyph, curses_attributes(cell->attributes), 0, &pair);
#else
  setcchar(into, glyph, curses_attributes(cell->attributes), (short)pair, NULL);
#endif
}

void ct_present(int x, int y, const ct_cell *cells, int count) {
  cchar_t run[RUN];
  while (count > 0) {
    int length = count < RUN ? count : RUN;
    for (int i = 0; i < length; i++) {
      // Many cells are as the one before: blanks, lines, bars.
      if (i > 0 && memcmp(&cells[i], &cells[i - 1], sizeof *cells) == 0) {
        run[i] = run[i - 1];
      } else {
        encode(&cells[i], &run[i]);
      }
    }
    mvadd_wchnstr(y, x, run, length);
    x += length;
    cells += length;
    count -= length;
  }
}

/// Forgets all pairs, so that those of the screen to come find room.
static void forget_pairs(void) {
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS >= 20170401
  reset_color_pairs();
#endif
  pairs_reset(COLOR_PAIRS);
  erase();
  clearok(curscr, TRUE);
}

bool ct_show(int cursor_x, int cursor_y) {
  if (ran_out_of_pairs && !ran_out_before) {
    ran_out_of_pairs = false;
    ran_out_before = true;
    forget_pairs();
    return false;
  }
  ran_out_of_pairs = ran_out_before = false;

  bool wants_cursor = cursor_x >= 0 && cursor_y >= 0;
  if (brackets_frames) output_add("\033[?2026h", 8);
  if (wants_cursor != cursor_shown) {
    const sequence *change = wants_cursor ? &show_cursor : &hide_cursor;
    output_add(change->bytes, change->count);
    cursor_shown = wants_cursor;
  }
  leaveok(stdscr, !wants_cursor);
  if (wants_cursor) wmove(stdscr, cursor_y, cursor_x);
  wnoutrefresh(stdscr);
  doupdate();
  output_collect();
  if (brackets_frames) output_add("\033[?2026l", 8);
  output_flush();
  return true;
}
