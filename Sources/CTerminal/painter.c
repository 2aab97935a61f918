/// The colours of what ncurses writes.
///
/// ncurses writes both colours of a pair wherever either changes, each through a string with parameters that it
/// interprets anew. Under the description of description.c it writes marks instead, and here each mark becomes what the
/// terminal needs to hear: only the colour that is another one, both in one sequence, and no foreground for blanks.
/// A frame is a third shorter for it, and made in less time.
#define NCURSES_NOMACROS 1
#include "internal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

enum { UNKNOWN = -2, STANDARD = -1, TABLE = 256, LONGEST = 24 };

typedef struct {
  int foreground, background;
} colours;

static bool is_painting, is_by_value;
/// What the terminal has, and what the next sign is to have.
static colours present, wanted;
/// Bold, dim, underline or reverse.
static bool has_attributes;
/// The terminal's own ways to set a colour and to reset all.
static char *to_foreground, *to_background, *to_plain;
/// What stands between `ESC [` and `m` for each colour; empty where it was not asked for yet.
static char texts[2][TABLE][LONGEST];

/// The inside of a sequence `ESC [ … m`; 0 where it is none.
static size_t inside(const char *text, char *into) {
  size_t length = text == NULL ? 0 : strlen(text);
  if (length < 4 || length - 3 >= LONGEST || memcmp(text, "\033[", 2) != 0 || text[length - 1] != 'm') return 0;
  memcpy(into, text + 2, length - 3);
  into[length - 3] = '\0';
  return length - 3;
}

static char *copy_of(const char *name) {
  const char *value = tigetstr(name);
  return value == NULL || value == (const char *)-1 ? NULL : strdup(value);
}

/// Whether the terminal that is set up colours as ECMA-48 says, so that its colours can be told by this painter.
bool painter_prepare(bool by_value) {
  is_by_value = by_value;
  is_painting = false;
  free(to_foreground);
  free(to_background);
  free(to_plain);
  to_foreground = copy_of("setaf");
  to_background = copy_of("setab");
  to_plain = copy_of("sgr0");
  memset(texts, 0, sizeof texts);
  const char *original = tigetstr("op");
  if (to_foreground == NULL || to_background == NULL || to_plain == NULL) return false;
  if (original == NULL || original == (const char *)-1 || strcmp(original, "\033[39;49m") != 0) return false;
  // The set of characters is never switched.
  if (strncmp(to_plain, "\033(B", 3) == 0) memmove(to_plain, to_plain + 3, strlen(to_plain + 3) + 1);
  int last = tigetnum("colors") < TABLE ? tigetnum("colors") - 1 : TABLE - 1;
  char text[LONGEST];
  return last > 0 && inside(tiparm(to_foreground, last), text) > 0
    && inside(tiparm(to_background, last), text) > 0 && strchr(to_plain, '$') == NULL;
}

void painter_start(bool paints) {
  is_painting = paints;
  painter_forget();
}

/// Others have written, or what was to be written was not.
void painter_forget(void) {
  present = (colours){UNKNOWN, UNKNOWN};
  wanted = (colours){STANDARD, STANDARD};
  has_attributes = true;
}

/// Writes the parameters that set a colour.
static size_t describe(int colour, bool is_background, char *into) {
  if (colour == STANDARD) return (size_t)snprintf(into, LONGEST, is_background ? "49" : "39");
  if (is_by_value) {
    return (size_t)snprintf(into, LONGEST, "%d8;2;%d;%d;%d", is_background ? 4 : 3, colour >> 16 & 255,
                            colour >> 8 & 255, colour & 255);
  }
  if (colour >= TABLE) return 0;
  char *text = texts[is_background][colour];
  if (text[0] == '\0') inside(tiparm(is_background ? to_background : to_foreground, colour), text);
  size_t length = strlen(text);
  memcpy(into, text, length);
  return length;
}

/// Brings the terminal to the colours that are wanted; blanks have no foreground.
static void settle(bool is_blank) {
  bool foreground = present.foreground != wanted.foreground && !is_blank;
  bool background = present.background != wanted.background;
  if (!foreground && !background) return;
  char text[2 * LONGEST + 4] = "\033[";
  size_t length = 2;
  if (foreground) length += describe(wanted.foreground, false, text + length);
  if (foreground && background) text[length++] = ';';
  if (background) length += describe(wanted.background, true, text + length);
  text[length++] = 'm';
  output_add(text, length);
  if (foreground) present.foreground = wanted.foreground;
  present.background = wanted.background;
}

/// Every attribute and colour off. Where there are only colours, the next sign's own will do.
static void make_plain(void) {
  wanted = (colours){STANDARD, STANDARD};
  if (!has_attributes) return;
  output_add(to_plain, strlen(to_plain));
  present = wanted;
  has_attributes = false;
}

/// How long the sequence is that begins here; 1 where none is known.
static size_t sequence_length(const char *bytes, size_t count) {
  if (count < 2) return 1;
  if (bytes[1] != '[') return bytes[1] == '(' || bytes[1] == ')' ? (count < 3 ? count : 3) : 2;
  size_t length = 2;
  while (length < count && (bytes[length] < 0x40 || bytes[length] > 0x7E)) length += 1;
  return length < count ? length + 1 : count;
}

/// What an escape sequence needs before it is copied.
static void prepare_for(const char *bytes, size_t length) {
  if (length < 3 || bytes[1] != '[') return;
  switch (bytes[length - 1]) {
  case 'A': case 'B': case 'C': case 'D': case 'G': case 'H': case 'd': return;
  case 'm': has_attributes = true; return;
  default: settle(true);
  }
}

/// Takes over what ncurses has written.
void painter_add(const char *bytes, size_t count) {
  if (!is_painting) {
    output_add(bytes, count);
    return;
  }
  size_t place = 0;
  while (place < count) {
    unsigned char byte = (unsigned char)bytes[place];
    if (byte == *PAIR_MARK) {
      int number = 0;
      for (place += 1; place < count && bytes[place] != ';'; place++) number = 10 * number + (bytes[place] - '0');
      place += 1;
      pair_colours(number, &wanted.foreground, &wanted.background);
    } else if (byte == *PLAIN_MARK) {
      make_plain();
      place += 1;
    } else if (byte == *ORIGINAL_MARK) {
      wanted = (colours){STANDARD, STANDARD};
      place += 1;
    } else if (byte == '\033') {
      size_t length = sequence_length(bytes + place, count - place);
      prepare_for(bytes + place, length);
      output_add(bytes + place, length);
      place += length;
    } else {
      // A run of signs, or of blanks, needs its colours once.
      bool is_blank = byte == ' ';
      if (byte >= ' ' || byte == '\n') settle(is_blank && !has_attributes);
      size_t first = place;
      do {
        place += 1;
      } while (place < count && (unsigned char)bytes[place] >= ' ' && bytes[place] != 0x7F
               && (bytes[place] == ' ') == is_blank && byte >= ' ');
      output_add(bytes + first, place - first);
    }
  }
}
