// Which board it is, and what is wired to it.
#include "host/kinglet/option_group.hpp"

namespace kinglet::host {

namespace {

constexpr const char* kPartsHelp =
    "the board and what is wired to it (docs/boards.md, docs/parts.md)\n"
    "  --board NAME         which board, or the file of your own: kinglet boards lists them\n"
    "  --wiring FILE        parts at its pins, and what happens to them\n"
    "  --wire TEXT          the same on the command line: --wire 'led GPIO2 active=low'\n"
    "  --expect FILE|TEXT   run only: what has to be so, else exit status 5: --expect 'led.on at 1.2 s +- 5 "
    "ms'\n"
    "  --strict             run only: exit status 5 as well when a part is treated against its data sheet\n";

template <WiringSource::Type kType>
bool add_wiring(Options& options, const char* value, std::string&) {
    options.wirings.push_back({kType, value});
    return true;
}

// clang-format off
constexpr Option kPartsOptions[] = {
    {"--board", Option::kValue, keep_text<&Options::board>},
    {"--wiring", Option::kValue, add_wiring<WiringSource::Type::File>},
    {"--wire", Option::kValue, add_wiring<WiringSource::Type::Text>},
    {"--expect", Option::kValue, add_wiring<WiringSource::Type::Expectation>},
    {"--strict", Option::kNothing, set_flag<&Options::strict>},
};
// clang-format on

}  // namespace

const OptionGroup parts_options{kPartsHelp, kPartsOptions};

}  // namespace kinglet::host
