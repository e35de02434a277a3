// kinglet boards, kinglet parts: what there is to choose from.
#include <cstdio>

#include "host/boards/board_library.hpp"
#include "host/boards/drawing.hpp"
#include "host/kinglet/commands.hpp"
#include "parts/part.hpp"

namespace kinglet::host {

namespace {

int complain(const std::string& error) {
    std::fprintf(stderr, "kinglet: %s\n", error.c_str());
    return kExitUsage;
}

const char* what_it_takes(const parts::VerbSpec& verb) {
    switch (verb.takes) {
        case parts::VerbSpec::Takes::Nothing: return verb.lasts ? "at TIME [for TIME]" : "at TIME";
        case parts::VerbSpec::Takes::Value: return "VALUE at TIME";
        case parts::VerbSpec::Takes::Ramp: return "from VALUE to VALUE between TIME and TIME";
    }
    return "";
}

void show_row(const char* what, const std::string& name, const std::string& meaning) {
    std::printf("  %-10s %-16s %s\n", what, name.c_str(), meaning.c_str());
}

void show_kind(const parts::PartKind& kind) {
    std::printf("%s: %s\n", kind.name, kind.meaning);
    for (const parts::PinSpec& pin : kind.pins) {
        const bool is_analog = pin.use == parts::PinSpec::Use::Analog;
        show_row("pin", pin.name, is_analog ? "A0" : pin.is_optional ? "can be left out" : "");
    }
    for (const parts::ParameterSpec& parameter : kind.parameters) {
        std::string values;
        for (const char* choice : parameter.choices)
            values += std::string(values.empty() ? ": " : ", ") + choice;
        show_row("parameter", parameter.name + std::string("=") + parameter.preset,
                 parameter.meaning + values);
    }
    for (const parts::PropertySpec& property : kind.properties)
        show_row(
            "property", property.name + std::string(property.is_indexed ? "[N]" : ""),
            std::string(property.meaning) + " (" + parts::describe_type(property.type, property.unit) + ")");
    for (const parts::VerbSpec& verb : kind.verbs)
        show_row("verb", verb.name, what_it_takes(verb) + std::string(": ") + verb.meaning);
}

}  // namespace

int boards_command(const Options& options) {
    std::string error;
    if (!options.path.empty()) {
        BoardFile board;
        if (!find_board(options.path, board, error)) return complain(error);
        std::fputs(draw_board(board).c_str(), stdout);
        return kExitEnded;
    }
    std::vector<BoardFile> boards;
    if (!all_boards(boards, error)) return complain(error);
    std::fputs(table_of(boards).c_str(), stdout);
    return kExitEnded;
}

int parts_command(const Options& options) {
    if (options.path.empty()) {
        for (const parts::PartKind* kind : parts::part_kinds())
            std::printf("%-14s %s\n", kind->name, kind->meaning);
        return kExitEnded;
    }
    const parts::PartKind* kind = parts::find_part_kind(options.path);
    if (!kind) return complain("there is no kind of part '" + options.path + "'; kinglet parts lists them");
    show_kind(*kind);
    return kExitEnded;
}

}  // namespace kinglet::host
