/// A prompt with editing, history and completion: libedit, by its readline interface.
#pragma once

#include <stdbool.h>

/// How `cl_read` ended.
typedef enum { CL_LINE, CL_END, CL_INTERRUPTED } cl_reading;

/// The words that may stand where the word at the cursor stands: a list ending with NULL, made by `malloc` as are its
/// words, or NULL. `cursor` counts characters (Unicode scalars) of `line`.
typedef char **(*cl_completer)(const char *line, int cursor);

/// Prompts for a line; it is made by `malloc`, and only there after `CL_LINE`.
///
/// Ctrl-D on an empty line is the end. Ctrl-C gives the line up, whatever was typed.
cl_reading cl_read(const char *prompt, cl_completer completer, char **line);

/// Adds a line; an empty one and one that repeats the last are left out.
void cl_history_add(const char *line);

/// From now on the first Ctrl-C is only noted; a second one ends the program.
void cl_hold_interrupts(void);

/// Ctrl-C does again what it did before.
void cl_release_interrupts(void);

/// Whether Ctrl-C came since `cl_hold_interrupts`.
bool cl_is_interrupted(void);
