// kinglet: a virtual ESP8266 and what a person does with it.
#include <cstdio>
#include <string_view>

#include "host/kinglet/commands.hpp"

int main(int count, char** words) {
    using namespace kinglet::host;
    if (count > 1 && std::string_view(words[1]) == "fs") return fs_command(count - 2, words + 2);
    Options options;
    std::string error;
    if (!parse_options(count, words, options, error)) {
        std::fprintf(stderr, "kinglet: %s\n\n%s", error.c_str(), help_text().c_str());
        return kExitUsage;
    }
    switch (options.command) {
        case Options::Command::Run: return run_command(options);
        case Options::Command::Repl: return repl_command(options);
        case Options::Command::Board: return board_command(options);
        case Options::Command::Boards: return boards_command(options);
        case Options::Command::Parts: return parts_command(options);
        case Options::Command::Version: std::puts("Kinglet 0.1.0"); return kExitEnded;
        case Options::Command::Help: std::fputs(help_text().c_str(), stdout); return kExitEnded;
    }
    return kExitUsage;
}
