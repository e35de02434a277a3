// Calls of the arithmetic check (tests/target/arith_batch.hpp) and what the desktop's processor says to them.
#pragma once

#include "tests/target/arith_batch.hpp"

namespace kinglet::arith {

/// A source of calls: every operation, operands that sit at the edges of their types more often than chance
/// would have it.
class Calls {
  public:
    explicit Calls(u64 seed) : state_(seed | 1) {}
    Call next();

  private:
    u64 random();
    u32 word();
    u64 long_word();
    u32 single();
    u64 double_bits();

    u64 state_;
    u32 operation_ = 0;
};

/// Whether the call's result is right.
bool is_right(const Call& call);

/// For messages: the operation's name.
const char* name_of(u32 operation);

}  // namespace kinglet::arith
