#pragma once
#include <stddef.h>

enum cr_gunzip_result {
  cr_gunzip_ok = 0,
  cr_gunzip_damaged = 1,
  cr_gunzip_truncated = 2,
  cr_gunzip_too_large = 3,
  cr_gunzip_no_memory = 4,
};

/// Unpacks a gzip file of one or more members held in memory.
/// On `cr_gunzip_ok`, `*output` is to be freed with `free`. The output never exceeds `limit` bytes,
/// and memory grows with what was really unpacked, not with what the file claims.
enum cr_gunzip_result cr_gunzip(
    const unsigned char *input, size_t input_count, size_t limit, unsigned char **output,
    size_t *output_count);
