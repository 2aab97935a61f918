/// Pairs of colours by number: ncurses knows a cell's two colours only as the number of a pair.
///
/// A first frame has some hundred pairs and a long session tens of thousands: the tables begin small and double, so
/// that a start does not touch memory that it has no use for.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum { HIGHEST_PAIR = 65535, FIRST_SLOTS = 1 << 10 };

typedef struct {
  int32_t foreground, background;
} pair;

/// The pairs in the order of their numbers, from 1 on; room for half as many as there are slots.
static pair *pairs;
/// An open-addressed table of numbers; 0 is free.
static uint16_t *slots;
static uint32_t slot_count;
static int used;
static int limit;

static uint32_t first_slot(int foreground, int background) {
  uint32_t mixed = (uint32_t)foreground * 0x9E3779B1u ^ (uint32_t)background * 0x85EBCA77u;
  return (mixed ^ mixed >> 15) & (slot_count - 1);
}

/// The slot of a pair, or the free one where it belongs.
static uint32_t slot_of(int foreground, int background) {
  uint32_t slot = first_slot(foreground, background);
  while (slots[slot] != 0) {
    const pair *known = &pairs[slots[slot]];
    if (known->foreground == foreground && known->background == background) break;
    slot = (slot + 1) & (slot_count - 1);
  }
  return slot;
}

/// Makes room for `count` slots; what there is stays where there is none.
static bool grow(uint32_t count) {
  uint16_t *new_slots = calloc(count, sizeof *slots);
  pair *new_pairs = realloc(pairs, (count / 2 + 1) * sizeof *pairs);
  if (new_pairs != NULL) pairs = new_pairs;
  if (new_slots == NULL || new_pairs == NULL) {
    free(new_slots);
    return false;
  }
  free(slots);
  slots = new_slots;
  slot_count = count;
  for (int number = 1; number <= used; number++) {
    slots[slot_of(pairs[number].foreground, pairs[number].background)] = (uint16_t)number;
  }
  return true;
}

void pairs_reset(int capacity) {
  used = 0;
  if (slots == NULL) {
    grow(FIRST_SLOTS);
  } else {
    memset(slots, 0, slot_count * sizeof *slots);
  }
  limit = capacity - 1 < HIGHEST_PAIR ? capacity - 1 : HIGHEST_PAIR;
}

int pair_of(int foreground, int background) {
  if (foreground < 0 && background < 0) return 0;
  if (slots == NULL) return 0;
  uint32_t slot = slot_of(foreground, background);
  if (slots[slot] != 0) return slots[slot];
  if (used >= limit) return -1;
  if (used >= (int)(slot_count / 2)) {
    if (!grow(2 * slot_count)) return -1;
    slot = slot_of(foreground, background);
  }
  if (!pair_define(used + 1, foreground, background)) return -1;
  used += 1;
  pairs[used] = (pair){foreground, background};
  slots[slot] = (uint16_t)used;
  return used;
}

void pair_colours(int number, int *foreground, int *background) {
  bool is_known = number > 0 && number <= used;
  *foreground = is_known ? pairs[number].foreground : -1;
  *background = is_known ? pairs[number].background : -1;
}
