// Runs a program over a text: a machine that backtracks, with its choices on a stack of its own in the heap,
// so that neither pattern nor text can exhaust the C stack. When a search backtracks a lot the machine begins
// to remember which choices failed where, which bounds its time by program size times the square of the
// length; not for programs with counted groups, backreferences or look-around, which can take as long as
// they do elsewhere (Ctrl-C ends them).
#pragma once

#include "python/runtime/thread.hpp"
#include "python/runtime/types/text.hpp"
#include "python/stdlib/re/program.hpp"

namespace kinglet::stdlib::re {

enum class Extent : u32 { Prefix, Whole };

inline constexpr u32 kUnset = ~0U;
inline constexpr usize kAnywhere = ~usize{0};

/// Where the groups of a match lie.
struct Captures {
    const Pattern* pattern;
    Value subject;
    runtime::Text text;
    const u32* registers;

    /// Byte offsets; kUnset: the group took no part.
    u32 group_start(u32 group) const { return registers[2 * group]; }
    u32 group_end(u32 group) const { return registers[2 * group + 1]; }
    /// The text of a group, or `otherwise`.
    runtime::Completion group_text(runtime::Thread&, u32 group, Value otherwise) const;
};

class Matcher {
  public:
    Matcher(runtime::Thread& thread, const Pattern& pattern) : thread_(thread), pattern_(pattern) {}
    ~Matcher();
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    /// Takes a str (for patterns of str) or bytes-like object; TypeError. `position` and `end` are
    /// characters, clipped; undefined: all of it.
    runtime::Raised set_subject(Value subject, Value position = runtime::kUndefined,
                                Value end = runtime::kUndefined);

    /// Looks for a match that begins at byte offset `at` exactly. One that is empty does not count at
    /// `not_empty_at`.
    runtime::Raised match(usize at, Extent extent, usize not_empty_at, bool& found);
    /// The same from `at` on.
    runtime::Raised search(usize at, usize not_empty_at, bool& found);

    usize position() const { return position_; }
    usize end() const { return end_; }
    /// After a match; valid until the next.
    Captures captures() const { return {&pattern_, subject_, text_, words_}; }

  private:
    struct Choice;

    const u32* code() const { return pattern_.program; }
    u32 character_at(usize& at) const;
    bool take(u32 pc, usize& at) const;
    bool is_in_set(const u32* items, u32 count, u32 c) const;
    bool is_word_at(usize at) const;
    bool holds(Assertion assertion, usize at) const;
    bool repeats(u32 group, bool no_case, usize& at) const;

    usize clipped_offset(runtime::SignedWord character) const;
    runtime::Raised reserve(u32 words);
    runtime::Raised push(u32 kind, u32 pc, usize a, usize b);
    runtime::Raised set_register(u32 index, u32 value);
    bool backtrack(u32& pc, usize& at);
    bool end_look(usize& at);
    bool was_here(u32 mark, usize at);
    runtime::Raised after_failure();

    runtime::Thread& thread_;
    const Pattern& pattern_;
    Value subject_;
    runtime::Text text_;
    usize position_ = 0;
    usize end_ = 0;
    // The registers, then the stack of choices.
    static constexpr u32 kInlineWords = 64;
    u32* words_ = inline_;
    u32 top_ = 0;
    u32 capacity_ = kInlineWords;
    u32* failed_ = nullptr;  // raw block: a bit per mark and position
    u32 failures_ = 0;
    bool enters_loop_ = false;  // a lazy loop's body is tried now
    u32 inline_[kInlineWords];
};

/// The text of a part of a subject: a str of a str, else bytes.
runtime::Completion subject_part(runtime::Thread&, Value subject, const runtime::Text& text, usize start,
                                 usize end);

}  // namespace kinglet::stdlib::re
