#include "host/kinglet/options.hpp"

#include <string_view>

#include "host/kinglet/option_group.hpp"

namespace kinglet::host {

namespace {

constexpr const OptionGroup* kGroups[] = {&common_options, &parts_options, &board_options,
                                          &inspection_options};

constexpr const char* kUsage =
    "usage: kinglet COMMAND [options]\n"
    "\n"
    "  kinglet run [options] FILE.py    runs a program on a virtual ESP8266; standard output is what it "
    "prints\n"
    "  kinglet run [options] FOLDER     boots a virtual ESP8266 with these files; standard output is its "
    "serial "
    "line\n"
    "  kinglet fs COMMAND ...           the filesystem in an image file: kinglet fs --help\n"
    "  kinglet repl [options]           a Python prompt on a virtual ESP8266, in this terminal; Ctrl-] "
    "leaves it\n"
    "  kinglet board [options]          a virtual ESP8266 that stays up, for the tools of real boards; "
    "Ctrl-C ends it\n"
    "  kinglet boards [NAME]            the known boards, or one with its pins; kinglet parts [KIND] what "
    "can be "
    "wired to them\n"
    "  kinglet help | version\n"
    "\n";

constexpr const char* kStatuses =
    "exit status: 0 the program ended, 1 with an uncaught exception, 2 wrong usage, 3 the chip hit a fault "
    "that\n"
    "the firmware could not handle, 4 the power failed (--power-cut), 5 an expectation failed\n"
    "(--expect, --strict), 124 out of --timeout\n";

const Option* find_option(std::string_view word) {
    for (const OptionGroup* group : kGroups) {
        for (const Option& option : group->options) {
            if (word == option.name) return &option;
        }
    }
    return nullptr;
}

bool takes_path(Options::Command command) {
    using Command = Options::Command;
    return command == Command::Run || command == Command::Boards || command == Command::Parts;
}

/// What is expected is known when a program has run.
bool expects(const Options& options) {
    bool expects = options.strict;
    for (const WiringSource& source : options.wirings)
        expects |= source.type == WiringSource::Type::Expectation;
    return expects;
}

/// What belongs to `board` is not given to the others, and a board can be reached.
bool is_sensible(const Options& options, std::string& error) {
    if (!is_sensible(options.inspection, error)) return false;
    if (options.inspection.keeps_or_repeats() && !options.wirings.empty()) {
        error =
            "--save, --restore, --record and --replay know nothing of parts: no --wiring, --wire and "
            "--expect";
        return false;
    }
    const bool is_replay = !options.inspection.replay.empty();
    const bool is_reachable = !options.ptys.empty() || !options.rfc2217s.empty() || !options.sockets.empty();
    if (options.command == Options::Command::Boards || options.command == Options::Command::Parts)
        return true;
    if (options.command != Options::Command::Run && expects(options))
        error = "--expect and --strict are options of kinglet run";
    if (options.command != Options::Command::Board) {
        if (is_reachable || options.erased || options.download)
            error = "--pty, --rfc2217, --socket, --erased and --download are options of kinglet board";
        if (is_replay) error = "--replay is an option of kinglet board";
    } else if (is_replay) {
        if (is_reachable) error = "a board that is replayed hears nobody: no --pty, --rfc2217 and --socket";
    } else if (!is_reachable) {
        error = "board needs a way to reach it: --pty LINK, --rfc2217 PORT or --socket PORT";
    } else if (options.erased && !options.image.empty()) {
        error = "--erased and --image contradict each other";
    }
    return error.empty();
}

}  // namespace

std::string help_text() {
    std::string text = kUsage;
    for (const OptionGroup* group : kGroups) text += group->help + std::string("\n");
    return text + kStatuses;
}

bool parse_options(int count, const char* const* words, Options& options, std::string& error) {
    if (count < 2) {
        error = "a command is missing";
        return false;
    }
    const std::string_view command = words[1];
    if (command == "help" || command == "-h" || command == "--help") return true;
    if (command == "version" || command == "--version") {
        options.command = Options::Command::Version;
        return true;
    }
    if (command == "run") {
        options.command = Options::Command::Run;
    } else if (command == "repl") {
        options.command = Options::Command::Repl;
    } else if (command == "board") {
        options.command = Options::Command::Board;
    } else if (command == "boards") {
        options.command = Options::Command::Boards;
    } else if (command == "parts") {
        options.command = Options::Command::Parts;
    } else {
        error = "there is no command '" + std::string(command) + "'";
        return false;
    }
    for (int i = 2; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "-h" || word == "--help") {
            options.command = Options::Command::Help;
            return true;
        }
        if (const Option* option = find_option(word)) {
            const bool takes_value = option->takes == Option::kValue;
            if (takes_value && i + 1 == count) {
                error = std::string(word) + " needs a value";
                return false;
            }
            if (!option->set(options, takes_value ? words[++i] : nullptr, error)) return false;
        } else if (word.size() > 1 && word[0] == '-') {
            error = "unknown option '" + std::string(word) + "'";
            return false;
        } else if (takes_path(options.command) && options.path.empty()) {
            options.path = word;
        } else {
            error = "too many arguments: '" + std::string(word) + "'";
            return false;
        }
    }
    const bool goes_on = !options.inspection.restore.empty();
    if (options.command == Options::Command::Run && options.path.empty() && !goes_on) {
        error = "run needs a program: kinglet run FILE.py";
        return false;
    }
    return is_sensible(options, error);
}

}  // namespace kinglet::host
