// The steps are those of RFC 1951, section 3.2. Codes are decoded bit by bit with the counts of a canonical
// code: slower than with tables, and a tenth of the memory.
#include "python/stdlib/deflate/inflate.hpp"

#include "base/flash.hpp"

namespace kinglet::stdlib {

namespace {

constexpr u32 kEndOfBlock = 256;
constexpr u32 kLongest = 15;  // bits of a code

/// Counts and symbols of the canonical code with these lengths. Negative: more codes than fit; 0: complete;
/// positive: codes are left.
i32 make_code(u16* counts, u16* symbols, const u8* lengths, u32 count) {
    for (u32 i = 0; i <= kLongest; ++i) counts[i] = 0;
    for (u32 i = 0; i < count; ++i) ++counts[lengths[i]];
    i32 left = 1;
    u16 offsets[kLongest + 2] = {};
    for (u32 i = 1; i <= kLongest; ++i) {
        left = left * 2 - counts[i];
        if (left < 0) return left;
        offsets[i + 1] = static_cast<u16>(offsets[i] + counts[i]);
    }
    for (u32 i = 0; i < count; ++i) {
        if (lengths[i] != 0) symbols[offsets[lengths[i]]++] = static_cast<u16>(i);
    }
    return left;
}

/// A code that is not complete is fine if it has a single symbol, of one bit, or none.
bool is_usable(i32 left, const u16* counts, u32 count) {
    return left == 0 || (left > 0 && count == u32{counts[0]} + counts[1]);
}

}  // namespace

#define CHECKED(expression)                                 \
    do {                                                    \
        const InflateStatus status_ = (expression);         \
        if (status_ != InflateStatus::Fine) return status_; \
    } while (0)

InflateStatus Inflater::take(ByteSource& source, u32 count, u32& value) {
    while (bit_count_ < count) {
        u8 byte = 0;
        CHECKED(source.next(byte));
        bits_ |= u32{byte} << bit_count_;
        bit_count_ += 8;
    }
    value = bits_ & ((1U << count) - 1);
    bits_ >>= count;
    bit_count_ -= count;
    return InflateStatus::Fine;
}

InflateStatus Inflater::decode(ByteSource& source, const u16* counts, const u16* symbols, u32& symbol) {
    u32 code = 0;
    u32 first = 0;  // code of this length
    u32 index = 0;  // of its symbol
    for (u32 length = 1; length <= kLongest; ++length) {
        u32 bit = 0;
        CHECKED(take(source, 1, bit));
        code |= bit;
        const u32 count = counts[length];
        if (code < first + count) {
            symbol = symbols[index + code - first];
            return InflateStatus::Fine;
        }
        index += count;
        first = (first + count) << 1;
        code <<= 1;
    }
    return InflateStatus::Invalid;
}

// -- blocks -----------------------------------------------------------------------------------------------

InflateStatus Inflater::begin_block(ByteSource& source) {
    u32 header = 0;
    CHECKED(take(source, 3, header));
    is_last_ = header & 1U;
    switch (header >> 1) {
        case 0: return begin_stored(source);
        case 1: fixed_codes(); break;
        case 2: CHECKED(read_codes(source)); break;
        default: return InflateStatus::Invalid;
    }
    block_ = Block::Coded;
    left_ = 0;
    return InflateStatus::Fine;
}

InflateStatus Inflater::begin_stored(ByteSource& source) {
    bits_ = bit_count_ = 0;  // to the next byte
    u32 length = 0;
    u32 complement = 0;
    CHECKED(take(source, 16, length));
    CHECKED(take(source, 16, complement));
    if ((length ^ complement) != 0xFFFF) return InflateStatus::Invalid;
    block_ = Block::Stored;
    left_ = length;
    return InflateStatus::Fine;
}

void Inflater::fixed_codes() {
    u8 lengths[288];
    for (u32 i = 0; i < 288; ++i) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    make_code(lengths_.count, lengths_.symbol, lengths, 288);
    for (u32 i = 0; i < 32; ++i) lengths[i] = 5;
    make_code(distances_.count, distances_.symbol, lengths, 32);
}

InflateStatus Inflater::read_codes(ByteSource& source) {
    static constexpr char kOrder[] =
        "\x10\x11\x12\x00\x08\x07\x09\x06\x0A\x05\x0B\x04\x0C\x03\x0D\x02\x0E\x01\x0F";
    u32 length_count = 0;
    u32 distance_count = 0;
    u32 code_count = 0;
    CHECKED(take(source, 5, length_count));
    CHECKED(take(source, 5, distance_count));
    CHECKED(take(source, 4, code_count));
    length_count += 257;
    distance_count += 1;
    if (length_count > kMostLengths || distance_count > kMostDistances) return InflateStatus::Invalid;
    u8 lengths[kMostLengths + kMostDistances] = {};
    for (u32 i = 0; i < code_count + 4; ++i) {
        u32 length = 0;
        CHECKED(take(source, 3, length));
        lengths[flash_byte(kOrder + i)] = static_cast<u8>(length);
    }
    if (make_code(lengths_.count, lengths_.symbol, lengths, 19) != 0) return InflateStatus::Invalid;
    for (u32 i = 0; i < length_count + distance_count;) {
        u32 symbol = 0;
        CHECKED(decode(source, lengths_.count, lengths_.symbol, symbol));
        if (symbol < 16) {
            lengths[i++] = static_cast<u8>(symbol);
            continue;
        }
        if (symbol == 16 && i == 0) return InflateStatus::Invalid;
        const u8 repeated = symbol == 16 ? lengths[i - 1] : u8{0};
        u32 times = 0;
        CHECKED(take(source, symbol == 16 ? 2 : symbol == 17 ? 3 : 7, times));
        times += symbol == 18 ? 11 : 3;
        if (i + times > length_count + distance_count) return InflateStatus::Invalid;
        for (; times != 0; --times) lengths[i++] = repeated;
    }
    if (lengths[kEndOfBlock] == 0) return InflateStatus::Invalid;
    const i32 left = make_code(lengths_.count, lengths_.symbol, lengths, length_count);
    if (!is_usable(left, lengths_.count, length_count)) return InflateStatus::Invalid;
    const i32 rest = make_code(distances_.count, distances_.symbol, lengths + length_count, distance_count);
    return is_usable(rest, distances_.count, distance_count) ? InflateStatus::Fine : InflateStatus::Invalid;
}

// -- data -------------------------------------------------------------------------------------------------

/// A literal, the beginning of a copy, or the end of the block.
InflateStatus Inflater::next_symbol(ByteSource& source, u8& byte, bool& has_byte) {
    u32 symbol = 0;
    u32 extra = 0;
    CHECKED(decode(source, lengths_.count, lengths_.symbol, symbol));
    has_byte = symbol < kEndOfBlock;
    byte = static_cast<u8>(symbol);
    if (has_byte) return InflateStatus::Fine;
    if (symbol == kEndOfBlock) {
        block_ = is_last_ != 0 ? Block::Last : Block::None;
        return InflateStatus::Fine;
    }
    symbol -= 257;
    if (symbol > 28) return InflateStatus::Invalid;
    if (symbol < 8 || symbol == 28) {
        left_ = symbol == 28 ? 258 : symbol + 3;
    } else {
        const u32 count = (symbol >> 2) - 1;
        CHECKED(take(source, count, extra));
        left_ = ((4 + (symbol & 3U)) << count) + 3 + extra;
    }
    CHECKED(decode(source, distances_.count, distances_.symbol, symbol));
    if (symbol > 29) return InflateStatus::Invalid;
    distance_ = symbol + 1;
    if (symbol >= 4) {
        const u32 count = (symbol >> 1) - 1;
        CHECKED(take(source, count, extra));
        distance_ = ((2 + (symbol & 1U)) << count) + 1 + extra;
    }
    return distance_ > filled_ ? InflateStatus::Invalid : InflateStatus::Fine;
}

void Inflater::put(u8 byte, u8*& into) {
    window_[position_] = byte;
    position_ = (position_ + 1) & (window_size_ - 1);
    if (filled_ < window_size_) ++filled_;
    *into++ = byte;
}

InflateStatus Inflater::read(ByteSource& source, u8* into, u32 count, u32& done) {
    u8* at = into;
    while (at < into + count && block_ != Block::Last) {
        u8 byte = 0;
        if (block_ == Block::None) {
            CHECKED(begin_block(source));
        } else if (left_ == 0 && block_ == Block::Stored) {
            block_ = is_last_ != 0 ? Block::Last : Block::None;
        } else if (left_ == 0) {
            bool has_byte = false;
            CHECKED(next_symbol(source, byte, has_byte));
            if (has_byte) put(byte, at);
        } else {
            if (block_ == Block::Stored) {
                CHECKED(source.next(byte));
            } else {
                byte = window_[(position_ - distance_) & (window_size_ - 1)];
            }
            --left_;
            put(byte, at);
        }
    }
    done = static_cast<u32>(at - into);
    return done == 0 && count != 0 ? InflateStatus::End : InflateStatus::Fine;
}

}  // namespace kinglet::stdlib
