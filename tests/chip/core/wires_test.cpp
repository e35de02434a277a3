#include "chip/core/wires.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kinglet::chip {
namespace {

struct Watcher {
    std::vector<bool> levels;
    void changed(Wire& wire) { levels.push_back(wire.level()); }
};

TEST(Wire, TheStrongestDriverWins) {
    Wire wire(15);
    WireDriver pad(wire);
    WireDriver board(wire);
    WireDriver output(wire);
    EXPECT_FALSE(wire.level());
    EXPECT_FALSE(wire.is_driven());
    pad.set(Strength::PadPull, true);
    EXPECT_TRUE(wire.level());
    board.set(Strength::BoardPull, false);
    EXPECT_FALSE(wire.level());
    output.set(Strength::Push, true);
    EXPECT_TRUE(wire.level());
    output.release();
    EXPECT_FALSE(wire.level());
    board.release();
    EXPECT_TRUE(wire.level());
}

TEST(Wire, TwoThatPushAgainstEachOtherAreAShortCircuit) {
    Wire wire;
    WireDriver high(wire);
    WireDriver low(wire);
    high.set(Strength::Push, true);
    EXPECT_FALSE(wire.is_contended());
    low.set(Strength::Push, false);
    EXPECT_TRUE(wire.is_contended());
    EXPECT_FALSE(wire.level());
    low.release();
    EXPECT_FALSE(wire.is_contended());
    EXPECT_TRUE(wire.level());
}

TEST(Wire, ObserversSeeChangesOfTheLevelOnly) {
    Wire wire;
    Watcher watcher;
    WireDriver driver(wire);
    WireDriver other(wire);
    {
        WireObserver observer = WireObserver::of<&Watcher::changed>(wire, &watcher);
        driver.set(Strength::PadPull, true);
        driver.set(Strength::Push, true);
        other.set(Strength::PadPull, false);
        driver.set(Strength::Push, false);
    }
    driver.set(Strength::Push, true);
    EXPECT_EQ(watcher.levels, (std::vector<bool>{true, false}));
}

TEST(Wire, ObserversOfTheStrengthSeeWhatDrivesIt) {
    Wire wire;
    Watcher watcher;
    WireDriver driver(wire);
    WireObserver observer = WireObserver::of_strength<&Watcher::changed>(wire, &watcher);
    driver.set(Strength::PadPull, false);
    EXPECT_EQ(wire.strength(), Strength::PadPull);
    driver.set(Strength::Push, false);
    EXPECT_EQ(wire.strength(), Strength::Push);
    driver.set(Strength::Push, true);
    driver.release();
    EXPECT_EQ(wire.strength(), Strength::None);
    EXPECT_EQ(watcher.levels, (std::vector<bool>{false, false, true, false}));
}

TEST(Wire, ADriverThatDiesLetsGo) {
    Wire wire;
    {
        WireDriver driver(wire);
        driver.set(Strength::Push, true);
        EXPECT_TRUE(wire.level());
    }
    EXPECT_FALSE(wire.level());
    EXPECT_FALSE(wire.is_driven());
}

}  // namespace
}  // namespace kinglet::chip
