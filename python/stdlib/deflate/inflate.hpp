// Inflater: decompresses DEFLATE (RFC 1951), as many bytes at a time as are asked for, and takes no byte more
// from its source than it needs. Knows nothing of Python. Its owner gives it the window, whose size says how
// far back a stream may reach.
#pragma once

#include "base/integers.hpp"

namespace kinglet::stdlib {

enum class InflateStatus : u32 {
    Fine,
    End,        // of the compressed data
    Invalid,    // no DEFLATE, or it reaches back behind the window
    Truncated,  // the source has ended too early
    Failed,     // the source has, and knows why
};

/// Where the compressed bytes come from.
class ByteSource {
  public:
    /// Fine, Truncated at the end, or Failed.
    InflateStatus next(u8& byte) { return do_next(byte); }

  protected:
    ~ByteSource() = default;

  private:
    virtual InflateStatus do_next(u8& byte) = 0;
};

class Inflater {
  public:
    /// `window_size` is a power of two. Everything else is to be zero before.
    void begin(u8* window, u32 window_size) {
        window_ = window;
        window_size_ = window_size;
    }

    /// Up to `count` bytes; `done` is how many. End only with `done` 0. After Truncated, Invalid or Failed
    /// nothing is to be asked for any more.
    InflateStatus read(ByteSource& source, u8* into, u32 count, u32& done);

  private:
    enum class Block : u32 { None, Stored, Coded, Last };
    template <u32 Symbols>
    struct Code {
        u16 count[16];  // of the codes of each length
        u16 symbol[Symbols];
    };
    static constexpr u32 kMostLengths = 286;
    static constexpr u32 kMostDistances = 30;

    InflateStatus take(ByteSource&, u32 count, u32& value);
    InflateStatus decode(ByteSource&, const u16* counts, const u16* symbols, u32& symbol);
    InflateStatus begin_block(ByteSource&);
    InflateStatus begin_stored(ByteSource&);
    InflateStatus read_codes(ByteSource&);
    void fixed_codes();
    InflateStatus next_symbol(ByteSource&, u8& byte, bool& has_byte);
    void put(u8 byte, u8*& into);

    u8* window_;
    u32 window_size_;
    u32 position_;  // in the window
    u32 filled_;    // bytes of the window that hold something
    u32 bits_;
    u32 bit_count_;
    Block block_;
    u32 is_last_;
    u32 left_;      // of a stored block, or of a copy
    u32 distance_;  // of the copy
    Code<288> lengths_;
    Code<32> distances_;
};

}  // namespace kinglet::stdlib
