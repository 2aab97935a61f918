/// Pairs of colours by number: ncurses knows a cell's two colours only as the number of a pair.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

/// Twice the most pairs that ncurses numbers (65536), so that a probe stays short.
enum { SLOTS = 1 << 17, HIGHEST_PAIR = 65535 };

/// An open-addressed table; a slot of number 0 is free.
static struct {
  int32_t foreground;
  int32_t background;
  int32_t number;
} *slots;
/// The slot of each number.
static int32_t *places;
static int used;
static int limit;

void pairs_reset(int capacity) {
  if (slots == NULL) {
    slots = calloc(SLOTS, sizeof *slots);
    places = calloc(HIGHEST_PAIR + 1, sizeof *places);
  } else if (used > 0) {
    memset(slots, 0, SLOTS * sizeof *slots);
  }
  used = 0;
  limit = capacity - 1 < HIGHEST_PAIR ? capacity - 1 : HIGHEST_PAIR;
}

int pair_of(int foreground, int background) {
  if (foreground < 0 && background < 0) return 0;
  if (slots == NULL || places == NULL) return 0;
  uint32_t mixed = (uint32_t)foreground * 0x9E3779B1u ^ (uint32_t)background * 0x85EBCA77u;
  uint32_t slot = (mixed ^ mixed >> 15) & (SLOTS - 1);
  while (slots[slot].number != 0) {
    if (slots[slot].foreground == foreground && slots[slot].background == background) {
      return slots[slot].number;
    }
    slot = (slot + 1) & (SLOTS - 1);
  }
  if (used >= limit || !pair_define(used + 1, foreground, background)) return -1;
  used += 1;
  slots[slot].foreground = foreground;
  slots[slot].background = background;
  slots[slot].number = used;
  places[used] = (int32_t)slot;
  return used;
}

void pair_colours(int number, int *foreground, int *background) {
  bool is_known = number > 0 && number <= used;
  *foreground = is_known ? slots[places[number]].foreground : -1;
  *background = is_known ? slots[places[number]].background : -1;
}
