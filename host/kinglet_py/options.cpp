#include "host/kinglet_py/options.hpp"

#include <cctype>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace kinglet::host {

const char* const kPyHelp =
    "usage: kinglet-py [options] [-c COMMAND | -m MODULE | FILE] [ARGUMENTS]\n"
    "\n"
    "Runs a Python program, or gives a prompt if there is none.\n"
    "\n"
    "  -c COMMAND       run the text of the command\n"
    "  -m MODULE        run a module found along sys.path\n"
    "  -i               give a prompt afterwards\n"
    "  -v               print the figures of the heap afterwards, on standard error\n"
    "  -O[N]            optimisation level N (-O, -OO: 1, 2): no assert statements above 0\n"
    "  -X heapsize=N    bytes of the Python heap; K, M: times 1024, 1024 * 1024; w: words (default 8M)\n"
    "  -X emit=KIND     bytecode, native or viper: accepted for compatibility, bytecode is what runs\n"
    "  -X compile-only  compile the program and do not run it\n"
    "  -X code-store[=N]  let programs and modules run from a code store of N sectors (default 160), as on "
    "the\n"
    "                   chip, which starts empty\n"
    "  -X gcstress      collect garbage at every allocation\n"
    "  -X failalloc=N   let the Nth allocation fail\n"
    "  -h, --help       this text\n"
    "  --version        the version\n"
    "\n"
    "exit status: 0, 1 after an uncaught exception, 2 wrong usage, or what sys.exit() was given\n";

namespace {

bool parse_size(std::string_view text, usize& bytes) {
    char* end = nullptr;
    const std::string copy(text);
    const unsigned long long number = std::strtoull(copy.c_str(), &end, 10);
    if (end == copy.c_str()) return false;
    usize scale = 1;
    for (; *end != 0; ++end) {
        switch (std::tolower(static_cast<unsigned char>(*end))) {
            case 'w': scale *= sizeof(void*); break;
            case 'k': scale *= 1024; break;
            case 'm': scale *= usize{1024} * 1024; break;
            default: return false;
        }
    }
    bytes = static_cast<usize>(number) * scale;
    return number < (1ULL << 40);
}

bool parse_implementation_option(std::string_view text, PyOptions& options, std::string& error) {
    const usize equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
    if (name == "heapsize") {
        if (parse_size(value, options.heap_bytes) && options.heap_bytes >= 16384) return true;
        error = "-X heapsize takes a number of bytes, 16K at least";
        return false;
    }
    if (name == "emit") {
        if (value == "bytecode" || value == "native" || value == "viper") return true;
        error = "-X emit takes bytecode, native or viper";
        return false;
    }
    if (name == "code-store") {
        options.store_sectors =
            value.empty() ? 160 : static_cast<u32>(std::strtoul(std::string(value).c_str(), nullptr, 10));
        if (options.store_sectors >= 8 && options.store_sectors <= 160) return true;
        error = "-X code-store takes a number from 8 to 160";
        return false;
    }
    if (name == "compile-only") {
        options.compile_only = true;
        return true;
    }
    if (name == "gcstress") {
        options.collect_every = 1;
        return true;
    }
    if (name == "failalloc") {
        options.fail_after = static_cast<u32>(std::strtoul(std::string(value).c_str(), nullptr, 10));
        if (options.fail_after != 0) return true;
        error = "-X failalloc takes a number above 0";
        return false;
    }
    error = "unknown option -X " + std::string(text);
    return false;
}

}  // namespace

bool parse_py_options(int count, const char* const* words, PyOptions& options, std::string& error) {
    int i = 1;
    const auto value_of = [&](const char* option) -> const char* {
        if (i + 1 < count) return words[++i];
        error = std::string(option) + " needs a value";
        return nullptr;
    };
    const auto take_rest = [&](std::string first) {
        options.arguments.push_back(std::move(first));
        for (++i; i < count; ++i) options.arguments.emplace_back(words[i]);
    };
    for (; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "-h" || word == "--help") {
            options.what = PyOptions::What::Help;
            return true;
        }
        if (word == "--version") {
            options.what = PyOptions::What::Version;
            return true;
        }
        if (word == "-i") {
            options.inspect = true;
        } else if (word == "-v") {
            options.verbose = true;
        } else if (word.substr(0, 2) == "-O") {
            const std::string_view level = word.substr(2);
            options.optimisation = level.size() == 1 && std::isdigit(static_cast<unsigned char>(level[0]))
                                       ? static_cast<u32>(level[0] - '0')
                                       : static_cast<u32>(level.size()) + 1;
        } else if (word == "-X") {
            const char* value = value_of("-X");
            if (value == nullptr || !parse_implementation_option(value, options, error)) return false;
        } else if (word == "-c" || word == "-m") {
            options.what = word == "-c" ? PyOptions::What::Command : PyOptions::What::Module;
            const char* value = value_of(words[i]);
            if (value == nullptr) return false;
            options.target = value;
            take_rest(word == "-c" ? std::string(word) : options.target);
            return true;
        } else if (word.size() > 1 && word[0] == '-') {
            error = "unknown option " + std::string(word);
            return false;
        } else {
            options.what = PyOptions::What::File;
            options.target = word;
            take_rest(std::string(word));
            return true;
        }
    }
    options.arguments.emplace_back("");
    return true;
}

}  // namespace kinglet::host
