#include "chip/gdb/registers.hpp"

#include <cstdio>

#include "chip/cpu/special_register.hpp"

namespace kinglet::chip::gdb {

namespace {

constexpr SpecialRegister kSpecialInAll[] = {SpecialRegister::Sar, SpecialRegister::Litbase,
                                             SpecialRegister::Configid0, SpecialRegister::Configid1,
                                             SpecialRegister::Ps};
static_assert(kAddressRegisters + 1 + std::size(kSpecialInAll) == kInAll);

void describe(std::string& text, const char* name, u32 number, const char* type, const char* group) {
    char line[160];
    const int length = std::snprintf(
        line, sizeof line, "<reg name=\"%s\" bitsize=\"32\" regnum=\"%u\" type=\"%s\" group=\"%s\"/>\n", name,
        number, type, group);
    text.append(line, static_cast<usize>(length));
}

std::string make_description() {
    std::string text =
        "<?xml version=\"1.0\"?>\n"
        "<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n"
        "<target version=\"1.0\">\n"
        "<architecture>xtensa</architecture>\n"
        "<feature name=\"org.gnu.gdb.xtensa.core\">\n";
    for (u32 number = 0; number < kAddressRegisters; ++number) {
        const std::string name = "a" + std::to_string(number);
        describe(text, name.c_str(), number, number == 1 ? "data_ptr" : "uint32", "general");
    }
    describe(text, "pc", kPcNumber, "code_ptr", "general");
    for (u32 special = 0; special < 256; ++special) {
        const SpecialRegisterInfo& info = special_register_info(special);
        if (!info.read_name || !(info.access & kSpecialRead)) continue;
        const bool has_digits = info.read_name[0] >= '0' && info.read_name[0] <= '9';
        const std::string name = (has_digits ? "sr" : "") + std::string(info.read_name);
        describe(text, name.c_str(), kSpecialNumbers + special, "uint32", "system");
    }
    return text + "</feature>\n</target>\n";
}

}  // namespace

u32 number_in_all(u32 n) {
    if (n < kAddressRegisters) return n;
    if (n == kAddressRegisters) return kPcNumber;
    return kSpecialNumbers + static_cast<u32>(kSpecialInAll[n - kAddressRegisters - 1]);
}

bool read_register(const Cpu& cpu, u32 number, u32& value) {
    const State& state = cpu.state();
    if (number < kAddressRegisters) {
        value = state.a[number];
        return true;
    }
    if (number == kPcNumber) {
        value = state.pc;
        return true;
    }
    return number - kSpecialNumbers < 256 && cpu.peek_special(number - kSpecialNumbers, value);
}

bool write_register(Cpu& cpu, u32 number, u32 value) {
    State& state = cpu.state();
    if (number < kAddressRegisters) {
        state.a[number] = value;
        return true;
    }
    if (number == kPcNumber) {
        state.pc = value;
        state.waiting = 0;
        return true;
    }
    return number - kSpecialNumbers < 256 && cpu.poke_special(number - kSpecialNumbers, value);
}

const std::string& target_description() {
    static const std::string text = make_description();
    return text;
}

}  // namespace kinglet::chip::gdb
