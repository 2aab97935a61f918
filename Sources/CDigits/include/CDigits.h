#pragma once
#include <stddef.h>

// The digit set and the sample images as they lie in the binary's read-only data:
// nothing is read or copied at start, and a page enters memory when it is first used.

enum {
  cr_digit_side = 10,
  cr_train_count = 60000,
  cr_test_count = 10000,
  cr_digit_count = cr_train_count + cr_test_count,
};

/// All images, the 60 000 of the training file and then the 10 000 of the test file, 100 bytes each.
const unsigned char *cr_digit_images(void);

/// The label of each image, 0…9, in the same order.
const unsigned char *cr_digit_labels(void);

/// The PGM file of a sample: 0…9 the digits, 10 the lecture's slide; NULL for any other index.
const unsigned char *cr_sample(int index, size_t *count);
