// The digests of the ROM, as its other parts use them. The contexts are those that programs declare.
#pragma once

#include "chip/rom/rom.hpp"

extern "C" {

void md5_vector(u32 count, const u8* const* pieces, const u32* sizes, u8* digest);
void sha1_vector(u32 count, const u8* const* pieces, const u32* sizes, u8* digest);

}  // extern "C"
