// syntax_dump FILE...: for each file one line `== NAME`, then the tree as DumpStyle::Exact, or the error.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "tests/support/syntax/parse_text.hpp"

int main(int count, char** names) {
    for (int index = 1; index < count; ++index) {
        std::ifstream file(names[index], std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const std::string tree =
            kinglet::syntax::parse_text(text, kinglet::syntax::DumpStyle::Exact, {.max_depth = 200});
        std::printf("== %s\n%s\n", names[index], tree.c_str());
    }
    return 0;
}
