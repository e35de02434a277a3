// Wirings, scripts and expectations: any text is refused with a problem or makes a bench. On that bench pads
// are driven as the last bytes of the input say; in the middle it is saved and restored into another bench of
// the same text, and both must come to the same end.
#include <cstdlib>
#include <string>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

constexpr u64 kMostEvents = 20'000;
constexpr u32 kMostMoves = 400;

[[noreturn]] void finding(const char* what) {
    std::fprintf(stderr, "FINDING: %s\n", what);
    std::abort();
}

/// What the chip's side does: each byte moves one pad and lets time pass. False when too much happened.
bool play(LooseBench& bench, std::string_view moves) {
    for (const char move : moves) {
        const u32 pad = static_cast<u8>(move) & 15;
        const u32 what = static_cast<u8>(move) >> 4;
        if (what < 12)
            bench.push(pad, !bench.level(pad));
        else
            bench.release(pad);
        constexpr u64 kPauses[] = {400, 850, 5'000, 52'000, 104'000, 1'000'000};
        if (!bench.run_ns(kPauses[what % 6], kMostEvents)) return false;
    }
    return true;
}

void check(std::string_view text, std::string_view moves) {
    LooseBench bench, other;
    const std::string problem = bench.add(text);
    if (problem != other.add(text)) finding("the same text, another problem");
    if (!problem.empty()) {
        if (!problem.starts_with("w:")) finding("a problem without its place");
        return;
    }
    bench.bench.start();
    other.bench.start();
    if (!play(bench, moves.substr(0, moves.size() / 2))) return;
    if (!other.restore(bench.save())) finding("a snapshot is refused");
    const bool finished = play(bench, moves.substr(moves.size() / 2));
    if (finished != play(other, moves.substr(moves.size() / 2)))
        finding("a restored bench does other things");
    if (!finished) return;
    if (bench.save() != other.save()) finding("a restored bench comes to another end");
    if (bench.finish() != other.finish()) finding("a restored bench has other failures");
}

}  // namespace
}  // namespace kinglet::parts

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    using namespace kinglet::parts;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    // Behind a NUL come the moves. Files of this machine are none of a fuzzer's business, and a large flash
    // takes its time.
    const size_t end = input.find('\0');
    const std::string_view text = input.substr(0, end);
    if (text.find("file") != text.npos || text.find("25q") != text.npos) return 0;
    const std::string_view moves = end == input.npos ? "" : input.substr(end + 1);
    check(text, moves.substr(0, kMostMoves));
    return 0;
}
