#include "python/stdlib/re/matcher.hpp"

#include <bit>

#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/unicode.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::stdlib::re {

using namespace runtime;

/// One entry of the stack.
struct Matcher::Choice {
    u32 kind_and_pc;  // Kind in bits 2..0, above where to go on
    u32 a;
    u32 b;

    u32 kind() const { return kind_and_pc & 7; }
    u32 pc() const { return kind_and_pc >> 3; }
};

namespace {

enum Kind : u32 {
    kGoOn,        // a: position
    kRestore,     // pc: a register, a: what it held
    kFewer,       // a: the position behind the fewest repetitions, b: behind those taken now
    kMore,        // pc: of the Run; a: position, b: repetitions so far
    kLook,        // a: position where the look began
    kLookRefuse,  // the same, for one that must not match; pc: behind it
    kEnter,       // pc: of a lazy Loop whose body is to be tried; a: position
};
constexpr u32 kChoiceWords = 3;

bool is_in_category(u32 category, u32 c) {
    const u32 letter = category & 0xFF;
    const bool is_ascii_only = (category & kCategoryAscii) != 0;
    bool is_in;
    switch (letter | 0x20) {
        case 'd': is_in = is_digit(c); break;
        case 's': is_in = is_white_space(c) || (!is_ascii_only && unicode_is_space(c)); break;
        default:
            is_in = is_letter(c) || is_digit(c) || c == '_' ||
                    (!is_ascii_only && c >= 0x80 && unicode_is_letter(c));
            break;
    }
    return is_in == ((letter & 0x20) != 0);
}

}  // namespace

Matcher::~Matcher() {
    if (words_ != inline_) thread_.heap.free_raw(words_);
    thread_.heap.free_raw(failed_);
}

Raised Matcher::set_subject(Value subject, Value position, Value end) {
    subject_ = subject;
    const bool wants_str = is_str(pattern_.source);
    if (is_str(subject)) {
        if (!wants_str) {
            return raise(thread_, type_error_type,
                         "cannot use a bytes pattern on a string-like object"_packed);
        }
        text_ = text_of_self(subject);
    } else {
        Buffer buffer{};
        if (!buffer_of(subject, buffer)) {
            return raise_format(thread_, type_error_type,
                                "expected string or bytes-like object, got '%t'"_packed, subject);
        }
        if (wants_str) {
            return raise(thread_, type_error_type,
                         "cannot use a string pattern on a bytes-like object"_packed);
        }
        text_ = {reinterpret_cast<const char*>(buffer.data), buffer.count, TextKind::Bytes, true};
    }
    end_ = text_.length;
    SignedWord from = 0;
    if (!position.is_undefined()) TRY(to_integer(thread_, position, from));
    position_ = clipped_offset(from);
    if (!end.is_undefined()) {
        TRY(to_integer(thread_, end, from));
        end_ = clipped_offset(from);
    }
    return kFine;
}

usize Matcher::clipped_offset(SignedWord character) const {
    if (character <= 0) return 0;
    const auto n = static_cast<usize>(character);
    return n < text_.length ? text_.offset_of(n) : text_.length;
}

Completion subject_part(Thread& thread, Value subject, const Text& text, usize start, usize end) {
    if (text.kind == TextKind::Str) return text_part(thread, subject, text, start, end);
    if (start == 0 && end == text.length && is_exactly(subject, bytes_type)) return subject;
    return text_create(thread, text, text.part(start, end));
}

Completion Captures::group_text(Thread& thread, u32 group, Value otherwise) const {
    const u32 start = group_start(group);
    u32 end = group_end(group);
    if (start == kUnset || end == kUnset) return otherwise;
    if (end > text.length) end = static_cast<u32>(text.length);  // a bytearray that shrank meanwhile
    return subject_part(thread, subject, text, start < end ? start : end, end);
}

// ---- one character

/// The character at a position, which moves behind it.
u32 Matcher::character_at(usize& at) const {
    if (text_.is_ascii) return text_.byte(at++);
    return utf8_decode(text_.data, text_.length, at);
}

bool Matcher::is_in_set(const u32* items, u32 count, u32 c) const {
    for (; count != 0; --count, items += 2) {
        if (items[0] == kCategoryItem ? is_in_category(items[1], c) : c - items[0] <= items[1] - items[0])
            return true;
    }
    return false;
}

/// Carries out the instruction, one that takes a character; false: it does not match.
bool Matcher::take(u32 pc, usize& at) const {
    if (at >= end_) return false;
    const u32 word = code()[pc];
    const u32 operand = operand_of(word);
    usize behind = at;
    const u32 c = character_at(behind);
    bool matches = true;
    switch (op_of(word)) {
        case Op::Character: matches = c == operand; break;
        case Op::CharacterNoCase: matches = c == operand || unicode_to_lower(c) == operand; break;
        case Op::Any: matches = c != '\n'; break;
        case Op::Category: matches = is_in_category(operand, c); break;
        case Op::Set: {
            const u32* items = code() + pc + 1;
            const u32 count = operand / 4;
            matches = is_in_set(items, count, c);
            if (!matches && (operand & kSetNoCase) != 0 && (text_.kind == TextKind::Str || c < 0x80)) {
                matches = is_in_set(items, count, unicode_to_lower(c)) ||
                          is_in_set(items, count, unicode_to_upper(c));
            }
            if ((operand & kSetNegated) != 0) matches = !matches;
            break;
        }
        default: break;
    }
    if (matches) at = behind;
    return matches;
}

// ---- no character

bool Matcher::is_word_at(usize at) const {
    if (at >= end_) return false;
    const u32 c = character_at(at);
    const bool is_ascii_only = text_.kind != TextKind::Str || (pattern_.flags & kAscii) != 0;
    return is_in_category(is_ascii_only ? u32{'w'} | kCategoryAscii : u32{'w'}, c);
}

bool Matcher::holds(Assertion assertion, usize at) const {
    switch (assertion) {
        case '^':
        case 'A': return at == 0;
        case 'm': return at == 0 || text_.byte(at - 1) == '\n';
        case '$': return at == end_ || (at + 1 == end_ && text_.byte(at) == '\n');
        case 'n': return at == end_ || text_.byte(at) == '\n';
        case 'Z': return at == end_;
        default: {
            const bool before = at != 0 && is_word_at(text_.character_before(at));
            return (before != is_word_at(at)) == (assertion == 'b');
        }
    }
}

/// The text of a group again.
bool Matcher::repeats(u32 group, bool no_case, usize& at) const {
    const u32 start = words_[2 * group];
    const u32 end = words_[2 * group + 1];
    if (start == kUnset || end == kUnset || end < start) return false;
    usize behind = at;
    for (usize from = start; from < end;) {
        if (behind >= end_) return false;
        u32 a = character_at(from);
        u32 b = character_at(behind);
        if (no_case) {
            a = unicode_to_lower(a);
            b = unicode_to_lower(b);
        }
        if (a != b) return false;
    }
    at = behind;
    return true;
}

// ---- the stack

Raised Matcher::reserve(u32 words) {
    if (words <= capacity_) return kFine;
    const u32 capacity = words + words / 2;
    const usize bytes = capacity * sizeof(u32);
    const bool is_inline = words_ == inline_;
    void* grown = is_inline ? thread_.heap.allocate_raw(bytes, RawKind::Bytes)
                            : thread_.heap.reallocate_raw(words_, bytes, RawKind::Bytes);
    if (grown == nullptr) return raise_memory_error(thread_, bytes);
    if (is_inline) std::memcpy(grown, inline_, sizeof inline_);
    words_ = static_cast<u32*>(grown);
    capacity_ = capacity;
    return kFine;
}

Raised Matcher::push(u32 kind, u32 pc, usize a, usize b) {
    if (UNLIKELY(capacity_ - top_ < kChoiceWords)) TRY(reserve(top_ + kChoiceWords));
    u32* entry = words_ + top_;
    entry[0] = kind | pc << 3;
    entry[1] = static_cast<u32>(a);
    entry[2] = static_cast<u32>(b);
    top_ += kChoiceWords;
    return kFine;
}

Raised Matcher::set_register(u32 index, u32 value) {
    TRY(push(kRestore, index, words_[index], 0));
    words_[index] = value;
    return kFine;
}

/// Goes back to the last choice; false: there is none left.
bool Matcher::backtrack(u32& pc, usize& at) {
    const u32 bottom = pattern_.capture_registers() + 2 * pattern_.loops;
    while (top_ != bottom) {
        auto& choice = *reinterpret_cast<Choice*>(words_ + top_ - kChoiceWords);
        pc = choice.pc();
        at = choice.a;
        switch (choice.kind()) {
            case kRestore: words_[choice.pc()] = choice.a; break;
            case kLook: break;
            case kFewer: {
                usize behind = choice.b;
                const u32 next = code()[pc];
                const bool is_known = op_of(next) == Op::Character && operand_of(next) < 0x80;
                do {
                    behind = text_.character_before(behind);
                } while (is_known && behind > at && text_.byte(behind) != operand_of(next));
                if (behind > at) {
                    choice.b = static_cast<u32>(behind);
                } else {
                    top_ -= kChoiceWords;
                }
                at = behind;
                return true;
            }
            case kMore: {
                const u32 run = pc;
                const u32 item = run + 3;
                if (!take(item, at)) break;
                pc = item + character_instruction_length(code()[item]);
                choice.a = static_cast<u32>(at);
                if (++choice.b == code()[run + 2]) top_ -= kChoiceWords;
                return true;
            }
            case kEnter: enters_loop_ = true; [[fallthrough]];
            default: top_ -= kChoiceWords; return true;  // kGoOn, kLookRefuse
        }
        top_ -= kChoiceWords;
    }
    return false;
}

/// The body of the innermost look matched. If it should, its choices are forgotten, but not what its
/// registers held before; if it should not, all since then is undone. True: go on behind it.
bool Matcher::end_look(usize& at) {
    u32 begin = top_;
    u32 kind;
    do {
        begin -= kChoiceWords;
        kind = words_[begin] & 7;
    } while (kind != kLook && kind != kLookRefuse);
    if (kind == kLookRefuse) {
        for (; top_ != begin; top_ -= kChoiceWords) {
            const auto& choice = *reinterpret_cast<Choice*>(words_ + top_ - kChoiceWords);
            if (choice.kind() == kRestore) words_[choice.pc()] = choice.a;
        }
        return false;
    }
    if (words_[begin + 2] == static_cast<u32>(LookKind::Ahead)) at = words_[begin + 1];
    u32 kept = begin;
    for (u32 from = begin + kChoiceWords; from != top_; from += kChoiceWords) {
        if ((words_[from] & 7) != kRestore) continue;
        std::memmove(words_ + kept, words_ + from, kChoiceWords * sizeof(u32));
        kept += kChoiceWords;
    }
    top_ = kept;
    return true;
}

/// True if this choice at this place is known to fail; from now on it is.
bool Matcher::was_here(u32 mark, usize at) {
    const usize bit = usize{mark} * (end_ + 1) + at;
    u32& word = failed_[bit / 32];
    const u32 mask = 1U << (bit % 32);
    const bool was = (word & mask) != 0;
    word |= mask;
    return was;
}

/// Lets interrupts in; after many failures begins to remember them.
Raised Matcher::after_failure() {
    ++failures_;
    if (UNLIKELY(thread_.pending != 0)) {
        TRY(run_pending(thread_));
        Buffer buffer{};
        if (text_.kind != TextKind::Str && buffer_of(subject_, buffer)) {
            if (buffer.count != text_.length)
                return raise(thread_, runtime_error_type, "text changed while it was searched"_packed);
            text_.data = reinterpret_cast<const char*>(buffer.data);
        }
    }
    // Where there was no memory for it, there may be when as many failures again have passed.
    if (pattern_.marks != 0 && failed_ == nullptr && std::has_single_bit(failures_) &&
        failures_ >= 64 + 16 * (end_ - position_)) {
        const usize bits = usize{pattern_.marks} * (end_ + 1);
        failed_ = static_cast<u32*>(thread_.heap.allocate_raw((bits / 32 + 1) * sizeof(u32), RawKind::Bytes));
    }
    return kFine;
}

// ---- the machine

Raised Matcher::match(usize start, Extent extent, usize not_empty_at, bool& found) {
    const u32 captures = pattern_.capture_registers();
    const u32 bottom = captures + 2 * pattern_.loops;
    found = false;
    TRY(reserve(bottom));
    top_ = bottom;
    enters_loop_ = false;
    std::memset(words_, 0xFF, bottom * sizeof(u32));  // kUnset
    u32 pc = 0;
    usize at = start;
    for (;;) {
        const u32 word = code()[pc];
        const u32 operand = operand_of(word);
        bool goes_on = true;
        switch (op_of(word)) {
            case Op::Match:
                if ((extent == Extent::Whole && at != end_) || (at == start && at == not_empty_at)) {
                    goes_on = false;
                    break;
                }
                words_[0] = static_cast<u32>(start);
                words_[1] = static_cast<u32>(at);
                found = true;
                return kFine;
            case Op::Assert:
                goes_on = holds(static_cast<Assertion>(operand), at);
                ++pc;
                break;
            case Op::Save:
                TRY(set_register(operand, static_cast<u32>(at)));
                ++pc;
                break;
            case Op::Jump: pc += static_cast<u32>(static_cast<i32>(word) >> 8); break;
            case Op::Split:
            case Op::SplitFar: {
                if (failed_ != nullptr && was_here(operand, at)) {
                    goes_on = false;
                    break;
                }
                const u32 far = pc + code()[pc + 1];
                const bool prefers_far = op_of(word) == Op::SplitFar;
                TRY(push(kGoOn, prefers_far ? pc + 2 : far, at, 0));
                pc = prefers_far ? far : pc + 2;
                break;
            }
            case Op::Run: {
                const u32 least = code()[pc + 1];
                const u32 most = code()[pc + 2];
                const u32 item = pc + 3;
                const u32 next = item + character_instruction_length(code()[item]);
                goes_on = failed_ == nullptr || !was_here(operand / 4, at);
                u32 count = 0;
                while (goes_on && count < least) {
                    goes_on = take(item, at);
                    ++count;
                }
                if (!goes_on) break;
                if (operand % 4 == static_cast<u32>(Greed::Lazy)) {
                    if (count < most) TRY(push(kMore, pc, at, count));
                } else {
                    const usize fewest = at;
                    while (count < most && take(item, at)) ++count;
                    if (at > fewest) TRY(push(kFewer, next, fewest, at));
                }
                pc = next;
                break;
            }
            case Op::EnterLoop:
                TRY(set_register(captures + 2 * operand, 0));
                TRY(set_register(captures + 2 * operand + 1, kUnset));
                ++pc;
                break;
            case Op::Loop: {
                const u32 counter = captures + 2 * code()[pc + 1];
                const u32 count = words_[counter];
                const u32 end = pc + code()[pc + 4];
                const bool must = count < code()[pc + 2];
                const bool may = count < code()[pc + 3] && words_[counter + 1] != at;
                if (!enters_loop_) {
                    goes_on = failed_ == nullptr || !was_here(operand / 2 + (must ? 2 : may ? 1 : 0), at);
                    if (!goes_on) break;
                    if (!must && (!may || operand % 2 != 0)) {
                        if (may) TRY(push(kEnter, pc, at, 0));
                        pc = end;
                        break;
                    }
                    if (!must) TRY(push(kGoOn, end, at, 0));
                }
                enters_loop_ = false;
                TRY(set_register(counter, count + 1));
                if (!must) TRY(set_register(counter + 1, static_cast<u32>(at)));
                pc += 5;
                break;
            }
            case Op::Backreference:
                goes_on = repeats(operand / 2, operand % 2 != 0, at);
                ++pc;
                break;
            case Op::Look: {
                const u32 end = pc + code()[pc + 1];
                const bool refuses = operand == static_cast<u32>(LookKind::NotAhead);
                const usize began = at;
                u32 back = code()[pc + 2];
                for (; back != 0 && at != 0; --back) at = text_.character_before(at);
                if (back != 0) {
                    goes_on = refuses;
                    at = began;
                    pc = end;
                    break;
                }
                TRY(push(refuses ? kLookRefuse : kLook, end, began, operand));
                pc += 3;
                break;
            }
            case Op::LookEnd:
                goes_on = end_look(at);
                ++pc;
                break;
            default:
                goes_on = take(pc, at);
                pc += character_instruction_length(word);
                break;
        }
        if (goes_on) continue;
        TRY(after_failure());
        if (!backtrack(pc, at)) return kFine;
    }
}

Raised Matcher::search(usize at, usize not_empty_at, bool& found) {
    found = false;
    // What an earlier search remembers includes its success.
    thread_.heap.free_raw(failed_);
    failed_ = nullptr;
    failures_ = 0;
    u32 first = 0;
    if (op_of(code()[0]) == Op::Run && code()[1] != 0) first = 3;
    const u32 word = code()[first];
    const bool begins_with_character = takes_character(op_of(word));
    const bool begins_text =
        op_of(word) == Op::Assert && (operand_of(word) == '^' || operand_of(word) == 'A');
    for (; at <= end_; at += text_.character_length(at)) {
        usize probe = at;
        if (!begins_with_character || take(first, probe)) {
            TRY(match(at, Extent::Prefix, not_empty_at, found));
            if (found) return kFine;
        }
        if (begins_text) return kFine;
    }
    return kFine;
}

}  // namespace kinglet::stdlib::re
