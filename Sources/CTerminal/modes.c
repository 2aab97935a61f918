#include "internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

terminal_modes modes;

void sequence_append(sequence *to, const char *text) {
  if (text == NULL) return;
  size_t length = strlen(text);
  if (to->count + length > SEQUENCE_CAPACITY) return;
  memcpy(to->bytes + to->count, text, length);
  to->count += length;
}

/// A capability of terminfo without its padding (`$<5>`), which no terminal of today needs.
void sequence_append_capability(sequence *to, const char *capability) {
  if (capability == NULL || capability == (const char *)-1) return;
  while (*capability != '\0') {
    const char *end = NULL;
    if (capability[0] == '$' && capability[1] == '<') end = strchr(capability, '>');
    if (end != NULL) {
      capability = end + 1;
    } else {
      char one[2] = {*capability, '\0'};
      sequence_append(to, one);
      capability += 1;
    }
  }
}

/// What the program needs of the terminal: every byte at once and as it was typed, and none of ours changed.
void modes_prepare(void) {
  modes.ours = modes.found;
  modes.ours.c_iflag &= (tcflag_t) ~(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON | PARMRK);
  modes.ours.c_oflag &= (tcflag_t)~OPOST;
  modes.ours.c_lflag &= (tcflag_t) ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  modes.ours.c_cc[VMIN] = 1;
  modes.ours.c_cc[VTIME] = 0;
}

/// Sets our modes and writes the enter sequence.
///
/// In the background `tcsetattr` stops the process (SIGTTOU) until it is brought to the foreground; nothing has been
/// written by then.
bool modes_enter(void) {
  while (tcsetattr(STDIN_FILENO, TCSADRAIN, &modes.ours) != 0) {
    if (errno != EINTR) return false;
  }
  atomic_store(&modes.taken, true);
  return write_all(output_descriptor(), modes.enter.bytes, modes.enter.count);
}

/// Writes the leave sequence and sets the modes that were found; async-signal-safe.
///
/// True for the one caller who did it. A frame half written is cut short: an escape breaks off any sequence.
/// Unread input goes: reports of the mouse would reach the shell as text.
bool modes_leave(void) {
  if (!atomic_exchange(&modes.taken, false)) return false;
  write_all(output_descriptor(), modes.leave.bytes, modes.leave.count);
  tcflush(STDIN_FILENO, TCIFLUSH);
  while (tcsetattr(STDIN_FILENO, TCSANOW, &modes.found) != 0 && errno == EINTR) {
  }
  return true;
}
