// Text to program, in one pass and without recursion: what an operator needs in front of its operand is
// inserted there, which relative offsets survive. The groups that are open lie on a stack in the heap.
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/unicode.hpp"
#include "python/stdlib/re/program.hpp"

namespace kinglet::stdlib::re {

using namespace runtime;

namespace {

using Failure = runtime::detail::RaisedOutcome;

constexpr u32 kNowhere = ~0U;
constexpr u32 kMostNesting = 250;
constexpr u32 kMostWords = 1U << 20;    // offsets have 24 bits
constexpr u32 kMostWidth = 1U << 24;    // as good as unlimited
constexpr u32 kMostRepeats = 1U << 30;  // of {m,n}

/// How many characters something takes.
struct Width {
    u32 least = 0;
    u32 most = 0;

    static u32 capped(u64 n) { return n < kMostWidth ? static_cast<u32>(n) : kMostWidth; }
    void add(Width other) {
        least = capped(u64{least} + other.least);
        most = capped(u64{most} + other.most);
    }
    void repeat(u32 from, u32 to) {
        least = capped(u64{least} * from);
        most = capped(u64{most} * to);
    }
    void choose(Width other) {
        if (other.least < least) least = other.least;
        if (other.most > most) most = other.most;
    }
};

enum class GroupKind : u32 { Plain, Capture, Atomic, Look, LookBehind };

/// A group that is open; the lowest is the whole expression.
struct Group {
    GroupKind kind = GroupKind::Plain;
    u32 number = 0;             // of a Capture
    u32 at = 0;                 // in the text
    u32 begin = 0;              // of its code
    u32 alternative = 0;        // where the code of the current alternative begins
    u32 pending = kNowhere;     // the last of the jumps to its end; each holds the distance to the one before
    u32 flags = 0;              // what holds again behind it
    Width others{kNowhere, 0};  // of the alternatives before the current one
    Width width;                // of the current one
};

class Compiler {
  public:
    Compiler(Thread& thread, const Text& text, u32 flags)
        : thread_(thread), text_(text), flags_(flags), global_flags_(flags) {}

    Raised run() {
        TRY(push(Group{}));
        while (at_ < text_.length) TRY(parse_item());
        if (depth_ != 1) return fail("missing ), unterminated subpattern"_packed, groups_[depth_ - 1].at);
        end_alternatives();
        TRY(emit(instruction(Op::Match)));
        thread_.heap.free_raw(groups_);
        return kFine;
    }

    void hand_over(Pattern& pattern) {
        pattern.program = code_;
        pattern.names = names_;
        pattern.flags = global_flags_;
        pattern.groups = captures_;
        pattern.loops = loops_;
        pattern.marks = depends_on_more_ ? 0 : marks_;
    }

  private:
    // ---- the text

    bool is_at_end() const { return at_ == text_.length; }
    bool next_is(char c) const { return !is_at_end() && text_.byte(at_) == static_cast<u8>(c); }
    bool take_if(char c) {
        if (!next_is(c)) return false;
        ++at_;
        return true;
    }
    /// Not at the end.
    u32 take() {
        if (text_.kind != TextKind::Str) return text_.byte(at_++);
        return utf8_decode(text_.data, text_.length, at_);
    }
    Failure fail(PackedText message, usize at) {
        return raise_format(thread_, value_error_type, "%m at position %u"_packed, message,
                            static_cast<u32>(text_.characters_before(at)));
    }

    // ---- the code

    /// Room for `count` more words.
    Raised reserve(u32 count) {
        if (count <= capacity_ - count_) return kFine;
        const u32 capacity = count_ + count + count_ / 2 + 8;
        if (capacity > kMostWords)
            return raise(thread_, value_error_type, "regular expression too long"_packed);
        void* grown = thread_.heap.reallocate_raw(code_, capacity * sizeof(u32), RawKind::Bytes);
        if (grown == nullptr) return raise_memory_error(thread_, capacity * sizeof(u32));
        code_ = static_cast<u32*>(grown);
        capacity_ = capacity;
        return kFine;
    }
    Raised emit(u32 word) {
        TRY(reserve(1));
        code_[count_++] = word;
        return kFine;
    }
    Raised insert(u32 at, u32 count) {
        TRY(reserve(count));
        std::memmove(code_ + at + count, code_ + at, (count_ - at) * sizeof(u32));
        count_ += count;
        return kFine;
    }
    u32 take_mark(u32 count = 1) {
        marks_ += count;
        return marks_ - count;
    }

    // ---- what an operator behind it would repeat

    void end_atom() {
        groups_[depth_ - 1].width.add(atom_width_);
        atom_ = kNowhere;
        atom_width_ = {};
    }
    Raised emit_atom(u32 word, Width width) {
        end_atom();
        atom_ = count_;
        atom_width_ = width;
        is_repeated_ = false;
        return emit(word);
    }
    Raised emit_assertion(Assertion assertion) {
        end_atom();
        return emit(instruction(Op::Assert, static_cast<u8>(assertion)));
    }
    bool is_ascii_only() const { return text_.kind != TextKind::Str || (flags_ & kAscii) != 0; }

    Raised emit_character(u32 c) {
        Op op = Op::Character;
        if ((flags_ & kIgnoreCase) != 0 && (c < 0x80 || !is_ascii_only())) {
            const u32 lower = unicode_to_lower(c);
            if (lower != c || unicode_to_upper(c) != c) op = Op::CharacterNoCase;
            c = lower;
        }
        return emit_atom(instruction(op, c), {1, 1});
    }

    // ---- the grammar

    Raised parse_item() {
        const usize begin = at_;
        const u32 c = take();
        const bool is_verbose = (flags_ & kVerbose) != 0;
        u32 least = 0;
        u32 most = kUnlimited;
        switch (c) {
            case '|': return end_alternative();
            case '(': return open_group(begin);
            case ')': return close_group(begin);
            case '[': return parse_set(begin);
            case '\\': return parse_escape(begin);
            case '^': return emit_assertion((flags_ & kMultiLine) != 0 ? 'm' : '^');
            case '$': return emit_assertion((flags_ & kMultiLine) != 0 ? 'n' : '$');
            case '.': return emit_atom(instruction((flags_ & kDotAll) != 0 ? Op::AnyAtAll : Op::Any), {1, 1});
            case '*': return repeat(begin, 0, kUnlimited);
            case '+': return repeat(begin, 1, kUnlimited);
            case '?': return repeat(begin, 0, 1);
            case '{': {
                bool is_count = false;
                TRY(parse_counts(begin, least, most, is_count));
                if (is_count) return repeat(begin, least, most);
                break;
            }
            case '#':
                if (!is_verbose) break;
                while (!is_at_end() && !next_is('\n')) ++at_;
                return kFine;
            default:
                if (is_verbose && is_white_space(c)) return kFine;
                break;
        }
        return emit_character(c);
    }

    /// A decimal number; `number` stays as it is where none stands.
    Raised parse_number(u32& number) {
        if (is_at_end() || !is_digit(text_.byte(at_))) return kFine;
        number = 0;
        while (!is_at_end() && is_digit(text_.byte(at_))) {
            number = number * 10 + (text_.byte(at_++) - '0');
            if (number > kMostRepeats / 16)
                return raise(thread_, overflow_error_type, "the repetition number is too large"_packed);
        }
        return kFine;
    }

    /// {m} {m,} {,n} {m,n}; anything else is text.
    Raised parse_counts(usize begin, u32& least, u32& most, bool& is_count) {
        const usize start = at_;
        u32 written = kNowhere;
        TRY(parse_number(written));
        const bool has_comma = take_if(',');
        if (has_comma) {
            TRY(parse_number(most));
        } else {
            most = written;
        }
        is_count = take_if('}') && (has_comma || written != kNowhere);
        if (!is_count) {
            at_ = start;
            return kFine;
        }
        least = written == kNowhere ? 0 : written;
        if (most < least) return fail("min repeat greater than max repeat"_packed, begin);
        return kFine;
    }

    Raised repeat(usize begin, u32 least, u32 most) {
        if (atom_ == kNowhere) return fail("nothing to repeat"_packed, begin);
        if (is_repeated_) return fail("multiple repeat"_packed, begin);
        is_repeated_ = true;
        const bool is_lazy = take_if('?');
        const bool is_possessive = !is_lazy && take_if('+');
        if (is_possessive) {
            TRY(insert(atom_, 3));
            TRY(emit_repeat(atom_ + 3, least, most, false));
            TRY(end_look(atom_, LookKind::Atomic, 0));
        } else {
            TRY(emit_repeat(atom_, least, most, is_lazy));
        }
        atom_width_.repeat(least, most);
        return kFine;
    }

    /// Makes a repetition of the code from `begin` on.
    Raised emit_repeat(u32 begin, u32 least, u32 most, bool is_lazy) {
        if ((least == 1 && most == 1) || begin == count_) return kFine;  // once, or nothing at all
        const u32 first = code_[begin];
        if (takes_character(op_of(first)) && begin + character_instruction_length(first) == count_) {
            TRY(insert(begin, 3));
            code_[begin] = instruction(Op::Run, take_mark() * 4 | static_cast<u32>(is_lazy));
            code_[begin + 1] = least;
            code_[begin + 2] = most;
            return kFine;
        }
        const Op prefers_next = is_lazy ? Op::SplitFar : Op::Split;
        const Op prefers_far = is_lazy ? Op::Split : Op::SplitFar;
        const bool is_star = least == 0 && most == kUnlimited && atom_width_.least != 0;
        if (is_star || (least == 0 && most == 1)) {
            TRY(insert(begin, 2));
            if (is_star) TRY(emit(instruction(Op::Jump, begin - count_)));
            code_[begin] = instruction(prefers_next, take_mark());
            code_[begin + 1] = count_ - begin;
            return kFine;
        }
        if (least == 1 && most == kUnlimited && atom_width_.least != 0) {
            TRY(reserve(2));
            const u32 offset = begin - count_;
            TRY(emit(instruction(prefers_far, take_mark())));
            return emit(offset);
        }
        // With a counter, and for what may take nothing with an eye on the position.
        if (least > 1 || most != kUnlimited) depends_on_more_ = true;
        TRY(insert(begin, 6));
        TRY(emit(instruction(Op::Jump, begin + 1 - count_)));
        code_[begin] = instruction(Op::EnterLoop, loops_);
        code_[begin + 1] = instruction(Op::Loop, take_mark(3) * 2 | static_cast<u32>(is_lazy));
        code_[begin + 2] = loops_++;
        code_[begin + 3] = least;
        code_[begin + 4] = most;
        code_[begin + 5] = count_ - (begin + 1);
        return kFine;
    }

    Raised end_alternative() {
        end_atom();
        Group& group = groups_[depth_ - 1];
        TRY(insert(group.alternative, 2));
        const u32 jump = count_;
        TRY(emit(instruction(Op::Jump, group.pending == kNowhere ? 0 : jump - group.pending)));
        group.pending = jump;
        code_[group.alternative] = instruction(Op::Split, take_mark());
        code_[group.alternative + 1] = count_ - group.alternative;
        group.alternative = count_;
        group.others.choose(group.width);
        group.width = {};
        return kFine;
    }

    /// The end of the innermost group: its jumps get their target.
    void end_alternatives() {
        end_atom();
        Group& group = groups_[depth_ - 1];
        group.width.choose(group.others);
        while (group.pending != kNowhere) {
            const u32 distance = operand_of(code_[group.pending]);
            code_[group.pending] = instruction(Op::Jump, count_ - group.pending);
            group.pending = distance == 0 ? kNowhere : group.pending - distance;
        }
    }

    // ---- groups

    Raised push(const Group& group) {
        if (depth_ == kMostNesting)
            return raise(thread_, runtime_error_type, "maximum recursion depth exceeded"_packed);
        const usize bytes = (depth_ + 1) * sizeof(Group);
        if (groups_ == nullptr || bytes > thread_.heap.raw_capacity(groups_)) {
            void* grown = thread_.heap.reallocate_raw(groups_, 2 * bytes, RawKind::Bytes);
            if (grown == nullptr) return raise_memory_error(thread_, 2 * bytes);
            groups_ = static_cast<Group*>(grown);
        }
        groups_[depth_++] = group;
        return kFine;
    }

    Raised open_group(usize begin) {
        end_atom();
        Group group;
        group.at = static_cast<u32>(begin);
        group.begin = count_;
        group.flags = flags_;
        LookKind look = LookKind::Ahead;
        if (!take_if('?')) {
            group.kind = GroupKind::Capture;
        } else {
            bool is_group = true;
            TRY(parse_extension(begin, group.kind, look, is_group));
            if (!is_group) return kFine;
        }
        if (group.kind == GroupKind::Capture) {
            if (group.number == 0) group.number = ++captures_;
            TRY(emit(instruction(Op::Save, 2 * group.number)));
        } else if (group.kind != GroupKind::Plain) {
            TRY(emit(instruction(Op::Look, static_cast<u32>(look))));
            TRY(emit(0));
            TRY(emit(0));
        }
        group.alternative = count_;
        return push(group);
    }

    /// What stands behind '(?'. `is_group` false: it is whole, and done.
    Raised parse_extension(usize begin, GroupKind& kind, LookKind& look, bool& is_group) {
        if (is_at_end()) return fail("unexpected end of pattern"_packed, at_);
        const usize start = at_;
        switch (take()) {
            case ':': return kFine;
            case '>':
                kind = GroupKind::Atomic;
                look = LookKind::Atomic;
                return kFine;
            case '!': look = LookKind::NotAhead; [[fallthrough]];
            case '=': kind = GroupKind::Look; return kFine;
            case '<':
                if (!next_is('=') && !next_is('!')) break;
                if (take() == '!') look = LookKind::NotAhead;
                kind = GroupKind::LookBehind;
                return kFine;
            case '#':
                is_group = false;
                while (!take_if(')')) {
                    if (is_at_end()) return fail("missing ), unterminated comment"_packed, begin);
                    ++at_;
                }
                return kFine;
            case 'P':
                if (take_if('<')) {
                    kind = GroupKind::Capture;
                    return name_group();
                }
                if (!take_if('=')) break;
                is_group = false;
                return parse_named_reference();
            default: at_ = start; return parse_flags(begin, is_group);
        }
        return fail("unknown extension"_packed, start);
    }

    /// (?i) at the very beginning, or (?i-m: ... ).
    Raised parse_flags(usize begin, bool& is_group) {
        u32 on = 0;
        u32 off = 0;
        bool is_off = false;
        for (;;) {
            u32 flag = 0;
            switch (is_at_end() ? 0 : take()) {
                case 'i': flag = kIgnoreCase; break;
                case 'm': flag = kMultiLine; break;
                case 's': flag = kDotAll; break;
                case 'x': flag = kVerbose; break;
                case 'a': flag = kAscii; break;
                case 'u': flag = kUnicode; break;
                case '-': is_off = true; continue;
                case ':': flags_ = (flags_ | on) & ~off; return kFine;
                case ')':
                    if (begin != 0)
                        return fail("global flags not at the start of the expression"_packed, begin);
                    is_group = false;
                    flags_ |= on;
                    global_flags_ = flags_;
                    return kFine;
                default: return fail("unknown extension"_packed, begin + 1);
            }
            (is_off ? off : on) |= flag;
        }
    }

    /// A name up to `end`, interned.
    Completion parse_name(char end) {
        const usize start = at_;
        while (!next_is(end)) {
            if (is_at_end()) return fail("missing group name or its end"_packed, start);
            const u8 c = text_.byte(at_);
            if (c < 0x80 && !is_letter(c) && c != '_' && (!is_digit(c) || at_ == start))
                return fail("bad character in group name"_packed, start);
            ++at_;
        }
        if (at_ == start) return fail("missing group name"_packed, start);
        Str* str = intern(thread_, text_.part(start, at_));
        if (str == nullptr) return raise_memory_error(thread_, at_ - start);
        ++at_;
        return &str->header;
    }

    Raised name_group() {
        const usize start = at_;
        const Value group_name = TRY(parse_name('>'));
        if (names_ == nullptr) {
            names_ = dict_create(thread_);
            if (names_ == nullptr) return kRaised;
        }
        Value known;
        TRY(dict_get(thread_, *names_, group_name, known));
        if (known) return fail("redefinition of group name"_packed, start);
        return dict_set(thread_, *names_, group_name,
                        Value::from_int(static_cast<SignedWord>(captures_ + 1)));
    }

    Raised parse_named_reference() {
        const usize start = at_;
        const Value group_name = TRY(parse_name(')'));
        Value number;
        if (names_ != nullptr) TRY(dict_get(thread_, *names_, group_name, number));
        if (!number) return fail("unknown group name"_packed, start);
        return emit_reference(static_cast<u32>(number.as_int()), start);
    }

    Raised emit_reference(u32 group, usize at) {
        if (group > captures_) return fail("invalid group reference"_packed, at);
        for (u32 i = 0; i < depth_; ++i) {
            if (groups_[i].number == group) return fail("cannot refer to an open group"_packed, at);
        }
        depends_on_more_ = true;
        const u32 no_case = (flags_ & kIgnoreCase) != 0 ? 1 : 0;
        return emit_atom(instruction(Op::Backreference, group * 2 | no_case), {0, kMostWidth});
    }

    Raised close_group(usize begin) {
        if (depth_ == 1) return fail("unbalanced parenthesis"_packed, begin);
        end_alternatives();
        const Group group = groups_[--depth_];
        flags_ = group.flags;
        Width width = group.width;
        switch (group.kind) {
            case GroupKind::Plain: break;
            case GroupKind::Capture: TRY(emit(instruction(Op::Save, 2 * group.number + 1))); break;
            case GroupKind::Atomic: TRY(end_look(group.begin, LookKind::Atomic, 0)); break;
            case GroupKind::Look:
            case GroupKind::LookBehind: {
                const bool is_behind = group.kind == GroupKind::LookBehind;
                if (is_behind && width.least != width.most)
                    return fail("look-behind requires fixed-width pattern"_packed, group.at);
                const auto look = static_cast<LookKind>(operand_of(code_[group.begin]));
                TRY(end_look(group.begin, look, is_behind ? width.least : 0));
                width = {};
                break;
            }
        }
        atom_ = group.begin;
        atom_width_ = width;
        is_repeated_ = false;
        return kFine;
    }

    Raised end_look(u32 begin, LookKind kind, u32 back) {
        depends_on_more_ = true;
        TRY(emit(instruction(Op::LookEnd)));
        code_[begin] = instruction(Op::Look, static_cast<u32>(kind));
        code_[begin + 1] = count_ - begin;
        code_[begin + 2] = back;
        return kFine;
    }

    // ---- escapes and sets

    static bool is_category(u32 c) {
        const u32 lower = c | 0x20;
        return lower == 'd' || lower == 's' || lower == 'w';
    }
    u32 category(u32 c) const { return is_ascii_only() ? c | kCategoryAscii : c; }

    Raised parse_escape(usize begin) {
        if (is_at_end()) return fail("bad escape (end of pattern)"_packed, begin);
        const u32 c = take();
        if (is_category(c)) return emit_atom(instruction(Op::Category, category(c)), {1, 1});
        if (c == 'A' || c == 'Z' || c == 'b' || c == 'B') return emit_assertion(static_cast<Assertion>(c));
        if (is_digit(c) && c != '0') {
            u32 group = c - '0';
            if (!is_at_end() && is_digit(text_.byte(at_))) group = group * 10 + (take() - '0');
            return emit_reference(group, begin + 1);
        }
        u32 character = 0;
        TRY(parse_character(begin, c, character));
        return emit_character(character);
    }

    /// What stands for one character behind a backslash.
    Raised parse_character(usize begin, u32 c, u32& character) {
        u32 digits = 0;
        u32 base = 16;
        character = c;
        switch (c) {
            case 'x': digits = 2; break;
            case 'u': digits = 4; break;
            case 'U': digits = 8; break;
            case '0':
                digits = 2;
                base = 8;
                break;
            default:
                if (const char escaped = escaped_character(c); escaped != 0) {
                    character = static_cast<u8>(escaped);
                } else if (is_letter(c)) {
                    return fail("bad escape"_packed, begin);
                }
                return kFine;
        }
        character = 0;
        for (; digits != 0; --digits) {
            const u32 value = is_at_end() ? 99 : digit_value(text_.byte(at_));
            if (value >= base) break;
            character = character * base + value;
            ++at_;
        }
        if ((digits != 0 && base == 16) || character > 0x10FFFF)
            return fail("incomplete escape"_packed, begin);
        return kFine;
    }

    /// One end of a range in a set. `is_category_item`: it is a category, in `character`.
    Raised parse_set_item(usize begin, u32& character, bool& is_category_item) {
        const usize start = at_;
        character = take();
        is_category_item = false;
        if (character != '\\') return kFine;
        if (is_at_end()) return fail("unterminated character set"_packed, begin);
        const u32 c = take();
        is_category_item = is_category(c);
        if (!is_category_item) return parse_character(start, c, character);
        character = category(c);
        return kFine;
    }

    Raised parse_set(usize begin) {
        TRY(emit_atom(0, {1, 1}));
        const u32 header = atom_;
        u32 flags = take_if('^') ? u32{kSetNegated} : 0;
        if ((flags_ & kIgnoreCase) != 0) flags |= kSetNoCase;
        const usize first = at_;
        while (at_ == first || !next_is(']')) {
            if (is_at_end()) return fail("unterminated character set"_packed, begin);
            const usize start = at_;
            u32 low;
            bool is_category_item;
            TRY(parse_set_item(begin, low, is_category_item));
            u32 high = low;
            const bool is_range = next_is('-') && at_ + 1 < text_.length && text_.byte(at_ + 1) != ']';
            if (is_range) {
                ++at_;
                bool ends_with_category;
                TRY(parse_set_item(begin, high, ends_with_category));
                if (is_category_item || ends_with_category || high < low)
                    return fail("bad character range"_packed, start);
            }
            TRY(emit(is_category_item ? kCategoryItem : low));
            TRY(emit(high));
        }
        ++at_;
        code_[header] = instruction(Op::Set, (count_ - header - 1) / 2 * 4 | flags);
        return kFine;
    }

    Thread& thread_;
    const Text& text_;
    usize at_ = 0;
    u32 flags_;
    u32 global_flags_;
    u32* code_ = nullptr;  // raw block
    u32 count_ = 0;
    u32 capacity_ = 0;
    Group* groups_ = nullptr;  // raw block
    u32 depth_ = 0;
    u32 atom_ = kNowhere;
    Width atom_width_;
    bool is_repeated_ = false;
    bool depends_on_more_ = false;
    u32 captures_ = 0;
    u32 loops_ = 0;
    u32 marks_ = 0;
    Dict* names_ = nullptr;
};

}  // namespace

Completion compile(Thread& thread, Value source, u32 flags) {
    Text text;
    if (!text_of(source, text))
        return raise(thread, type_error_type, "first argument must be string or compiled pattern"_packed);
    if (text.kind == TextKind::Str) {
        if ((flags & kAscii) == 0) flags |= kUnicode;
    }
    Compiler compiler(thread, text, flags);
    TRY(compiler.run());
    auto* pattern = static_cast<Pattern*>(thread.heap.allocate(sizeof(Pattern)));
    if (pattern == nullptr) return raise_memory_error(thread, sizeof(Pattern));
    pattern->header.shape = &pattern_type.root;
    pattern->source = source;
    compiler.hand_over(*pattern);
    return &pattern->header;
}

}  // namespace kinglet::stdlib::re
