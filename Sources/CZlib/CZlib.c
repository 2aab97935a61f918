#include "CZlib.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum cr_gunzip_result cr_gunzip(
    const unsigned char *input, size_t input_count, size_t limit, unsigned char **output,
    size_t *output_count) {
  // zlib counts in unsigned int; a larger file is beyond every limit of the program.
  if (input_count > UINT_MAX) return cr_gunzip_too_large;
  z_stream stream = {.next_in = (Bytef *)input, .avail_in = (uInt)input_count};
  const int gzip_only = 16 + MAX_WBITS;
  if (inflateInit2(&stream, gzip_only) != Z_OK) return cr_gunzip_no_memory;

  size_t capacity = 1 << 16, used = 0;
  unsigned char *buffer = malloc(capacity);
  enum cr_gunzip_result result = buffer ? cr_gunzip_ok : cr_gunzip_no_memory;
  while (result == cr_gunzip_ok) {
    if (used == capacity) {
      unsigned char *larger = realloc(buffer, capacity * 2);
      if (!larger) {
        result = cr_gunzip_no_memory;
        break;
      }
      buffer = larger;
      capacity *= 2;
    }
    size_t room = capacity - used;
    if (room > UINT_MAX) room = UINT_MAX;
    stream.next_out = buffer + used;
    stream.avail_out = (uInt)room;
    int status = inflate(&stream, Z_NO_FLUSH);
    used += room - stream.avail_out;
    if (used > limit) {
      result = cr_gunzip_too_large;
    } else if (status == Z_STREAM_END) {
      if (stream.avail_in == 0) break;
      if (inflateReset(&stream) != Z_OK) result = cr_gunzip_damaged;
    } else if (status == Z_BUF_ERROR || (status == Z_OK && stream.avail_in == 0 && stream.avail_out)) {
      result = cr_gunzip_truncated;
    } else if (status == Z_MEM_ERROR) {
      result = cr_gunzip_no_memory;
    } else if (status != Z_OK) {
      result = cr_gunzip_damaged;
    }
  }
  inflateEnd(&stream);
  if (result != cr_gunzip_ok) {
    free(buffer);
    return result;
  }
  *output = buffer;
  *output_count = used;
  return cr_gunzip_ok;
}
