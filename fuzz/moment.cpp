// A moment of a libFuzzer program without libFuzzer, for the test run: a fixed number of inputs, each made
// from the lines of the seeds by a fixed sequence of random numbers.
//   NAME_moment [--runs N] [--seed N] FILE...
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "fuzz/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size);

namespace {

using kinglet::fuzz::below;

std::vector<std::string> lines;

void read_lines(const char* path) {
    std::FILE* file = std::fopen(path, "rb");
    if (!file) {
        std::fprintf(stderr, "can't open %s\n", path);
        std::exit(2);
    }
    char line[4096];
    while (std::fgets(line, sizeof line, file)) lines.emplace_back(line);
    std::fclose(file);
}

/// Whole lines, sometimes with a part of one in another's place, or a byte changed; behind them perhaps
/// moves.
std::string make_input() {
    std::string input;
    for (unsigned count = 1 + below(12); count; --count) {
        std::string line = lines[below(static_cast<unsigned>(lines.size()))];
        const unsigned at = below(static_cast<unsigned>(line.size()));
        if (below(4) == 0) line[at] = static_cast<char>(below(256));
        if (below(4) == 0) {
            const std::string& other = lines[below(static_cast<unsigned>(lines.size()))];
            line = line.substr(0, at) + other.substr(below(static_cast<unsigned>(other.size())));
        }
        input += line;
    }
    if (below(2) == 0) return input;
    input.push_back('\0');
    for (unsigned count = below(60); count; --count) input.push_back(static_cast<char>(below(256)));
    return input;
}

}  // namespace

int main(int count, char** words) {
    unsigned long runs = 1000, seed = 1;
    for (int i = 1; i < count; ++i) {
        if (!std::strcmp(words[i], "--runs") && i + 1 < count)
            runs = std::strtoul(words[++i], nullptr, 10);
        else if (!std::strcmp(words[i], "--seed") && i + 1 < count)
            seed = std::strtoul(words[++i], nullptr, 10);
        else
            read_lines(words[i]);
    }
    if (lines.empty()) return 2;
    kinglet::fuzz::random_state = seed;
    for (unsigned long run = 0; run < runs; ++run) {
        const std::string input = make_input();
        LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(input.data()), input.size());
    }
    std::printf("%lu inputs\n", runs);
    return 0;
}
