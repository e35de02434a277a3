// The command line of kinglet: the contract is docs/commands.md.
#pragma once

#include <string>
#include <vector>

#include "base/integers.hpp"
#include "host/kinglet/inspection_options.hpp"

namespace kinglet::host {

/// Exit statuses of every command.
enum ExitStatus : int {
    kExitEnded = 0,
    kExitException = 1,
    kExitUsage = 2,
    kExitFault = 3,
    kExitPowerCut = 4,     // as --power-cut wanted it
    kExitExpectation = 5,  // --expect or --strict
    kExitTimeout = 124,
};

/// What --wiring, --wire and --expect give, in their order.
struct WiringSource {
    enum class Type : u8 { File, Text, Expectation };
    Type type;
    std::string text;
};

struct Options {
    enum class Command : u8 { Help, Version, Run, Repl, Board, Boards, Parts };

    Command command = Command::Help;
    std::string path;            // run: the program, or the folder; boards, parts: the one to show
    std::string folder;          // what goes into the board's filesystem; empty: nothing
    std::string image;           // --image; empty: the firmware that was built with this program
    std::string rom;             // --rom; empty: the ROM that was built with this program
    std::string flash;           // --flash; empty: a fresh one
    u32 flash_bytes = 0;         // --flash-size; 0: the board's
    double timeout_seconds = 0;  // of the board's time; 0: none
    u64 seed = 1;
    u64 power_cut_cycle = 0;            // --power-cut CYCLE; 0: none
    u64 power_cut_flash_operation = 0;  // --power-cut flash:COUNT; 0: none
    u32 power_cut_permille = 500;       // how far that operation comes
    bool verbose = false;
    bool stats = false;
    bool realtime = false;
    std::string board;                  // --board; empty: the default one
    std::vector<WiringSource> wirings;  // --wiring, --wire, --expect
    bool strict = false;
    InspectionOptions inspection;
    // board:
    std::vector<std::string> ptys;      // --pty LINK
    std::vector<std::string> rfc2217s;  // --rfc2217 [ADDRESS:]PORT
    std::vector<std::string> sockets;   // --socket [ADDRESS:]PORT
    bool erased = false;                // nothing goes into the flash
    bool download = false;              // GPIO0 is low when the board is powered on
};

/// Reads the command line; false with `error` set if it is wrong.
bool parse_options(int count, const char* const* words, Options& options, std::string& error);

/// What `kinglet help` prints.
std::string help_text();

}  // namespace kinglet::host
