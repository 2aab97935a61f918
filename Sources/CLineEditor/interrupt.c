#include "CLineEditor.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t was_interrupted;
static struct sigaction previous;

static void note_interrupt(int number) {
  if (was_interrupted) {
    // The work did not end at the first Ctrl-C: the second ends the program.
    signal(number, SIG_DFL);
    raise(number);
  }
  was_interrupted = 1;
}

void cl_hold_interrupts(void) {
  was_interrupted = 0;
  struct sigaction ours = {.sa_handler = note_interrupt, .sa_flags = SA_RESTART};
  sigemptyset(&ours.sa_mask);
  sigaction(SIGINT, &ours, &previous);
}

void cl_release_interrupts(void) { sigaction(SIGINT, &previous, NULL); }

bool cl_is_interrupted(void) { return was_interrupted != 0; }
