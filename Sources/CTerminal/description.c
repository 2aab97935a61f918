/// A description of the terminal of our own, for what ncurses writes.
///
/// Colours by value: ncurses writes numbers 0xRRGGBB only where terminfo says so (the flag RGB), and the entries that
/// do are missing from most systems. Marks: a pair's number in place of the sequences for its two colours, and a byte
/// for their reset, which painter.c turns into what the terminal needs to hear.
/// The entry that is there, as `setupterm` has loaded it, is written anew with these changes. ncurses reads it from
/// the variable TERMINFO (`hex:…`, since 6.1).
///
/// The layout is that of term(5), "extended number format" and "extended storage format".
#define NCURSES_NOMACROS 1
#include "internal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

enum { MAGIC = 01036, CAPACITY = 1 << 14, ABSENT = 0xFFFF };

typedef struct {
  unsigned char bytes[CAPACITY];
  size_t count;
  bool is_full;
} entry;

static void put(entry *to, const void *bytes, size_t count) {
  if (to->count + count > CAPACITY) {
    to->is_full = true;
    return;
  }
  memcpy(to->bytes + to->count, bytes, count);
  to->count += count;
}

static void put_number(entry *to, long value, size_t width) {
  unsigned char bytes[4];
  for (size_t i = 0; i < width; i++) bytes[i] = (unsigned char)(value >> 8 * i);
  put(to, bytes, width);
}

static void align(entry *to) {
  if (to->count % 2 != 0) put_number(to, 0, 1);
}

static size_t length(NCURSES_CONST char *const *names) {
  size_t count = 0;
  while (names[count] != NULL) count++;
  return count;
}

/// What an entry says in place of the terminal's own.
static bool is_by_value;

static const char *string_of(const char *name) {
  // Digits to another base would spare a call of printf, and cost more in the interpreter of such strings.
  if (strcmp(name, "scp") == 0) return PAIR_MARK "%p1%d;";
  if (strcmp(name, "sgr0") == 0) return PLAIN_MARK;
  if (strcmp(name, "op") == 0) return ORIGINAL_MARK;
  // All attributes at once would reset the colours too; one by one they leave them.
  if (strcmp(name, "sgr") == 0) return NULL;
  // ncurses weighs every way to move the cursor, each a string to be made: of those along a row one will do.
  static const char *const ways[] = {"vpa", "hpa", "cud", "cuu"};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    if (strcmp(name, ways[i]) == 0) return NULL;
  }
  // The palette stays the user's own.
  if (strcmp(name, "initc") == 0 && is_by_value) return NULL;
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

static long number_of(const char *name) {
  if (strcmp(name, "colors") == 0 && is_by_value) return 1 << 24;
  return tigetnum(name) < 0 ? -1 : tigetnum(name);
}

/// The entry of the terminal that is set up; false where it finds no room.
static bool describe(const char *name, entry *to) {
  size_t booleans = length(boolnames), numbers = length(numnames), strings = length(strnames);
  static entry table;
  table.count = 0;
  table.is_full = false;

  put_number(to, MAGIC, 2);
  put_number(to, (long)strlen(name) + 1, 2);
  put_number(to, (long)booleans, 2);
  put_number(to, (long)numbers, 2);
  put_number(to, (long)strings, 2);
  size_t place_of_table_size = to->count;
  put_number(to, 0, 2);
  put(to, name, strlen(name) + 1);
  for (size_t i = 0; i < booleans; i++) put_number(to, tigetflag(boolnames[i]) > 0, 1);
  align(to);
  for (size_t i = 0; i < numbers; i++) put_number(to, number_of(numnames[i]), 4);
  for (size_t i = 0; i < strings; i++) {
    const char *value = string_of(strnames[i]);
    put_number(to, value == NULL ? ABSENT : (long)table.count, 2);
    if (value != NULL) put(&table, value, strlen(value) + 1);
  }
  to->bytes[place_of_table_size] = (unsigned char)table.count;
  to->bytes[place_of_table_size + 1] = (unsigned char)(table.count >> 8);
  put(to, table.bytes, table.count);
  align(to);

  // One more flag, by its name.
  const char flag[] = "RGB";
  if (!is_by_value) return !to->is_full && !table.is_full;
  put_number(to, 1, 2);
  put_number(to, 0, 2);
  put_number(to, 0, 2);
  put_number(to, 1, 2);
  put_number(to, sizeof flag, 2);
  put_number(to, 1, 1);
  align(to);
  put_number(to, 0, 2);
  put(to, flag, sizeof flag);
  return !to->is_full && !table.is_full;
}

bool takes_colours_by_value(const char *name) {
  const char *kind = getenv("COLORTERM");
  bool says_so = kind != NULL && (strcmp(kind, "truecolor") == 0 || strcmp(kind, "24bit") == 0);
  // GNU screen hands the variable on but not the colours; tmux does both, under the same name.
  if (strncmp(name, "screen", 6) == 0 && getenv("TMUX") == NULL) return false;
  return says_so && tigetnum("colors") >= 256;
}

SCREEN *open_by_description(const char *name, bool by_value, FILE *output, FILE *input) {
  is_by_value = by_value;
  static entry described;
  described.count = 0;
  described.is_full = false;
  if (!describe(name, &described)) return NULL;

  static char text[4 + 2 * CAPACITY + 1] = "hex:";
  static const char digits[] = "0123456789ABCDEF";
  for (size_t i = 0; i < described.count; i++) {
    text[4 + 2 * i] = digits[described.bytes[i] >> 4];
    text[5 + 2 * i] = digits[described.bytes[i] & 15];
  }
  text[4 + 2 * described.count] = '\0';

  const char *found = getenv("TERMINFO");
  char *kept = found == NULL ? NULL : strdup(found);
  setenv("TERMINFO", text, 1);
  SCREEN *opened = newterm(name, output, input);
  if (kept != NULL) {
    setenv("TERMINFO", kept, 1);
    free(kept);
  } else {
    unsetenv("TERMINFO");
  }
  return opened;
}
