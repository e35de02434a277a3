// What the module's functions and the methods of patterns and matches share.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/stdlib/re/matcher.hpp"

namespace kinglet::stdlib::re {

enum class Operation : u32 { Match, FullMatch, Search, FindAll, FindIter };

/// match, fullmatch, search, findall or finditer in a subject, or in a part of it (set_subject).
runtime::Completion operate(runtime::Thread&, Operation, const Pattern&, Value subject, Value position,
                            Value end);
/// pattern.split: at most `limit` times, 0: as often as it matches.
runtime::Completion split(runtime::Thread&, const Pattern&, Value subject, Value limit);
/// pattern.sub, or with `counts` pattern.subn.
runtime::Completion substitute(runtime::Thread&, const Pattern&, Value replacement, Value subject,
                               Value limit, bool counts);

/// A match object.
runtime::Completion match_create(runtime::Thread&, const Matcher&);
/// The number of a group given as an int or a name; IndexError: no such group.
runtime::Raised group_number(runtime::Thread&, const Pattern&, Value key, u32& number);
/// Writes a template with its escapes and references replaced.
runtime::Raised expand(runtime::Thread&, const runtime::Text& replacement, const Captures&,
                       runtime::StrBuilder&);
/// The text in the builder as a str or as bytes.
runtime::Completion finish_text(bool is_str, runtime::StrBuilder&);

}  // namespace kinglet::stdlib::re
