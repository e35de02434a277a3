#include "python/stdlib/deflate/compress.hpp"

#include "base/flash.hpp"

namespace kinglet::stdlib {

namespace {

constexpr u32 kShortest = 3;
constexpr u32 kLongest = 258;
constexpr u32 kEndOfBlock = 256;

/// Codes are packed from their most significant bit, all else from the least.
u32 reversed(u32 code, u32 count) {
    u32 result = 0;
    for (; count != 0; --count, code >>= 1) result = result << 1 | (code & 1U);
    return result;
}

/// The number of bits of a value without its leading one.
u32 log2_of(u32 value) {
    return 31 - static_cast<u32>(__builtin_clz(value));
}

}  // namespace

void Deflater::put_bits(ByteSink& sink, u32 bits, u32 count) {
    bits_ |= bits << bit_count_;
    bit_count_ += count;
    for (; bit_count_ >= 8; bit_count_ -= 8, bits_ >>= 8) sink.put(static_cast<u8>(bits_));
}

void Deflater::put_symbol(ByteSink& sink, u32 symbol) {
    if (symbol < 144) return put_bits(sink, reversed(0x30 + symbol, 8), 8);
    if (symbol < 256) return put_bits(sink, reversed(0x190 + symbol - 144, 9), 9);
    if (symbol < 280) return put_bits(sink, reversed(symbol - 256, 7), 7);
    put_bits(sink, reversed(0xC0 + symbol - 280, 8), 8);
}

void Deflater::put_copy(ByteSink& sink, u32 length, u32 distance) {
    const u32 past = length - kShortest;
    if (past < 8 || length == kLongest) {
        put_symbol(sink, length == kLongest ? 285 : 257 + past);
    } else {
        const u32 extra = log2_of(past) - 2;
        put_symbol(sink, 257 + 4 + extra * 4 + (past >> extra & 3U));
        put_bits(sink, past & ((1U << extra) - 1), extra);
    }
    const u32 back = distance - 1;
    const u32 extra = back < 4 ? 0 : log2_of(back) - 1;
    const u32 symbol = back < 4 ? back : 2 + extra * 2 + (back >> extra & 1U);
    put_bits(sink, reversed(symbol, 5), 5);
    put_bits(sink, back & ((1U << extra) - 1), extra);
}

/// The longest copy that `bytes` can begin with, the nearest of several; 0: none.
u32 Deflater::longest_match(const u8* bytes, usize count, u32& distance) const {
    const u32 limit = count < kLongest ? static_cast<u32>(count) : kLongest;
    u32 longest = 0;
    for (u32 back = 1; back <= filled_ && longest < limit; ++back) {
        u32 length = 0;
        while (length < limit) {
            const u8 known = length < back ? window_[(position_ - back + length) & (window_size_ - 1)]
                                           : flash_byte(bytes + length - back);
            if (known != flash_byte(bytes + length)) break;
            ++length;
        }
        if (length <= longest) continue;
        longest = length;
        distance = back;
    }
    return longest < kShortest ? 0 : longest;
}

/// One block, the last one, with fixed codes.
void Deflater::start(ByteSink& sink) {
    if (has_begun_ != 0) return;
    has_begun_ = 1;
    put_bits(sink, 1 | 1 << 1, 3);
}

void Deflater::write(ByteSink& sink, const u8* bytes, usize count) {
    start(sink);
    while (count != 0) {
        u32 distance = 0;
        u32 length = longest_match(bytes, count, distance);
        if (length != 0)
            put_copy(sink, length, distance);
        else
            put_symbol(sink, flash_byte(bytes));
        if (length == 0) length = 1;
        count -= length;
        for (; length != 0; --length) {
            window_[position_] = flash_byte(bytes++);
            position_ = (position_ + 1) & (window_size_ - 1);
            if (filled_ < window_size_) ++filled_;
        }
    }
}

void Deflater::finish(ByteSink& sink) {
    start(sink);
    put_symbol(sink, kEndOfBlock);
    if (bit_count_ != 0) put_bits(sink, 0, 8 - bit_count_);
}

}  // namespace kinglet::stdlib
