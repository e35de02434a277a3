#include "tests/support/syntax/mutator.hpp"

#include <fstream>
#include <iterator>

namespace kinglet::syntax {

namespace {

constexpr const char* kWords[] = {
#define SPECIAL(name)
#define OPERATOR(name, text) text,
#define KEYWORD(name, text) text,
#include "python/syntax/tokens.def"
#undef SPECIAL
#undef OPERATOR
#undef KEYWORD
    "match",       "case",
    "_",           "x",
    "0x1F",        "1_0.5e3j",
    "99999999999", "'a'",
    "b'\\x00'",    "f'{x",
    "!r:>{w}}'",   "f'''",
    "'''",         "rb'\\'",
    "\"",          "\n",
    "\n    ",      "\n\t",
    "\\\n",        "# c\n",
    "\\N{PI}",     "\xF0\x9F\x90\x8D",
    "\xC3",        "\r\n",
    "\f",          ";",
    "print(",      "lambda:",
    "def f(",      "if x:",
    "with (",      "((((((((",
    "[[[[[[[[",    "{{{{{{{{",
    "f'{f'{f'{",
};

}  // namespace

std::string mutated(std::string text, Random& random) {
    for (u32 count = 1 + random.below(6); count != 0; --count) {
        const u32 at = random.below(text.size() + 1);
        switch (random.below(7)) {
            case 0:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
                break;
            case 1: text.erase(at, 1 + random.below(20)); break;
            case 2: text.insert(at, text.substr(random.below(text.size() + 1), random.below(60))); break;
            case 3: text.insert(at, 1, static_cast<char>(random.below(256))); break;
            case 4: text.resize(at); break;
            default: text.insert(at, kWords[random.below(std::size(kWords))]); break;
        }
    }
    return text;
}

std::string random_piece(const std::string& text, Random& random) {
    usize begin = random.below(text.size() + 1);
    while (begin != 0 && begin < text.size() &&
           !(text[begin - 1] == '\n' && static_cast<unsigned char>(text[begin]) > ' ')) {
        --begin;
    }
    return text.substr(begin, random.below(3000));
}

std::string read_file(const char* name) {
    std::ifstream file(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace kinglet::syntax
