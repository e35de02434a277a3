#include "tests/chip/cpu/objdump.hpp"

#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace kinglet::chip::test {

namespace {

constexpr u32 kBase = 0x40200000;

// objdump walks the bytes, and after something it does not know it goes on one byte later. Three NOP.N
// between the instructions under test bring it back into step whatever happened, so each of ours starts a
// line.
constexpr u8 kSpacer[] = {0x3D, 0xF0, 0x3D, 0xF0, 0x3D, 0xF0};

std::string squeeze(const char* text) {
    std::string result;
    for (; *text && *text != '\n' && *text != '<' && *text != '('; ++text) {
        const bool space = std::isspace(static_cast<unsigned char>(*text)) != 0;
        if (!space)
            result += *text;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

}  // namespace

std::vector<Listed> run_objdump(const std::vector<u32>& words, u32 length) {
    char path[] = "/tmp/kinglet-objdump-XXXXXX";
    const int descriptor = mkstemp(path);
    if (descriptor < 0) return {};
    FILE* file = fdopen(descriptor, "wb");
    for (u32 word : words) {
        std::fwrite(&word, 1, length, file);
        std::fwrite(kSpacer, 1, sizeof kSpacer, file);
    }
    std::fclose(file);

    char command[256];
    std::snprintf(command, sizeof command,
                  "xtensa-lx106-elf-objdump -D -b binary -m xtensa --adjust-vma=0x%x %s 2>&1", kBase, path);
    std::vector<Listed> result;
    if (FILE* pipe = popen(command, "r")) {
        const u32 stride = length + sizeof kSpacer;
        char line[512];
        while (std::fgets(line, sizeof line, pipe)) {
            const char* bytes = std::strchr(line, '\t');
            const char* text = bytes ? std::strchr(bytes + 1, '\t') : nullptr;
            if (!text) continue;
            const u32 address = static_cast<u32>(std::strtoul(line, nullptr, 16));
            if ((address - kBase) % stride == 0) result.push_back({address, squeeze(text + 1)});
        }
        pclose(pipe);
    }
    unlink(path);
    if (result.size() != words.size()) result.clear();
    return result;
}

}  // namespace kinglet::chip::test
