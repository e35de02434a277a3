// Runs batches of arithmetic on the chip, through the operators as the compiler translates them. Two ways to
// feed it: the host writes `batch` and starts `run_batch`; or under QEMU, `main_loop` reads batches from
// standard input and writes them to standard output (semihosting).
#include <bit>

#include "tests/target/arith_batch.hpp"

namespace kinglet::arith {
namespace {

struct Pair {
    u32 low = 0;
    u32 high = 0;
};

u64 whole(const u32 (&words)[2]) {
    return static_cast<u64>(words[1]) << 32 | words[0];
}
Pair parts(u64 value) {
    return {static_cast<u32>(value), static_cast<u32>(value >> 32)};
}
Pair parts(i64 value) {
    return parts(static_cast<u64>(value));
}
Pair parts(u32 value) {
    return {value, 0};
}
Pair parts(i32 value) {
    return {static_cast<u32>(value), 0};
}
Pair parts(bool value) {
    return {value, 0};
}
Pair parts(float value) {
    return {std::bit_cast<u32>(value), 0};
}
Pair parts(double value) {
    return parts(std::bit_cast<u64>(value));
}

template <typename Operate>
Pair timed(u32& cycles, Operate operate) {
    u32 before, after;
    asm volatile("rsr.ccount %0" : "=r"(before) : : "memory");
    const auto result = operate();
    asm volatile("rsr.ccount %0" : "=r"(after) : "m"(result) : "memory");  // not before the result is there
    cycles = after - before;
    return parts(result);
}

Pair call(Call& c) {
    const volatile u32 wa = c.a[0], wb = c.b[0];
    const volatile u64 la = whole(c.a), lb = whole(c.b);
    const volatile float fa = std::bit_cast<float>(c.a[0]), fb = std::bit_cast<float>(c.b[0]);
    const volatile double da = std::bit_cast<double>(whole(c.a)), db = std::bit_cast<double>(whole(c.b));
    const volatile i32 sa = static_cast<i32>(c.a[0]), sb = static_cast<i32>(c.b[0]);
    const volatile i64 ia = static_cast<i64>(whole(c.a)), ib = static_cast<i64>(whole(c.b));
#define CASE(name, expression) \
    case name: return timed(c.cycles, [&] { return expression; })
    switch (c.operation) {
        CASE(kAddF, fa + fb);
        CASE(kSubF, fa - fb);
        CASE(kMulF, fa * fb);
        CASE(kDivF, fa / fb);
        CASE(kEqF, fa == fb);
        CASE(kLtF, fa < fb);
        CASE(kLeF, fa <= fb);
        CASE(kGtF, fa > fb);
        CASE(kGeF, fa >= fb);
        CASE(kNeF, fa != fb);
        CASE(kUnordF, static_cast<bool>(__builtin_isunordered(fa, fb)));
        CASE(kFixF, static_cast<i32>(fa));
        CASE(kFixUnsF, static_cast<u32>(fa));
        CASE(kFloatSiF, static_cast<float>(sa));
        CASE(kFloatUnSiF, static_cast<float>(wa));
        CASE(kFixDiF, static_cast<i64>(fa));
        CASE(kFixUnsDiF, static_cast<u64>(fa));
        CASE(kFloatDiF, static_cast<float>(ia));
        CASE(kFloatUnDiF, static_cast<float>(la));
        CASE(kAddD, da + db);
        CASE(kSubD, da - db);
        CASE(kMulD, da * db);
        CASE(kDivD, da / db);
        CASE(kEqD, da == db);
        CASE(kLtD, da < db);
        CASE(kLeD, da <= db);
        CASE(kGtD, da > db);
        CASE(kGeD, da >= db);
        CASE(kNeD, da != db);
        CASE(kUnordD, static_cast<bool>(__builtin_isunordered(da, db)));
        CASE(kFixD, static_cast<i32>(da));
        CASE(kFixUnsD, static_cast<u32>(da));
        CASE(kFloatSiD, static_cast<double>(sa));
        CASE(kFloatUnSiD, static_cast<double>(wa));
        CASE(kExtend, static_cast<double>(fa));
        CASE(kTruncate, static_cast<float>(da));
        CASE(kUDiv, wa / wb);
        CASE(kUMod, wa % wb);
        CASE(kDiv, sa / sb);
        CASE(kMod, sa % sb);
        CASE(kMul64, la * lb);
        CASE(kUMulSiDi, static_cast<u64>(wa) * wb);
        CASE(kUDiv64, la / lb);
        CASE(kUMod64, la % lb);
        CASE(kDiv64, ia / ib);
        CASE(kMod64, ia % ib);
        CASE(kShl64, la << (wb & 63));
        CASE(kShr64, la >> (wb & 63));
        CASE(kSar64, ia >> (wb & 63));
        default: return {};
    }
#undef CASE
}

u32 semihost(u32 number, u32 a, u32 b, u32 c) {
    register u32 r2 asm("a2") = number;
    register u32 r3 asm("a3") = a;
    register u32 r4 asm("a4") = b;
    register u32 r5 asm("a5") = c;
    asm volatile("simcall" : "+r"(r2), "+r"(r3) : "r"(r4), "r"(r5) : "memory");
    return r2;
}

constexpr u32 kExit = 1, kRead = 3, kWrite = 4;

}  // namespace

extern "C" {

Batch batch;

[[gnu::used]] void run_batch() {
    for (u32 i = 0; i < batch.count; ++i) {
        const Pair result = call(batch.calls[i]);
        batch.calls[i].result[0] = result.low;
        batch.calls[i].result[1] = result.high;
    }
}

[[gnu::used]] void main_loop() {
    while (true) {
        auto* bytes = reinterpret_cast<u8*>(&batch);
        u32 have = 0;
        while (have < sizeof batch) {
            const u32 count = semihost(kRead, 0, reinterpret_cast<u32>(bytes + have), sizeof batch - have);
            if (count == 0 || count > sizeof batch) semihost(kExit, 0, 0, 0);
            have += count;
        }
        run_batch();
        for (u32 sent = 0; sent < sizeof batch;) {
            sent += semihost(kWrite, 1, reinterpret_cast<u32>(bytes + sent), sizeof batch - sent);
        }
    }
}

}  // extern "C"

}  // namespace kinglet::arith

namespace kinglet {

void verify_failed(const char*, const char*, u32) {
    while (true) asm volatile("waiti 15");
}

}  // namespace kinglet
