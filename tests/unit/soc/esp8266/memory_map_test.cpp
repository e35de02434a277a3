#include "soc/esp8266/memory_map.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace kinglet::soc {
namespace {

TEST(MemoryMap, RegionsHaveNamesOfTheirOwnAndDoNotOverlap) {
    std::set<std::string> names;
    for (const Region& region : kMemoryMap) {
        EXPECT_TRUE(names.insert(region.name).second) << region.name;
        EXPECT_GT(region.size, 0u);
        EXPECT_GT(region.end(), region.base) << region.name;
        for (const Region& other : kMemoryMap) {
            if (&other != &region) {
                EXPECT_TRUE(other.end() <= region.base || region.end() <= other.base)
                    << region.name << " " << other.name;
            }
        }
    }
}

TEST(MemoryMap, FindsEveryAddressOfARegionAndNoneBesideIt) {
    for (const Region& region : kMemoryMap) {
        EXPECT_EQ(find_region(region.base), &region);
        EXPECT_EQ(find_region(region.end() - 1), &region);
    }
    for (u32 address : {0u, 0x3FFE7FFFu, 0x40010000u, 0x40110000u, 0x40400000u, 0x60002000u, 0xFFFFFFFFu})
        EXPECT_EQ(find_region(address), nullptr) << std::hex << address;
}

TEST(MemoryMap, PeripheralsCoverTheir8KiBWithoutAHole) {
    for (u32 address = 0x60000000; address < 0x60002000; address += 4)
        ASSERT_NE(find_region(address), nullptr) << std::hex << address;
}

TEST(MemoryMap, ARefusalHasTheCauseOfItsPlace) {
    EXPECT_EQ(refusal_cause(0, Intent::Fetch), Cause::InstFetchProhibited);
    EXPECT_EQ(refusal_cause(0x1FFFFFFF, Intent::Load), Cause::LoadProhibited);
    EXPECT_EQ(refusal_cause(0x10, Intent::Store), Cause::StoreProhibited);
    EXPECT_EQ(refusal_cause(0x20000000, Intent::Load), Cause::LoadStoreError);
    EXPECT_EQ(refusal_cause(kRomBase, Intent::Store), Cause::LoadStoreError);
    EXPECT_EQ(refusal_cause(kDramBase, Intent::Fetch), Cause::InstructionFetchError);
}

}  // namespace
}  // namespace kinglet::soc
