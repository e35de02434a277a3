#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "soc/esp8266/memory_map.hpp"

namespace kinglet::soc {
namespace {

struct Symbol {
    const char* name;
    u32 address;
    bool code;
};

const std::vector<Symbol> kSymbols = {
#define ROM_DATA(name, address) {#name, address, false},
#define ROM_CODE(name, address) {#name, address, true},
#include "soc/esp8266/rom_symbols.def"
};

TEST(RomSymbols, AreSortedUniqueAndInTheirMemory) {
    std::map<std::string, u32> seen;
    u32 previous = 0;
    for (const Symbol& symbol : kSymbols) {
        EXPECT_GE(symbol.address, previous) << symbol.name;
        EXPECT_TRUE(seen.emplace(symbol.name, symbol.address).second) << symbol.name;
        const u32 base = symbol.code ? kRomBase : kDramBase;
        const u32 size = symbol.code ? kRomSize : kDramSize;
        EXPECT_LT(symbol.address - base, size) << symbol.name;
        previous = symbol.address;
    }
}

TEST(RomSymbols, TheEntriesThatProgramsCall) {
    std::map<std::string, u32> by_name;
    for (const Symbol& symbol : kSymbols) by_name[symbol.name] = symbol.address;
    EXPECT_EQ(kSymbols.size(), 399u);
    EXPECT_EQ(by_name["_ResetVector"], 0x40000080u);
    EXPECT_EQ(by_name["ets_printf"], 0x400024CCu);
    EXPECT_EQ(by_name["Cache_Read_Enable"], 0x40004678u);
    EXPECT_EQ(by_name["SPIRead"], 0x40004B1Cu);
    EXPECT_EQ(by_name["memcpy"], 0x4000DF48u);
    EXPECT_EQ(by_name["flashchip"], 0x3FFFC714u);
}

}  // namespace
}  // namespace kinglet::soc
