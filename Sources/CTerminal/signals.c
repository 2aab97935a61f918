#include "internal.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
static const int endings[] = {
  SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGUSR1, SIGUSR2,
#ifdef SIGPWR
  SIGPWR,
#endif
#ifdef SIGSTKFLT
  SIGSTKFLT,
#endif
};
static const int others[] = {SIGWINCH, SIGTSTP, SIGCONT};

enum {
  CRASHES = sizeof crashes / sizeof *crashes,
  ENDINGS = sizeof endings / sizeof *endings,
  OTHERS = sizeof others / sizeof *others,
  ALTERNATE_STACK = 1 << 16,
};

static struct sigaction found_crashes[CRASHES];
static struct sigaction found_endings[ENDINGS];
static struct sigaction found_others[OTHERS];
static bool installed;
static bool chains_to_found;
static char alternate_stack[ALTERNATE_STACK];

static atomic_int happened;
static atomic_int fatal;
static atomic_long fatal_second;

static long seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long)now.tv_sec;
}

void ct_die(int number) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(number, &standard, NULL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  kill(getpid(), number);
  // Where the default action of a signal is not the end, or another thread takes it a moment later.
  raise(number);
  _exit(128 + number);
}

/// A fault or a Swift trap: first the terminal, then death by the same signal.
///
/// Swift's own handler would offer an interactive backtrace for 30 s in the raw alternate screen. Whoever sets
/// SWIFT_BACKTRACE wants that handler, and gets it after the terminal has been given back.
static void crash(int number) {
  if (modes_leave()) messages_print();
  if (chains_to_found) {
    for (int i = 0; i < CRASHES; i++) {
      if (crashes[i] == number) sigaction(number, &found_crashes[i], NULL);
    }
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
  }
  ct_die(number);
}

static void note(int number) {
  int kept = errno;
  switch (number) {
  case SIGWINCH: atomic_fetch_or(&happened, CT_RESIZED); break;
  case SIGTSTP: atomic_fetch_or(&happened, CT_STOP_ASKED); break;
  case SIGCONT: atomic_fetch_or(&happened, CT_CONTINUED); break;
  default: {
    int none = 0;
    if (atomic_compare_exchange_strong(&fatal, &none, number)) {
      atomic_store(&fatal_second, seconds_now());
    } else if (number != SIGHUP && seconds_now() - atomic_load(&fatal_second) > 1) {
      // Asked again after a while: the program hangs. Terminals and shells repeat SIGHUP by themselves.
      modes_leave();
      ct_die(number);
    }
    atomic_fetch_or(&happened, CT_FATAL);
  }
  }
  wake_from_handler();
  errno = kept;
}

static bool install(
  const int *numbers, int count, struct sigaction *found, void (*handler)(int), int flags
) {
  struct sigaction ours = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&ours.sa_mask);
  for (int i = 0; i < count; i++) {
    if (sigaction(numbers[i], &ours, &found[i]) != 0) return false;
    // `nohup` and background jobs of plain shells have these ignored on purpose.
    if (found[i].sa_handler == SIG_IGN && (numbers[i] == SIGHUP || numbers[i] == SIGTSTP)) {
      sigaction(numbers[i], &found[i], NULL);
    }
  }
  return true;
}

/// Must come before `newterm`, which installs handlers of its own where it finds the default action.
bool signals_install(void) {
  if (installed) return true;
  stack_t stack = {.ss_sp = alternate_stack, .ss_size = ALTERNATE_STACK};
  sigaltstack(&stack, NULL);
  const char *backtrace = getenv("SWIFT_BACKTRACE");
  chains_to_found = backtrace != NULL && *backtrace != '\0';
  atomic_store(&happened, 0);
  atomic_store(&fatal, 0);
  installed = install(crashes, CRASHES, found_crashes, crash, SA_ONSTACK)
    && install(endings, ENDINGS, found_endings, note, SA_RESTART)
    && install(others, OTHERS, found_others, note, SA_RESTART);
#ifdef SIGRTMIN
  // Nobody's here, and the end all the same.
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) {
    struct sigaction ours = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigemptyset(&ours.sa_mask);
    sigaction(number, &ours, NULL);
  }
#endif
  return installed;
}

void signals_restore(void) {
  if (!installed) return;
  installed = false;
  for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &found_crashes[i], NULL);
  for (int i = 0; i < ENDINGS; i++) sigaction(endings[i], &found_endings[i], NULL);
  for (int i = 0; i < OTHERS; i++) sigaction(others[i], &found_others[i], NULL);
#ifdef SIGRTMIN
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) signal(number, SIG_DFL);
#endif
}

/// Stops the whole process group, pipelines and wrappers included; returns when it is continued.
///
/// Where nobody could continue it (an orphaned group) the system ignores the stop, and this returns at once; so it
/// does where the parent asked for no stops (SIGTSTP ignored).
void signals_stop_group(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
  sigaction(SIGTSTP, NULL, &ours);
  if (ours.sa_handler != SIG_IGN) {
    sigaction(SIGTSTP, &standard, NULL);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
  }
  atomic_fetch_and(&happened, ~(CT_STOP_ASKED | CT_CONTINUED));
}

int signals_take(void) { return atomic_exchange(&happened, 0); }

int ct_fatal_signal(void) { return atomic_load(&fatal); }
