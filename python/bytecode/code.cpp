#include "python/bytecode/code.hpp"

namespace kinglet::bytecode {

PackedInfo pack(const CodeInfo& info) {
    const u32 keyword_only = keyword_only_count(info.parameters);
    const u32 positional_only = positional_only_count(info.parameters);
    const u32 call = info.flags | info.registers << 16 | (keyword_only != 0 ? kHasKeywordOnly : 0U) |
                     positional_count(info.parameters);
    const u32 narrow =
        info.first_line << 19 | info.line_words << 15 | info.instruction_count << 7 | info.constant_count;
    const bool fits = info.first_line < 1U << 12 && info.line_words < 1U << 4 &&
                      info.instruction_count < 1U << 8 && info.constant_count < 1U << 7;
    if (fits && (info.handler_count | info.free_count | keyword_only | positional_only) == 0)
        return {{call, narrow}, {}, false};
    return {{call, kWide | info.line_words << 16 | info.constant_count},
            {info.handler_count << 16 | info.instruction_count,
             info.free_count << 16 | keyword_only << 8 | positional_only, info.first_line},
            true};
}

}  // namespace kinglet::bytecode
