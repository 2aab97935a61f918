// C with OpenBLAS: the default network as somebody writes it who wants it fast without kernels of his own.
// Every product is a call of BLAS; the rest are plain loops that the compiler turns into vectors.
//
//   cc -O3 -march=native -ffast-math openblas.c -lopenblas -lm -o openblas
//
// Reads the lines "CONFIGURATION BATCH" and answers each with images/s, or "-" for what it does not do.
// With "job IMAGES EPOCHS" as arguments it trains once, in batches of 32, and prints the last loss.
#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { INPUTS = 100, HIDDEN = 128, IMAGES = 50000 };

static float *images;            // [IMAGES, INPUTS], in 0..1
static unsigned char *labels;    // [IMAGES]
static float w1[INPUTS * HIDDEN], w2[HIDDEN];
static int order[IMAGES];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static unsigned char *bytes(const char *folder, const char *name, long skip, long count) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  unsigned char *memory = malloc(count);
  if (!file || fseek(file, skip, SEEK_SET) || fread(memory, 1, count, file) != (size_t)count) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(1);
  }
  fclose(file);
  return memory;
}

static void load(const char *folder) {
  unsigned char *pixels =
      bytes(folder, "digits10-train-images.idx3-ubyte", 16, (long)IMAGES * INPUTS);
  labels = bytes(folder, "digits10-train-labels.idx1-ubyte", 8, IMAGES);
  images = aligned_alloc(64, sizeof(float) * IMAGES * INPUTS);
  for (long k = 0; k < (long)IMAGES * INPUTS; k++) images[k] = pixels[k] / 256.0f;
  free(pixels);
}

static void start(void) {
  srand(1);
  for (int k = 0; k < INPUTS * HIDDEN; k++) w1[k] = 0.2f * rand() / RAND_MAX - 0.1f;
  for (int k = 0; k < HIDDEN; k++) w2[k] = 0.18f * rand() / RAND_MAX - 0.09f;
}

static void shuffle(int count) {
  for (int k = 0; k < count; k++) order[k] = k;
  for (int k = count - 1; k > 0; k--) {
    int other = rand() % (k + 1);
    int kept = order[k];
    order[k] = order[other];
    order[other] = kept;
  }
}

// eˣ for −87 ≤ x ≤ 88 as 2ⁿ·eʳ, by a polynomial: a vector loop, where expf of the C library would be a call.
static inline float exponential(float x) {
  x = x < -87 ? -87 : x > 88 ? 88 : x;
  float n = nearbyintf(x * 1.44269504f);
  float r = x - n * 0.693147181f;
  float p = 0.00829765507f;
  p = p * r + 0.0419153827f;
  p = p * r + 0.166675747f;
  p = p * r + 0.499988948f;
  p = p * r + 0.999999692f;
  p = p * r + 1.00000007f;
  int bits = ((int)n + 127) << 23;
  float power;
  memcpy(&power, &bits, 4);
  return p * power;
}

// Forward, loss, backward and update of one batch; returns its mean loss.
static float train(const int *indices, int batch, int relu, float rate) {
  static float x[512 * INPUTS], h[512 * HIDDEN], g[512 * HIDDEN], z[512];
  for (int n = 0; n < batch; n++)
    memcpy(x + n * INPUTS, images + (long)indices[n] * INPUTS, sizeof(float) * INPUTS);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, batch, HIDDEN, INPUTS, 1, x, INPUTS, w1,
              HIDDEN, 0, h, HIDDEN);
  if (relu)
    for (int k = 0; k < batch * HIDDEN; k++) h[k] = h[k] > 0 ? h[k] : 0;
  else
    for (int k = 0; k < batch * HIDDEN; k++) h[k] = 1 / (1 + exponential(-h[k]));
  cblas_sgemv(CblasRowMajor, CblasNoTrans, batch, HIDDEN, 1, h, HIDDEN, w2, 1, 0, z, 1);
  float loss = 0;
  for (int n = 0; n < batch; n++) {
    float y = labels[indices[n]] == 0;
    loss += (z[n] > 0 ? z[n] : 0) - y * z[n] + log1pf(expf(-fabsf(z[n])));
    z[n] = (1 / (1 + expf(-z[n])) - y) * (-rate / batch);
  }
  for (int n = 0; n < batch; n++)
    for (int u = 0; u < HIDDEN; u++) {
      float a = h[n * HIDDEN + u];
      g[n * HIDDEN + u] = z[n] * w2[u] * (relu ? a > 0 : a * (1 - a));
    }
  cblas_sgemv(CblasRowMajor, CblasTrans, batch, HIDDEN, 1, h, HIDDEN, z, 1, 1, w2, 1);
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, INPUTS, HIDDEN, batch, 1, x, INPUTS, g,
              HIDDEN, 1, w1, HIDDEN);
  return loss / batch;
}

static double measure(int batch, int relu, double seconds) {
  double begin = now(), total = 0;
  long done = 0;
  int isWarm = 0;
  start();
  for (;;) {
    shuffle(IMAGES);
    for (int first = 0; first + batch <= IMAGES; first += batch) {
      total += train(order + first, batch, relu, 0.1f);
      done += batch;
      if (done % (batch * 16) == 0) {
        double passed = now() - begin;
        if (!isWarm && passed > 0.05) {
          isWarm = 1;
          begin = now();
          done = 0;
        } else if (isWarm && passed > seconds && isfinite(total)) {
          return done / passed;
        }
      }
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 2) return fprintf(stderr, "openblas FOLDER [job IMAGES EPOCHS]\n"), 1;
  load(argv[1]);
  openblas_set_num_threads(1);
  if (argc == 5) {
    int count = atoi(argv[3]);
    float loss = 0;
    start();
    for (int epoch = 0; epoch < atoi(argv[4]); epoch++) {
      shuffle(count);
      for (int first = 0; first < count; first += 32)
        loss = train(order + first, count - first < 32 ? count - first : 32, 0, 0.1f);
    }
    printf("%g\n", loss);
    return 0;
  }
  char name[32];
  int batch;
  while (scanf("%31s %d", name, &batch) == 2) {
    int relu = !strcmp(name, "relu");
    if ((relu || !strcmp(name, "sigmoid")) && batch >= 1 && batch <= 512)
      printf("%.0f\n", measure(batch, relu, 0.3));
    else
      puts("-");
    fflush(stdout);
  }
}
