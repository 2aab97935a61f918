#include "CLineEditor.h"

#include <editline/readline.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static cl_completer completer_in_use;
static char **candidates;
static volatile sig_atomic_t interrupted;

static void note_interrupt(int number) {
  (void)number;
  interrupted = 1;
}

/// The next byte of standard input; −1 at its end, and when Ctrl-C came.
static int next_byte(void) {
  unsigned char byte;
  for (;;) {
    ssize_t count = read(STDIN_FILENO, &byte, 1);
    if (count == 1) return byte;
    if (count == 0 || errno != EINTR || interrupted) return -1;
  }
}

/// The next character: libedit takes what this returns for a whole one.
static int next_character(FILE *stream) {
  (void)stream;
  int first = next_byte();
  if (first < 0xC2 || first > 0xF4) return first;
  int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  int character = first & (0x3F >> more);
  while (more-- > 0) {
    int next = next_byte();
    if (next < 0 || (next & 0xC0) != 0x80) return next;
    character = character << 6 | (next & 0x3F);
  }
  return character;
}

static char *next_candidate(const char *text, int state) {
  static char **next;
  if (state == 0) next = candidates;
  if (next == NULL) return NULL;
  size_t length = strlen(text);
  for (; *next != NULL; next++) {
    if (strncmp(*next, text, length) == 0) return strdup(*next++);
  }
  return NULL;
}

static char **complete(const char *text, int start, int end) {
  (void)start;
  (void)end;
  // Names of files are the completer's to offer or not.
  rl_attempted_completion_over = 1;
  if (completer_in_use == NULL) return NULL;
  candidates = completer_in_use(rl_line_buffer, rl_point);
  char **matches = rl_completion_matches(text, next_candidate);
  for (char **word = candidates; word != NULL && *word != NULL; word++) free(*word);
  free(candidates);
  candidates = NULL;
  return matches;
}

static void prepare(void) {
  static bool prepared;
  if (prepared) return;
  prepared = true;
  setlocale(LC_CTYPE, "");
  rl_readline_name = "chainrule";
  // Ctrl-C is handled here: libedit would end the program by it.
  rl_catch_signals = 0;
  rl_getc_function = next_character;
  rl_initialize();
  using_history();
  rl_attempted_completion_function = complete;
  rl_basic_word_break_characters = " \t\n;=,";
}

cl_reading cl_read(const char *prompt, cl_completer completer, char **line) {
  prepare();
  completer_in_use = completer;
  interrupted = 0;
  // Without SA_RESTART the signal ends the read that waits for a key.
  struct sigaction ours = {.sa_handler = note_interrupt}, found;
  sigemptyset(&ours.sa_mask);
  sigaction(SIGINT, &ours, &found);
  *line = readline(prompt);
  sigaction(SIGINT, &found, NULL);
  completer_in_use = NULL;
  if (interrupted) {
    free(*line);
    *line = NULL;
    return CL_INTERRUPTED;
  }
  return *line == NULL ? CL_END : CL_LINE;
}

void cl_history_add(const char *line) {
  prepare();
  if (*line == '\0') return;
  HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
  if (last == NULL || strcmp(last->line, line) != 0) add_history(line);
}
