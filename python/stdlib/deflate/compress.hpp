// Deflater: compresses to DEFLATE with fixed codes (RFC 1951, 3.2.6) and the longest match that the window
// holds. Small rather than quick; only programs with room for it link it. Knows nothing of Python.
#pragma once

#include "base/integers.hpp"

namespace kinglet::stdlib {

/// Where the compressed bytes go.
class ByteSink {
  public:
    void put(u8 byte) { do_put(byte); }

  protected:
    ~ByteSink() = default;

  private:
    virtual void do_put(u8 byte) = 0;
};

class Deflater {
  public:
    /// `window_size` is a power of two. Everything else is to be zero before.
    void begin(u8* window, u32 window_size) {
        window_ = window;
        window_size_ = window_size;
    }
    void write(ByteSink&, const u8* bytes, usize count);
    void finish(ByteSink&);

  private:
    void put_bits(ByteSink&, u32 bits, u32 count);
    void put_symbol(ByteSink&, u32 symbol);
    void put_copy(ByteSink&, u32 length, u32 distance);
    void start(ByteSink&);
    u32 longest_match(const u8* bytes, usize count, u32& distance) const;

    u8* window_;
    u32 window_size_;
    u32 position_;
    u32 filled_;
    u32 bits_;
    u32 bit_count_;
    u32 has_begun_;
};

}  // namespace kinglet::stdlib
