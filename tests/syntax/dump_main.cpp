// syntax_dump FILE...: for each file one line `== NAME`, then the tree as DumpStyle::Exact, or the error.
// syntax_dump --generate SEED COUNT FOLDER: writes COUNT random programs into the folder, one for each seed
// from SEED.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/support/syntax/generator.hpp"
#include "tests/support/syntax/parse_text.hpp"

namespace {

int generate(char** words) {
    const kinglet::u64 first = std::strtoull(words[0], nullptr, 10);
    const kinglet::u64 count = std::strtoull(words[1], nullptr, 10);
    for (kinglet::u64 seed = first; seed < first + count; ++seed) {
        std::ofstream file(std::string(words[2]) + "/" + std::to_string(seed) + ".py", std::ios::binary);
        file << kinglet::syntax::random_program(seed);
        if (!file.flush()) return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** names) {
    if (count == 5 && std::string_view(names[1]) == "--generate") return generate(names + 2);
    for (int index = 1; index < count; ++index) {
        std::ifstream file(names[index], std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const std::string tree =
            kinglet::syntax::parse_text(text, kinglet::syntax::DumpStyle::Exact, {.max_depth = 200});
        std::printf("== %s\n%s\n", names[index], tree.c_str());
    }
    return 0;
}
