#include "tests/support/arith_reference.hpp"

#include <bit>
#include <cmath>
#include <iterator>
#include <type_traits>

namespace kinglet::arith {
namespace {

constexpr const char* kNames[kOperationCount] = {
    "addsf3",      "subsf3",   "mulsf3",     "divsf3",     "eqsf2",       "ltsf2",       "lesf2",
    "gtsf2",       "gesf2",    "nesf2",      "unordsf2",   "fixsfsi",     "fixunssfsi",  "floatsisf",
    "floatunsisf", "fixsfdi",  "fixunssfdi", "floatdisf",  "floatundisf", "adddf3",      "subdf3",
    "muldf3",      "divdf3",   "eqdf2",      "ltdf2",      "ledf2",       "gtdf2",       "gedf2",
    "nedf2",       "unorddf2", "fixdfsi",    "fixunsdfsi", "floatsidf",   "floatunsidf", "extendsfdf2",
    "truncdfsf2",  "udivsi3",  "umodsi3",    "divsi3",     "modsi3",      "muldi3",      "umulsidi3",
    "udivdi3",     "umoddi3",  "divdi3",     "moddi3",     "ashldi3",     "lshrdi3",     "ashrdi3",
};

u64 whole(const u32 (&words)[2]) {
    return static_cast<u64>(words[1]) << 32 | words[0];
}

/// An answer in as many bits as the operation has, and whether another NaN will do as well.
struct Answer {
    u64 bits;
    bool nan = false;
    bool any = false;  // the language leaves it open
};

Answer answer(bool value) {
    return {value};
}
Answer answer(u32 value) {
    return {value};
}
Answer answer(i32 value) {
    return {static_cast<u32>(value)};
}
Answer answer(u64 value) {
    return {value};
}
Answer answer(i64 value) {
    return {static_cast<u64>(value)};
}
Answer answer(float value) {
    return {std::bit_cast<u32>(value), std::isnan(value)};
}
Answer answer(double value) {
    return {std::bit_cast<u64>(value), std::isnan(value)};
}

template <typename Integer, typename Float>
Answer truncated(Float value, Float limit) {
    const Float low = std::is_signed_v<Integer> ? -limit : Float{0};
    const bool below = std::is_signed_v<Integer> ? value < low : value <= Float{-1};
    if (std::isnan(value) || below || value >= limit) return {0, false, true};
    return answer(static_cast<Integer>(value));
}

Answer expected(const Call& c) {
    const u32 wa = c.a[0], wb = c.b[0];
    const u64 la = whole(c.a), lb = whole(c.b);
    const float fa = std::bit_cast<float>(wa), fb = std::bit_cast<float>(wb);
    const double da = std::bit_cast<double>(la), db = std::bit_cast<double>(lb);
    const i32 sa = static_cast<i32>(wa), sb = static_cast<i32>(wb);
    const i64 ia = static_cast<i64>(la), ib = static_cast<i64>(lb);
    switch (static_cast<Operation>(c.operation)) {
        case kAddF: return answer(fa + fb);
        case kSubF: return answer(fa - fb);
        case kMulF: return answer(fa * fb);
        case kDivF: return answer(fa / fb);
        case kEqF: return answer(fa == fb);
        case kLtF: return answer(fa < fb);
        case kLeF: return answer(fa <= fb);
        case kGtF: return answer(fa > fb);
        case kGeF: return answer(fa >= fb);
        case kNeF: return answer(fa != fb);
        case kUnordF: return answer(std::isunordered(fa, fb));
        case kFixF: return truncated<i32>(fa, 0x1p31f);
        case kFixUnsF: return truncated<u32>(fa, 0x1p32f);
        case kFloatSiF: return answer(static_cast<float>(sa));
        case kFloatUnSiF: return answer(static_cast<float>(wa));
        case kFixDiF: return truncated<i64>(fa, 0x1p63f);
        case kFixUnsDiF: return truncated<u64>(fa, 0x1p64f);
        case kFloatDiF: return answer(static_cast<float>(ia));
        case kFloatUnDiF: return answer(static_cast<float>(la));
        case kAddD: return answer(da + db);
        case kSubD: return answer(da - db);
        case kMulD: return answer(da * db);
        case kDivD: return answer(da / db);
        case kEqD: return answer(da == db);
        case kLtD: return answer(da < db);
        case kLeD: return answer(da <= db);
        case kGtD: return answer(da > db);
        case kGeD: return answer(da >= db);
        case kNeD: return answer(da != db);
        case kUnordD: return answer(std::isunordered(da, db));
        case kFixD: return truncated<i32>(da, 0x1p31);
        case kFixUnsD: return truncated<u32>(da, 0x1p32);
        case kFloatSiD: return answer(static_cast<double>(sa));
        case kFloatUnSiD: return answer(static_cast<double>(wa));
        case kExtend: return answer(static_cast<double>(fa));
        case kTruncate: return answer(static_cast<float>(da));
        case kUDiv: return answer(wa / wb);
        case kUMod: return answer(wa % wb);
        case kDiv: return answer(sb == -1 ? static_cast<i32>(0u - wa) : sa / sb);
        case kMod: return answer(sb == -1 ? 0 : sa % sb);
        case kMul64: return answer(la * lb);
        case kUMulSiDi: return answer(u64{wa} * wb);
        case kUDiv64: return answer(la / lb);
        case kUMod64: return answer(la % lb);
        case kDiv64: return answer(ib == -1 ? static_cast<i64>(u64{0} - la) : ia / ib);
        case kMod64: return answer(ib == -1 ? i64{0} : ia % ib);
        case kShl64: return answer(la << (wb & 63));
        case kShr64: return answer(la >> (wb & 63));
        case kSar64: return answer(ia >> (wb & 63));
        case kOperationCount: break;
    }
    return {0, false, true};
}

bool divides(u32 operation) {
    return (operation >= kUDiv && operation <= kMod) || (operation >= kUDiv64 && operation <= kMod64);
}

bool gives_double(u32 operation) {
    return (operation >= kAddD && operation <= kDivD) || operation == kFloatSiD || operation == kFloatUnSiD ||
           operation == kExtend;
}

bool takes_double(u32 operation) {
    return (operation >= kAddD && operation <= kFixUnsD) || operation == kTruncate;
}

bool takes_single(u32 operation) {
    return operation <= kFixUnsF || (operation >= kFixDiF && operation <= kFixUnsDiF) || operation == kExtend;
}

}  // namespace

u64 Calls::random() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 0x2545F4914F6CDD1Du;
}

u64 Calls::long_word() {
    u64 bits = random();
    switch (random() % 6) {
        case 0: bits >>= random() % 64; break;  // any magnitude
        case 1: bits = u64{1} << (random() % 64); break;
        case 2: bits = (u64{1} << (random() % 64)) - 1; break;
        case 3: bits = static_cast<u64>(static_cast<i64>(bits) >> (random() % 64)); break;
        case 4: bits = random() % 16; break;
        default: break;
    }
    return bits;
}

u32 Calls::word() {
    return static_cast<u32>(long_word() >> (random() % 2 * 32));
}

u32 Calls::single() {
    const u32 bits = static_cast<u32>(random() >> 32);
    static constexpr u32 kEdges[] = {0,          1,          0x7FFFFF,   0x800000,   0x800001,
                                     0x3F800000, 0x3F7FFFFF, 0x7F7FFFFF, 0x7F800000, 0x7FC00000,
                                     0x7F800001, 0x4F000000, 0x4EFFFFFF, 0x3F000000};
    switch (random() % 8) {
        case 0: return kEdges[random() % std::size(kEdges)] | (bits & 0x80000000);
        case 1:
            return (bits & 0x807FFFFF) | static_cast<u32>(127 + random() % 40 - 20) << 23;  // near each other
        case 2: return bits & 0x807FFFFF;                                                   // subnormal
        case 3: return bits & 0xFF800000;                                                   // powers of two
        case 4: return (bits & 0xFF80000F) | 0x007FFFF0;                                    // long carries
        case 5:
            return (bits & 0x80700000) | static_cast<u32>(100 + random() % 60)
                                             << 23;  // short: exact and halfway results
        default: return bits;
    }
}

u64 Calls::double_bits() {
    const u64 bits = random();
    static constexpr u64 kEdges[] = {0,
                                     1,
                                     0xFFFFFFFFFFFFF,
                                     0x10000000000000,
                                     0x3FF0000000000000,
                                     0x7FEFFFFFFFFFFFFF,
                                     0x7FF0000000000000,
                                     0x7FF8000000000000,
                                     0x41E0000000000000,
                                     0x47EFFFFFE0000000,
                                     0x36A0000000000000,
                                     0x380FFFFFFFFFFFFF};
    switch (random() % 8) {
        case 0: return kEdges[random() % std::size(kEdges)] | (bits & 0x8000000000000000);
        case 1: return (bits & 0x800FFFFFFFFFFFFF) | static_cast<u64>(1023 + random() % 80 - 40) << 52;
        case 2: return bits & 0x800FFFFFFFFFFFFF;
        case 3: return bits & 0xFFF0000000000000;
        case 4:
            return (bits & 0x800FFFFFE0000000) | static_cast<u64>(1023 - 155 + random() % 290)
                                                     << 52;  // near a single
        default: return bits;
    }
}

Call Calls::next() {
    Call call = {};
    call.operation = operation_;
    operation_ = operation_ + 1 == kOperationCount ? 0 : operation_ + 1;
    u64 a, b;
    do {
        if (takes_single(call.operation)) {
            a = single();
            b = random() % 16 == 0 ? a : single();
        } else if (takes_double(call.operation)) {
            a = double_bits();
            b = random() % 16 == 0 ? a : double_bits();
        } else if (call.operation >= kMul64 || call.operation == kFloatDiF || call.operation == kFloatUnDiF) {
            a = long_word();
            b = long_word();
        } else {
            a = word();
            b = word();
        }
    } while (divides(call.operation) && (call.operation >= kUDiv64 ? b : static_cast<u32>(b)) == 0);
    call.a[0] = static_cast<u32>(a);
    call.a[1] = static_cast<u32>(a >> 32);
    call.b[0] = static_cast<u32>(b);
    call.b[1] = static_cast<u32>(b >> 32);
    return call;
}

bool is_right(const Call& call) {
    const Answer right = expected(call);
    if (right.any) return true;
    const u64 got = whole(call.result);
    if (right.nan) {
        if (gives_double(call.operation)) return std::isnan(std::bit_cast<double>(got));
        return std::isnan(std::bit_cast<float>(static_cast<u32>(got)));
    }
    return got == right.bits;
}

const char* name_of(u32 operation) {
    return operation < kOperationCount ? kNames[operation] : "?";
}

}  // namespace kinglet::arith
