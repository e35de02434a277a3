#include "host/kinglet/options.hpp"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace kinglet::host {

const char* const kHelp =
    "usage: kinglet COMMAND [options]\n"
    "\n"
    "  kinglet run [options] FILE.py    runs a program on a virtual ESP8266; standard output is what it "
    "prints\n"
    "  kinglet repl [options]           a Python prompt on a virtual ESP8266, in this terminal; Ctrl-] "
    "leaves it\n"
    "  kinglet board [options]          a virtual ESP8266 that stays up, for the tools of real boards; "
    "Ctrl-C ends it\n"
    "  kinglet help | version\n"
    "\n"
    "options\n"
    "  -v                   the whole serial line from reset, on standard error\n"
    "  --stats              afterwards one line of figures on standard error\n"
    "  --timeout SECONDS    stop after so much of the board's time\n"
    "  --realtime           no faster than a real board\n"
    "  --image FILE         another firmware image\n"
    "  --rom FILE           another boot ROM\n"
    "  --flash FILE         the flash's contents, kept between runs; created if it does not exist\n"
    "  --flash-size SIZE    512K, 1M, 2M, 4M, 8M or 16M (default 4M, or the size of FILE)\n"
    "  --power-cut WHEN     the power fails: CYCLE, or flash:K, or flash:K:PERCENT (in the K-th program or "
    "erase "
    "of\n"
    "                       the flash from reset, when so much of it is done); look at --flash FILE "
    "afterwards\n"
    "  --seed N             of the random numbers (default 1): the same seed gives the same run\n"
    "\n"
    "options of board; the first three may be given several times, one has to be\n"
    "  --pty LINK           its serial line as a terminal device with this name\n"
    "  --rfc2217 PORT       its serial line with DTR and RTS over the network: rfc2217://localhost:PORT; 0: "
    "any "
    "port\n"
    "  --socket PORT        its serial line without them: socket://localhost:PORT\n"
    "  --erased             an empty flash; otherwise a flash that does not exist yet gets the firmware\n"
    "  --download           starts in the serial bootloader, as with the button at GPIO0 held down\n"
    "\n"
    "exit status: 0 the program ended, 1 with an uncaught exception, 2 wrong usage, 3 the chip hit a fault "
    "that\n"
    "the firmware could not handle, 4 the power failed (--power-cut), 124 out of --timeout\n";

namespace {

bool parse_seconds(const char* text, double& seconds) {
    char* end = nullptr;
    seconds = std::strtod(text, &end);
    return end != text && *end == 0 && std::isfinite(seconds) && seconds > 0 && seconds < 1e9;
}

bool parse_flash_size(std::string_view text, u32& bytes) {
    constexpr struct {
        std::string_view text;
        u32 bytes;
    } kSizes[] = {{"512K", 512U << 10}, {"1M", 1U << 20}, {"2M", 2U << 20},
                  {"4M", 4U << 20},     {"8M", 8U << 20}, {"16M", 16U << 20}};
    for (const auto& size : kSizes) {
        if (size.text != text) continue;
        bytes = size.bytes;
        return true;
    }
    return false;
}

bool parse_number(const char* text, u64& number) {
    char* end = nullptr;
    errno = 0;
    number = std::strtoull(text, &end, 0);
    return end != text && *end == 0 && errno == 0 && text[0] != '-';
}

/// CYCLE, flash:COUNT or flash:COUNT:PERCENT.
bool parse_power_cut(std::string text, Options& options) {
    constexpr std::string_view kInFlash = "flash:";
    const bool in_flash = text.starts_with(kInFlash);
    if (in_flash) text.erase(0, kInFlash.size());
    u64 percent = 50;
    if (const usize colon = text.find(':'); in_flash && colon != std::string::npos) {
        if (!parse_number(text.c_str() + colon + 1, percent) || percent > 100) return false;
        text.resize(colon);
    }
    options.power_cut_permille = static_cast<u32>(percent) * 10;
    u64& when = in_flash ? options.power_cut_flash_operation : options.power_cut_cycle;
    return parse_number(text.c_str(), when) && when;
}

bool takes_value(std::string_view option) {
    return option == "--timeout" || option == "--image" || option == "--rom" || option == "--flash" ||
           option == "--seed" || option == "--flash-size" || option == "--pty" || option == "--rfc2217" ||
           option == "--socket" || option == "--power-cut";
}

bool set_value(Options& options, std::string_view option, const char* value, std::string& error) {
    if (option == "--image") options.image = value;
    if (option == "--rom") options.rom = value;
    if (option == "--flash") options.flash = value;
    if (option == "--pty") options.ptys.emplace_back(value);
    if (option == "--rfc2217") options.rfc2217s.emplace_back(value);
    if (option == "--socket") options.sockets.emplace_back(value);
    if (option == "--timeout" && !parse_seconds(value, options.timeout_seconds)) {
        error = "--timeout takes a number of seconds above 0, not '" + std::string(value) + "'";
    }
    if (option == "--flash-size" && !parse_flash_size(value, options.flash_bytes)) {
        error = "--flash-size takes 512K, 1M, 2M, 4M, 8M or 16M, not '" + std::string(value) + "'";
    }
    if (option == "--seed" && !parse_number(value, options.seed)) {
        error = "--seed takes a number, not '" + std::string(value) + "'";
    }
    if (option == "--power-cut" && !parse_power_cut(value, options)) {
        error = "--power-cut takes a cycle above 0, or flash:K or flash:K:PERCENT with K above 0, not '" +
                std::string(value) + "'";
    }
    return error.empty();
}

/// What belongs to `board` is not given to the others, and a board can be reached.
bool is_sensible(const Options& options, std::string& error) {
    const bool is_reachable = !options.ptys.empty() || !options.rfc2217s.empty() || !options.sockets.empty();
    if (options.command != Options::Command::Board) {
        if (is_reachable || options.erased || options.download)
            error = "--pty, --rfc2217, --socket, --erased and --download are options of kinglet board";
    } else if (!is_reachable) {
        error = "board needs a way to reach it: --pty LINK, --rfc2217 PORT or --socket PORT";
    } else if (options.erased && !options.image.empty()) {
        error = "--erased and --image contradict each other";
    }
    return error.empty();
}

}  // namespace

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
        if (word == "-v" || word == "--verbose") {
            options.verbose = true;
        } else if (word == "--stats") {
            options.stats = true;
        } else if (word == "--realtime") {
            options.realtime = true;
        } else if (word == "--erased") {
            options.erased = true;
        } else if (word == "--download") {
            options.download = true;
        } else if (takes_value(word)) {
            if (i + 1 == count) {
                error = std::string(word) + " needs a value";
                return false;
            }
            if (!set_value(options, word, words[++i], error)) return false;
        } else if (word.size() > 1 && word[0] == '-') {
            error = "unknown option '" + std::string(word) + "'";
            return false;
        } else if (options.command == Options::Command::Run && options.path.empty()) {
            options.path = word;
        } else {
            error = "too many arguments: '" + std::string(word) + "'";
            return false;
        }
    }
    if (options.command == Options::Command::Run && options.path.empty()) {
        error = "run needs a program: kinglet run FILE.py";
        return false;
    }
    return is_sensible(options, error);
}

}  // namespace kinglet::host
