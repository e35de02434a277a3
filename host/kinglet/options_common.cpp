// The options that every command takes.
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "host/kinglet/option_group.hpp"

namespace kinglet::host {

bool parse_number(const char* text, u64& number) {
    char* end = nullptr;
    errno = 0;
    number = std::strtoull(text, &end, 0);
    return end != text && *end == 0 && errno == 0 && text[0] != '-';
}

namespace {

constexpr const char* kCommonHelp =
    "options\n"
    "  -v                   the whole serial line from reset, on standard error\n"
    "  --stats              afterwards one line of figures on standard error\n"
    "  --timeout SECONDS    stop after so much of the board's time\n"
    "  --realtime           no faster than a real board\n"
    "  --image FILE         another firmware image\n"
    "  --rom FILE           another boot ROM\n"
    "  --flash FILE         the flash's contents, kept between runs; created if it does not exist\n"
    "  --flash-size SIZE    512K, 1M, 2M, 4M, 8M or 16M (default: the board's, or the size of FILE)\n"
    "  --power-cut WHEN     the power fails: CYCLE, or flash:K, or flash:K:PERCENT (in the K-th program or "
    "erase "
    "of\n"
    "                       the flash from reset, when so much of it is done); look at --flash FILE "
    "afterwards\n"
    "  --seed N             of the random numbers (default 1): the same seed gives the same run\n";

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

bool set_timeout(Options& options, const char* value, std::string& error) {
    if (parse_seconds(value, options.timeout_seconds)) return true;
    error = "--timeout takes a number of seconds above 0, not '" + std::string(value) + "'";
    return false;
}

bool set_flash_size(Options& options, const char* value, std::string& error) {
    if (parse_flash_size(value, options.flash_bytes)) return true;
    error = "--flash-size takes 512K, 1M, 2M, 4M, 8M or 16M, not '" + std::string(value) + "'";
    return false;
}

bool set_seed(Options& options, const char* value, std::string& error) {
    if (parse_number(value, options.seed)) return true;
    error = "--seed takes a number, not '" + std::string(value) + "'";
    return false;
}

bool set_power_cut(Options& options, const char* value, std::string& error) {
    if (parse_power_cut(value, options)) return true;
    error = "--power-cut takes a cycle above 0, or flash:K or flash:K:PERCENT with K above 0, not '" +
            std::string(value) + "'";
    return false;
}

// clang-format off
constexpr Option kCommonOptions[] = {
    {"-v", Option::kNothing, set_flag<&Options::verbose>},
    {"--verbose", Option::kNothing, set_flag<&Options::verbose>},
    {"--stats", Option::kNothing, set_flag<&Options::stats>},
    {"--realtime", Option::kNothing, set_flag<&Options::realtime>},
    {"--timeout", Option::kValue, set_timeout},
    {"--image", Option::kValue, keep_text<&Options::image>},
    {"--rom", Option::kValue, keep_text<&Options::rom>},
    {"--flash", Option::kValue, keep_text<&Options::flash>},
    {"--flash-size", Option::kValue, set_flash_size},
    {"--power-cut", Option::kValue, set_power_cut},
    {"--seed", Option::kValue, set_seed},
};
// clang-format on

}  // namespace

const OptionGroup common_options{kCommonHelp, kCommonOptions};

}  // namespace kinglet::host
