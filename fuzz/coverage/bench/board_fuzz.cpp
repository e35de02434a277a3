// Descriptions of boards: any text is refused with a problem that names its place, or makes a board that can
// be drawn and whose soldered parts are placed or refused.
#include <cstdlib>
#include <string>

#include "host/boards/board_file.hpp"
#include "host/boards/drawing.hpp"
#include "tests/support/parts/loose_bench.hpp"

namespace {

[[noreturn]] void finding(const char* what) {
    std::fprintf(stderr, "FINDING: %s\n", what);
    std::abort();
}

void check_drawing(const std::string& drawing) {
    size_t column = 0;
    for (const char c : drawing) {
        if (c == '\n')
            column = 0;
        else if (++column > 80)
            finding("a drawing wider than 80 columns");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    using namespace kinglet;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.find("file") != text.npos || text.find("25q") != text.npos) return 0;
    host::BoardFile board;
    parts::Problem problem;
    if (!host::read_board(text, "b", board, problem)) {
        if (!problem.describe().starts_with("b:") || problem.text.empty())
            finding("a problem without its place");
        return 0;
    }
    check_drawing(host::draw_board(board));
    parts::LooseBench bench;
    bench.bench.pins() = board.pin_names();
    if (!bench.bench.add(board.parts, parts::Bench::Author::Board, problem) && problem.text.empty())
        finding("a problem without a text");
    return 0;
}
