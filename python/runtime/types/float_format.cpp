#include "python/runtime/types/float_format.hpp"

#include <cmath>

#include "base/flash.hpp"

#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_digits.hpp"

namespace kinglet::runtime {

namespace {

constexpr i32 kReprExponent = 16;  // from 10^16 on, and below 10^-4, repr takes the form with an exponent

/// Digits with the point where it belongs: `whole` of them (perhaps none) before it, zeros added on either
/// side.
void write_plain(const char* digits, u32 length, i32 point, u32 fraction, bool keep_point, Printer& printer) {
    const u32 whole = point <= 0 ? 0 : static_cast<u32>(point);
    if (whole == 0) {
        printer.write_byte('0');
    } else {
        printer.write({digits, length < whole ? length : whole});
        if (length < whole) printer.fill('0', whole - length);
    }
    if (fraction == 0 && !keep_point) return;
    printer.write_byte('.');
    u32 zeros = point < 0 ? static_cast<u32>(-point) : 0;
    if (zeros > fraction) zeros = fraction;
    printer.fill('0', zeros);
    fraction -= zeros;
    u32 rest = length > whole ? length - whole : 0;
    if (rest > fraction) rest = fraction;
    printer.write({digits + whole, rest});
    printer.fill('0', fraction - rest);
}

void write_exponent(i32 exponent, bool upper, Printer& printer) {
    printer.write_byte(upper ? 'E' : 'e');
    printer.write_byte(exponent < 0 ? '-' : '+');
    const u32 magnitude = static_cast<u32>(exponent < 0 ? -exponent : exponent);
    if (magnitude < 10) printer.write_byte('0');
    printer.write_unsigned(magnitude);
}

/// Collects a short text in memory of the caller's.
class TextPrinter final : public Printer {
  public:
    explicit TextPrinter(char* buffer) : start_(buffer), end_(buffer) {}
    usize length() const { return static_cast<usize>(end_ - start_); }

  private:
    void do_write(const char* bytes, usize count) override {
        flash_copy(end_, bytes, count);
        end_ += count;
    }
    char* start_;
    char* end_;
};

}  // namespace

void float_write(Float number, char form, u32 precision, u32 flags, Printer& printer) {
    const bool upper = (flags & kFloatUpper) != 0;
    if (std::isnan(number)) return printer.write_text(upper ? "NAN" : "nan");
    if (std::isinf(number)) return printer.write_text(upper ? "INF" : "inf");
    const bool alternate = (flags & kFloatAlternate) != 0;
    if (form == 'g' && precision == 0) precision = 1;
    // Beyond any float's digits there are only zeros; so large a count would overflow.
    const i32 wanted = static_cast<i32>(precision < 100000 ? precision : 100000);

    char digits[FloatFormat<Float>::kMaxDigits + 2];
    u32 length = 0;
    i32 point = 1;
    if (number != 0) {
        const FloatParts parts = float_decompose(number);
        switch (form) {
            case 'e': length = float_digits(parts, DigitsMode::Significant, wanted + 1, digits, point); break;
            case 'f': length = float_digits(parts, DigitsMode::Fraction, wanted, digits, point); break;
            case 'g': length = float_digits(parts, DigitsMode::Significant, wanted, digits, point); break;
            default: length = float_digits(parts, DigitsMode::Shortest, 0, digits, point); break;
        }
    }
    if (length == 0) {
        digits[length++] = '0';
        point = 1;
    }
    if (form == 'f') return write_plain(digits, length, point, precision, alternate, printer);

    // A digit before the point, the others behind it, and an exponent; or plain.
    bool exponential = form == 'e';
    u32 behind = precision;
    if (!exponential) {
        while (length > 1 && digits[length - 1] == '0') --length;
        const i32 limit = form == 'r' ? kReprExponent : wanted - ((flags & kFloatDotZero) != 0 ? 1 : 0);
        exponential = point <= -4 || point > limit;
        const u32 kept = alternate && form == 'g' ? precision : length;
        if (exponential) {
            behind = kept - 1;
        } else {
            behind = point >= static_cast<i32>(kept) ? 0 : static_cast<u32>(static_cast<i32>(kept) - point);
            if (behind == 0 && (form == 'r' || (flags & kFloatDotZero) != 0)) behind = 1;
        }
    }
    if (!exponential) return write_plain(digits, length, point, behind, alternate, printer);
    write_plain(digits, length, 1, behind, alternate, printer);
    write_exponent(point - 1, upper, printer);
}

usize float_format_shortest(Float number, char* buffer) {
    TextPrinter printer(buffer);
    if (std::signbit(number) && !std::isnan(number)) printer.write_byte('-');
    float_write(number, 'r', 0, 0, printer);
    return printer.length();
}

}  // namespace kinglet::runtime
