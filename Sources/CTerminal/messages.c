#ifdef __linux__
#define _GNU_SOURCE
#endif
/// Standard error while the screen is up: kept aside, printed when the terminal has been given back.
#include "internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

/// More than this of the end is not printed.
enum { PRINTED_CAPACITY = 1 << 16 };

static int real = -1;
static int captured = -1;

/// A file without a name, which ends with the process.
int anonymous_file(void) {
#ifdef __linux__
  return memfd_create("terminal", MFD_CLOEXEC);
#else
  char path[] = "/tmp/terminal-XXXXXX";
  int descriptor = mkstemp(path);
  if (descriptor >= 0) {
    unlink(path);
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  }
  return descriptor;
#endif
}

/// Only a standard error that would land on the screen is kept aside; one that goes to a file goes on doing so.
void messages_capture(void) {
  if (captured >= 0 || !isatty(STDERR_FILENO)) return;
  int file = anonymous_file();
  if (file < 0) return;
  real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real < 0 || dup2(file, STDERR_FILENO) < 0) {
    close(file);
    if (real >= 0) close(real);
    real = -1;
    return;
  }
  captured = file;
}

void messages_print(void) {
  if (captured < 0) return;
  struct stat status;
  if (fstat(captured, &status) != 0) return;
  off_t place = status.st_size > PRINTED_CAPACITY ? status.st_size - PRINTED_CAPACITY : 0;
  char part[512];
  for (;;) {
    ssize_t count = pread(captured, part, sizeof part, place);
    if (count <= 0) return;
    for (ssize_t i = 0; i < count; i++) {
      unsigned char byte = (unsigned char)part[i];
      if ((byte < ' ' && byte != '\n' && byte != '\t') || byte == 0x7F) part[i] = '?';
    }
    if (!write_all(real, part, (size_t)count)) return;
    place += count;
  }
}

void messages_replay(void) {
  if (captured < 0) return;
  messages_print();
  dup2(real, STDERR_FILENO);
  close(real);
  close(captured);
  real = captured = -1;
}
