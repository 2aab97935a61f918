/// The way of bytes to the terminal.
///
/// ncurses writes a frame in pieces, and waits where a slow link takes no more; keys and signals would wait with it.
/// So it writes to a file in memory, and what is there afterwards goes to the terminal as one piece, as far as the
/// terminal takes it, and the rest when it takes more.
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *staging;
static int terminal = -1;
static char *waiting;
static size_t waiting_capacity, waiting_begin, waiting_end;

FILE *output_open(void) {
  if (staging == NULL) {
    int file = anonymous_file();
    staging = file < 0 ? NULL : fdopen(file, "w");
  }
  if (terminal < 0) {
    // A descriptor of our own: others (the shell, a pipeline) must not find theirs non-blocking.
    const char *path = ttyname(STDOUT_FILENO);
    if (path != NULL) terminal = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) terminal = STDOUT_FILENO;
  }
  output_drop();
  return staging;
}

int output_descriptor(void) { return terminal < 0 ? STDOUT_FILENO : terminal; }

/// Forgets what the terminal has not taken.
void output_drop(void) { waiting_begin = waiting_end = 0; }

void output_add(const char *bytes, size_t count) {
  if (waiting_end + count > waiting_capacity) {
    size_t capacity = 2 * (waiting_end + count);
    char *larger = realloc(waiting, capacity);
    if (larger == NULL) return;
    waiting = larger;
    waiting_capacity = capacity;
  }
  memcpy(waiting + waiting_end, bytes, count);
  waiting_end += count;
}

/// Takes over what ncurses has written.
void output_collect(void) {
  if (staging == NULL) return;
  int file = fileno(staging);
  static char *frame;
  static size_t capacity;
  // The file keeps its length: to free its memory and take it anew would cost as much as to copy it.
  off_t end = lseek(file, 0, SEEK_CUR);
  if (end <= 0 || lseek(file, 0, SEEK_SET) != 0) return;
  size_t size = (size_t)end;
  if (size > capacity) {
    char *larger = realloc(frame, 2 * size);
    if (larger == NULL) return;
    frame = larger;
    capacity = 2 * size;
  }
  size_t place = 0;
  ssize_t count;
  while ((count = pread(file, frame + place, size - place, (off_t)place)) > 0) place += (size_t)count;
  // As a whole: no mark may be cut in two.
  painter_add(frame, place);
}

/// Writes what the terminal takes; false while something is left.
bool output_flush(void) {
  // Another thread's crash gives the terminal back while this one is still drawing.
  while (waiting_begin < waiting_end && atomic_load(&modes.taken)) {
    ssize_t written = write(terminal, waiting + waiting_begin, waiting_end - waiting_begin);
    if (written > 0) {
      waiting_begin += (size_t)written;
    } else if (written < 0 && errno == EAGAIN) {
      return false;
    } else if (written == 0 || errno != EINTR) {
      // The terminal is gone: the next wait says so.
      break;
    }
  }
  output_drop();
  return true;
}

bool output_is_waiting(void) { return waiting_begin < waiting_end; }

/// Async-signal-safe; gives up where the terminal takes nothing for two seconds, or is gone.
bool write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    struct pollfd output = {.fd = descriptor, .events = POLLOUT};
    int ready = poll(&output, 1, 2000);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}
