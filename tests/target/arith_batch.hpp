// What the arithmetic check on the chip (or QEMU) and the program on the desktop that judges it exchange: a
// batch of calls.
#pragma once

#include "base/integers.hpp"

namespace kinglet::arith {

// clang-format off
//   operation      operands                   result
enum Operation : u32 {
    kAddF, kSubF, kMulF, kDivF,             // two singles           single
    kEqF, kLtF, kLeF, kGtF, kGeF, kNeF, kUnordF,  // two singles     the comparison's truth
    kFixF, kFixUnsF,                        // single                word
    kFloatSiF, kFloatUnSiF,                 // word                  single
    kFixDiF, kFixUnsDiF,                    // single                long
    kFloatDiF, kFloatUnDiF,                 // long                  single
    kAddD, kSubD, kMulD, kDivD,             // two doubles           double
    kEqD, kLtD, kLeD, kGtD, kGeD, kNeD, kUnordD,
    kFixD, kFixUnsD, kFloatSiD, kFloatUnSiD,
    kExtend, kTruncate,                     // single, double        double, single
    kUDiv, kUMod, kDiv, kMod,               // words
    kMul64, kUMulSiDi,                      // longs, words          long
    kUDiv64, kUMod64, kDiv64, kMod64,
    kShl64, kShr64, kSar64,                 // long, 0-63
    kOperationCount
};
// clang-format on

struct Call {
    u32 operation;
    u32 a[2];
    u32 b[2];
    u32 result[2];
    u32 cycles;  // of the call, as CCOUNT saw them
};

inline constexpr u32 kBatchSize = 512;

struct Batch {
    u32 count;
    Call calls[kBatchSize];
};

}  // namespace kinglet::arith
