// Interned strings. Two interned strs with the same text are the same object, so names compare by identity.
//
// name<"append"> is a Str constant in flash, one for the whole program however many files use it: each lies
// in a section of its own, named for its symbol, that the linker merges. names.ld gathers them sorted by that
// name, which holds the text; so they need no index: names.cpp searches them by halving. What is not there is
// interned in RAM, for as long as something refers to it.
#pragma once

#include <algorithm>
#include <string_view>

#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

/// A text as a template argument.
template <usize N>
struct NameText {
    char text[N]{};
    constexpr NameText(const char (&source)[N]) { std::copy_n(source, N, text); }  // NOLINT
};

/// A Str followed by its bytes, zero-padded to whole words, as types/str.hpp lays them out.
template <usize Length>
struct StaticStr {
    Str str;
    u32 bytes[(Length + 4) / 4 == 0 ? 1 : (Length + 4) / 4];
};

namespace detail {
template <usize N>
constexpr StaticStr<N - 1> make_static_str(const char (&text)[N]) {
    StaticStr<N - 1> result{
        {{&str_type.root}, str_length_word(N - 1, kStrIsAscii | kStrIsInterned), hash_text(text, N - 1)}, {}};
    for (usize i = 0; i < N - 1; ++i) {
        result.bytes[i / 4] |= static_cast<u32>(static_cast<u8>(text[i])) << (i % 4 * 8);
    }
    return result;
}
}  // namespace detail

/// The storage of a name; its symbol is what names.ld collects.
template <NameText Text>
inline constexpr auto name_storage = detail::make_static_str(Text.text);

/// The interned str of an ASCII text: name<"append">.
template <NameText Text>
inline constexpr const Str* name = &name_storage<Text>.str;

/// The same where a Str& is asked for: set_attribute(thread, object, name_ref<"x">, value). Nobody writes to
/// a constant name.
template <NameText Text>
inline Str& name_ref = const_cast<Str&>(name_storage<Text>.str);

/// The interned str of one ASCII character; the same as name<"x">.
const Str* single_character(u8 character);

/// The interned str with this text; nullptr when memory ran out (no exception is set).
Str* intern(Thread&, std::string_view text);
/// The interned str equal to `str`: itself, one in flash, or a new or earlier one in RAM; nullptr when memory
/// ran out.
Str* intern(Thread&, Str& str);
/// The interned str with this text if there is one already; nullptr otherwise. Never allocates.
Str* find_interned(Thread&, std::string_view text);

/// While it lives, names that are new are interned in a table of their own, and when it ends they are
/// interned no longer: those of a compilation whose result refers to names in flash instead
/// (store/code_store.hpp). There is one at a time.
class NamesApart {
  public:
    explicit NamesApart(Thread&);
    ~NamesApart();
    NamesApart(const NamesApart&) = delete;
    NamesApart& operator=(const NamesApart&) = delete;

  private:
    Thread& thread_;
};

/// While it lives names are interned as ever, also within a NamesApart: Python runs meanwhile.
class NamesTogether {
  public:
    explicit NamesTogether(Thread&);
    ~NamesTogether();
    NamesTogether(const NamesTogether&) = delete;
    NamesTogether& operator=(const NamesTogether&) = delete;

  private:
    Thread& thread_;
    bool were_apart_;
};
/// The str in RAM with the text of this interned one that was not interned apart; or nullptr.
Str* find_interned_in_ram(Thread&, const Str&);

/// For the collector: forgets the interned strs in RAM that nothing refers to.
void forget_dead_names(Thread&);

/// The interned strs in RAM, by their address, which is mostly their age: the one behind `last` (nullptr: the
/// first); nullptr at the end.
const Str* next_interned(const Thread&, const Str* last);
/// Bytes of the table that finds them.
usize intern_table_bytes(const Thread&);

}  // namespace kinglet::runtime
