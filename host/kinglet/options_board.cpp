// The options of `kinglet board` alone.
#include "host/kinglet/option_group.hpp"

namespace kinglet::host {

namespace {

constexpr const char* kBoardHelp =
    "options of board; one of the first three has to be there, each may be given several times\n"
    "  --pty LINK           its serial line as a terminal device with this name\n"
    "  --rfc2217 PORT       its serial line with DTR and RTS over the network: rfc2217://localhost:PORT; 0: "
    "any "
    "port\n"
    "  --socket PORT        its serial line without them: socket://localhost:PORT\n"
    "  --erased             an empty flash; otherwise a flash that does not exist yet gets the firmware\n"
    "  --download           starts in the serial bootloader, as with the button at GPIO0 held down\n";

// clang-format off
constexpr Option kBoardOptions[] = {
    {"--pty", Option::kValue, append_text<&Options::ptys>},
    {"--rfc2217", Option::kValue, append_text<&Options::rfc2217s>},
    {"--socket", Option::kValue, append_text<&Options::sockets>},
    {"--erased", Option::kNothing, set_flag<&Options::erased>},
    {"--download", Option::kNothing, set_flag<&Options::download>},
};
// clang-format on

}  // namespace

const OptionGroup board_options{kBoardHelp, kBoardOptions};

}  // namespace kinglet::host
