// Completion: what everything that can raise a Python exception returns. One word: a Value, or 0 for 'raised'
// with the exception waiting in the Thread. TRY(expression) yields the value or returns 'raised' from the
// enclosing function. Results that are no Value come back through an out-parameter beside a Raised flag.
#pragma once

#include "python/runtime/value.hpp"

namespace kinglet::runtime {

class [[nodiscard]] Completion {
  public:
    constexpr Completion(Value value) : value_(value) {}            // NOLINT: the conversion is the point
    constexpr Completion(Immediate value) : value_(value) {}        // NOLINT
    constexpr Completion(const Object* object) : value_(object) {}  // NOLINT
    constexpr bool is_raised() const { return value_.word() == 0; }
    constexpr Value value() const { return value_; }

  private:
    Value value_;
};

/// An outcome without a value. `true` means: an exception is waiting.
class [[nodiscard]] Raised {
  public:
    constexpr explicit Raised(bool raised) : raised_(raised ? 1 : 0) {}
    constexpr bool is_raised() const { return raised_ != 0; }
    constexpr Value value() const { return kNone; }  // so that TRY works on both
    constexpr operator Completion() const { return raised_ != 0 ? Value() : kNone; }  // NOLINT

  private:
    u32 raised_;  // a whole word: a caller need not cut a byte out of the register
};

/// The outcomes of functions that return Raised.
inline constexpr Raised kFine{false};
inline constexpr Raised kRaised{true};

namespace detail {
/// Converts to whichever of the two the enclosing function returns.
struct RaisedOutcome {
    constexpr operator Completion() const { return Value(); }  // NOLINT
    constexpr operator Raised() const { return kRaised; }      // NOLINT
};
}  // namespace detail

}  // namespace kinglet::runtime

#define TRY(expression)                                         \
    ({                                                          \
        const auto try_outcome_ = (expression);                 \
        if (__builtin_expect(try_outcome_.is_raised(), 0))      \
            return ::kinglet::runtime::detail::RaisedOutcome{}; \
        try_outcome_.value();                                   \
    })
