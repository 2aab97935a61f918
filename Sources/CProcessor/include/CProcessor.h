#ifndef CPROCESSOR_H
#define CPROCESSOR_H

// Asks for memory that will soon be read.
static inline void processor_prefetch(const void *address) { __builtin_prefetch(address); }

// √x as one instruction. The standard functions branch for x < 0, which keeps a loop from becoming vectors.
static inline __attribute__((always_inline)) float processor_square_root(float x) {
  return __builtin_elementwise_sqrt(x);
}

// What the processor, and the system it runs under, let vector code use: 0 nothing beyond the baseline, 1 AVX2 with FMA, 2 AVX-512 (F, BW, CD, DQ, VL).
// The compiler's run-time support asks cpuid, and xgetbv for the registers that the system saves.
static inline int processor_vector_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 0;
  if (!__builtin_cpu_supports("bmi2")) return 0;
  int wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
      && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("avx512vl");
  return wide ? 2 : 1;
#else
  return 0;
#endif
}

#endif
