// OptionGroup: options that belong together, in a file of their own (options_*.cpp): what sets them, and what
// `kinglet help` says of them. options.cpp lists the groups.
#pragma once

#include <span>
#include <string>

#include "host/kinglet/options.hpp"

namespace kinglet::host {

struct Option {
    const char* name;
    enum Takes : u8 { kNothing, kValue } takes;
    /// Notes the option (`value` is null if it takes none); false with `error` set if the value is wrong.
    bool (*set)(Options& options, const char* value, std::string& error);
};

struct OptionGroup {
    const char* help;
    std::span<const Option> options;
};

extern const OptionGroup common_options;
extern const OptionGroup board_options;
extern const OptionGroup parts_options;
extern const OptionGroup inspection_options;

// What most options do: set a flag, keep a text, add one to a list.

template <auto kMember>
bool set_flag(Options& options, const char*, std::string&) {
    return options.*kMember = true;
}

template <auto kMember>
bool keep_text(Options& options, const char* value, std::string&) {
    options.*kMember = value;
    return true;
}

template <auto kMember>
bool append_text(Options& options, const char* value, std::string&) {
    (options.*kMember).emplace_back(value);
    return true;
}

/// Whether the options for looking inside go together; false with `error` set.
bool is_sensible(const InspectionOptions& options, std::string& error);

/// A whole number, decimal or 0x.
bool parse_number(const char* text, u64& number);

}  // namespace kinglet::host
