#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/eventfd.h>
#else
#include <sys/select.h>
#endif

/// Where `ct_wait` looks and where `ct_wake` writes; one eventfd on Linux, else a pipe.
///
/// They stay open to the end of the process: a thread may wake a screen that has just closed.
static int wake_reader = -1;
static atomic_int wake_writer = -1;
static atomic_bool woken;

bool wake_open(void) {
  if (wake_reader >= 0) return true;
#ifdef __linux__
  wake_reader = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  atomic_store(&wake_writer, wake_reader);
#else
  int ends[2];
  if (pipe(ends) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
  }
  wake_reader = ends[0];
  atomic_store(&wake_writer, ends[1]);
#endif
  return wake_reader >= 0;
}

void wake_from_handler(void) {
  uint64_t one = 1;
  int writer = atomic_load(&wake_writer);
  // A full pipe or counter wakes as well.
  if (writer >= 0 && write(writer, &one, sizeof one) < 0) return;
}

void ct_wake(void) {
  if (!atomic_exchange(&woken, true)) wake_from_handler();
}

static void drain_wakes(void) {
  uint64_t counts[8];
  while (read(wake_reader, counts, sizeof counts) == sizeof counts) {
  }
}

/// Waits for input, a wake or, where something waits for it, room for output; bits as in `ct_wait`.
static int wait_for_descriptors(int64_t nanoseconds, bool for_output) {
  int output = output_descriptor();
  struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
  struct timespec *until = nanoseconds < 0 ? NULL : &limit;
#ifdef __linux__
  struct pollfd watched[] = {
    {.fd = STDIN_FILENO, .events = POLLIN},
    {.fd = wake_reader, .events = POLLIN},
    {.fd = for_output ? output : -1, .events = POLLOUT},
  };
  if (ppoll(watched, 3, until, NULL) <= 0) return 0;
  int seen = 0;
  if (watched[0].revents & POLLIN) {
    seen |= CT_INPUT;
  } else if (watched[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
    seen |= CT_LOST;
  }
  if (watched[1].revents & POLLIN) drain_wakes();
  if (watched[2].revents & POLLOUT) {
    seen |= CT_WRITABLE;
  } else if (watched[2].revents & (POLLHUP | POLLERR | POLLNVAL)) {
    seen |= CT_LOST;
  }
  return seen;
#else
  // poll(2) of macOS does not take every terminal.
  fd_set readable, writable;
  FD_ZERO(&readable);
  FD_ZERO(&writable);
  FD_SET(STDIN_FILENO, &readable);
  FD_SET(wake_reader, &readable);
  if (for_output) FD_SET(output, &writable);
  int highest = wake_reader > output ? wake_reader : output;
  if (pselect(highest + 1, &readable, &writable, NULL, until, NULL) <= 0) return 0;
  if (FD_ISSET(wake_reader, &readable)) drain_wakes();
  return (FD_ISSET(STDIN_FILENO, &readable) ? CT_INPUT : 0)
    | (FD_ISSET(output, &writable) ? CT_WRITABLE : 0);
#endif
}

int ct_wait(int64_t nanoseconds, bool for_output) {
  int seen = wait_for_descriptors(nanoseconds, for_output || output_is_waiting());
  if ((seen & CT_WRITABLE) != 0 && !output_flush()) seen &= ~CT_WRITABLE;
  if (atomic_exchange(&woken, false)) seen |= CT_WOKEN;
  return seen | signals_take();
}

int ct_read(uint8_t *bytes, int capacity) {
  ssize_t count = read(STDIN_FILENO, bytes, (size_t)capacity);
  if (count > 0) return (int)count;
  return count < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : -1;
}

bool ct_writable(void) { return output_flush(); }
