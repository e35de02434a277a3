#include "python/runtime/types/bigint.hpp"

namespace kinglet::runtime {

namespace {
constexpr usize kMaxDigits = usize{1} << 26;  // count_and_sign and bit counts stay within 32 bits
}

BigInt* bigint_allocate(Thread& thread, usize count) {
    const usize bytes = sizeof(BigInt) + count * sizeof(u32);
    auto* number = count > kMaxDigits ? nullptr : static_cast<BigInt*>(thread.heap.allocate(bytes));
    if (number == nullptr) {
        (void)raise_memory_error(thread, bytes);
        return nullptr;
    }
    number->header.shape = &int_type.root;
    number->count_and_sign = static_cast<u32>(count) << 1;
    return number;
}

Value bigint_finish(BigInt* number, u32 count, bool is_negative) {
    const u32* digits = number->digits();
    count = digits_trim(digits, count);
    constexpr u32 kWordDigits = sizeof(Word) / sizeof(u32);
    if (count <= kWordDigits) {
        Word magnitude = 0;
        for (u32 i = count; i-- != 0;)
            magnitude = static_cast<Word>(static_cast<u64>(magnitude) << 32) | digits[i];
        constexpr Word kLimit = static_cast<Word>(kSmallIntMax);
        if (magnitude <= kLimit + (is_negative ? 1 : 0)) {
            return Value::from_int(static_cast<SignedWord>(is_negative ? Word{0} - magnitude : magnitude));
        }
    }
    number->count_and_sign = count << 1 | (is_negative ? 1U : 0U);
    return Value(&number->header);
}

u32* DigitBuffer::try_create(usize count) {
    words_ = count <= kInlineDigits
                 ? inline_
                 : static_cast<u32*>(thread_.heap.allocate_raw(count * sizeof(u32), RawKind::Bytes));
    return words_;
}

u32* DigitBuffer::create(usize count) {
    u32* words = try_create(count);
    if (words == nullptr) (void)raise_memory_error(thread_, count * sizeof(u32));
    return words;
}

IntView::IntView(Value number) {
    if (number.is_object()) {
        const auto* object = number.as<BigInt>();
        digits = object->digits();
        count = object->count();
        is_negative = object->is_negative();
        return;
    }
    const SignedWord n = number.is_int() ? number.as_int() : number.is_true() ? 1 : 0;
    Word magnitude = n < 0 ? Word{0} - static_cast<Word>(n) : static_cast<Word>(n);
    is_negative = n < 0;
    digits = inline_;
    count = 0;
    for (; magnitude != 0; magnitude = static_cast<Word>(static_cast<u64>(magnitude) >> 32)) {
        inline_[count++] = static_cast<u32>(magnitude);
    }
}

}  // namespace kinglet::runtime
