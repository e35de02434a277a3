#include "fuzz/chip/qemu.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace kinglet::fuzz {

std::vector<u8> run_qemu(const std::vector<u8>& image, u32 base, u32 entry) {
    char path[] = "/tmp/kinglet-qemu-XXXXXX";
    const int descriptor = mkstemp(path);
    if (descriptor < 0) return {};
    FILE* file = fdopen(descriptor, "wb");
    std::fwrite(image.data(), 1, image.size(), file);
    std::fclose(file);

    // Without a serial line and a monitor, descriptor 1 is the program's alone. One instruction at a time,
    // because QEMU chains RSIL to code that was translated for another ICOUNTLEVEL. Its clock counts
    // instructions: 25 are a cycle of CCOUNT.
    constexpr const char* kCommand =
        "timeout 600 qemu-system-xtensa -M sim -cpu lx106 -semihosting -singlestep -icount shift=0,sleep=off "
        "-display none -monitor none -serial none "
        "-device loader,file=%s,addr=0x%x,force-raw=on -device loader,addr=0x%x,cpu-num=0 < /dev/null";
    char command[512];
    std::snprintf(command, sizeof command, kCommand, path, base, entry);
    std::vector<u8> output;
    if (FILE* pipe = popen(command, "r")) {
        u8 buffer[65536];
        while (const usize count = std::fread(buffer, 1, sizeof buffer, pipe))
            output.insert(output.end(), buffer, buffer + count);
        if (pclose(pipe) != 0) output.clear();
    }
    unlink(path);
    return output;
}

}  // namespace kinglet::fuzz
