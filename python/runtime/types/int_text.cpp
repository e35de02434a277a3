// Ints as text. A large one is cut in two by a power of the base, and its halves again, until they are small:
// division costs the square of the length, so that each cut halves the work of the last step. Not on the
// chip, whose ints are not as long.
#include <bit>

#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bigint_digits.hpp"
#include "python/runtime/types/bigint_operations.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::runtime {

namespace {

constexpr u32 kSmallDigits = 64;  // up to here the plain conversion is the faster one
constexpr bool kCutsLargeInts = sizeof(Word) > 4;

/// Digit by digit, with zeros in front up to `width` characters.
Raised write_plain(Thread& thread, const IntView& view, u32 base, usize width, Printer& printer) {
    // One block for the digits, which the conversion uses up, and the text.
    const usize needed = digits_text_room(view.count, base);
    const usize room = needed < width ? width : needed;
    DigitBuffer buffer(thread);
    u32* digits = buffer.create(view.count + (room + 3) / 4);
    if (digits == nullptr) return kRaised;
    for (u32 i = 0; i < view.count; ++i) digits[i] = view.digits[i];
    char* const end = reinterpret_cast<char*>(digits + view.count) + room;
    char* start = digits_to_text(digits, view.count, base, end, &thread.pending);
    TRY(check_interrupt(thread));
    while (static_cast<usize>(end - start) < width) *--start = '0';
    printer.write({start, static_cast<usize>(end - start)});
    return kFine;
}

/// The text of a number cut at powers of the base: powers[i] is the base to the power of chunk << i.
struct Cutter {
    static constexpr u32 kMostCuts = 32;

    Thread& thread;
    Printer& printer;
    u32 base;
    usize chunk;
    Value powers[kMostCuts];

    /// Powers up to half of the number's length, at least one. How many, or 0 with MemoryError raised.
    u32 prepare(const IntView& number) {
        const BasePower first = digits_base_power(base);
        chunk = first.exponent;
        Completion power = int_create(thread, static_cast<i64>(first.power));
        u32 count = 0;
        while (!power.is_raised()) {
            powers[count++] = power.value();
            const IntView last(powers[count - 1]);
            if (last.count * 2 > number.count || count == kMostCuts) return count;
            power = bigint_multiply(thread, last, last);
        }
        return 0;
    }

    /// A number below powers[cuts], padded to `width` characters.
    Raised write(Value number, u32 cuts, usize width) {
        const IntView view(number);
        if (view.count <= kSmallDigits || cuts == 0) return write_plain(thread, view, base, width, printer);
        const usize low_width = chunk << --cuts;
        const IntView power(powers[cuts]);
        if (view.count < power.count) return write(number, cuts, width);
        Value high, low;
        TRY(bigint_divide(thread, view, power, &high, &low));
        if (width == 0 && high == Value::from_int(0)) return write(low, cuts, 0);
        TRY(write(high, cuts, width > low_width ? width - low_width : 0));
        return write(low, cuts, low_width);
    }
};

}  // namespace

Raised int_write_magnitude(Thread& thread, Value number, u32 base, Printer& printer) {
    const IntView view(number);
    if (view.count <= sizeof(Word) / sizeof(u32)) {
        Word magnitude = 0;
        for (u32 i = view.count; i-- != 0;)
            magnitude = static_cast<Word>(static_cast<u64>(magnitude) << 32) | view.digits[i];
        printer.write_unsigned(magnitude, base);
        return kFine;
    }
    if constexpr (kCutsLargeInts) {
        if (view.count > kSmallDigits && !std::has_single_bit(base)) {
            if (view.is_negative) number = TRY(bigint_negate(thread, view));
            Cutter cutter{thread, printer, base, 0, {}};
            const u32 cuts = cutter.prepare(view);
            return cuts == 0 ? Raised(kRaised) : cutter.write(number, cuts, 0);
        }
    }
    return write_plain(thread, view, base, 0, printer);
}

}  // namespace kinglet::runtime
