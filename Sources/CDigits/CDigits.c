#include "CDigits.h"

// The files are IDX: 16 bytes of header before images, 8 before labels; the data follows.
// The compiler notes embedded files as dependencies, so a changed file is built in again.

static const unsigned char images[] = {
#embed "../../samples/digits/digits10-train-images.idx3-ubyte" clang::offset(16) suffix(,)
#embed "../../samples/digits/digits10-test-images.idx3-ubyte" clang::offset(16)
};

static const unsigned char labels[] = {
#embed "../../samples/digits/digits10-train-labels.idx1-ubyte" clang::offset(8) suffix(,)
#embed "../../samples/digits/digits10-test-labels.idx1-ubyte" clang::offset(8)
};

_Static_assert(sizeof images == cr_digit_count * cr_digit_side * cr_digit_side, "image files");
_Static_assert(sizeof labels == cr_digit_count, "label files");

const unsigned char *cr_digit_images(void) { return images; }

const unsigned char *cr_digit_labels(void) { return labels; }

static const unsigned char sample_0[] = {
#embed "../../samples/images/0.pgm"
};

static const unsigned char sample_1[] = {
#embed "../../samples/images/1.pgm"
};

static const unsigned char sample_2[] = {
#embed "../../samples/images/2.pgm"
};

static const unsigned char sample_3[] = {
#embed "../../samples/images/3.pgm"
};

static const unsigned char sample_4[] = {
#embed "../../samples/images/4.pgm"
};

static const unsigned char sample_5[] = {
#embed "../../samples/images/5.pgm"
};

static const unsigned char sample_6[] = {
#embed "../../samples/images/6.pgm"
};

static const unsigned char sample_7[] = {
#embed "../../samples/images/7.pgm"
};

static const unsigned char sample_8[] = {
#embed "../../samples/images/8.pgm"
};

static const unsigned char sample_9[] = {
#embed "../../samples/images/9.pgm"
};

static const unsigned char sample_slide[] = {
#embed "../../samples/images/slide.pgm"
};

#define SAMPLE(name) {sample_##name, sizeof sample_##name}

static const struct {
  const unsigned char *bytes;
  size_t count;
} samples[] = {
    SAMPLE(0), SAMPLE(1), SAMPLE(2), SAMPLE(3), SAMPLE(4),     SAMPLE(5),
    SAMPLE(6), SAMPLE(7), SAMPLE(8), SAMPLE(9), SAMPLE(slide),
};

const unsigned char *cr_sample(int index, size_t *count) {
  if (index < 0 || index >= (int)(sizeof samples / sizeof *samples)) return NULL;
  *count = samples[index].count;
  return samples[index].bytes;
}
