#include "host/serial/auto_reset.hpp"

#include "gtest/gtest.h"

namespace kinglet::host {
namespace {

using Pins = AutoReset::Pins;

constexpr ControlLines kNone = {}, kDtr = {.dtr = true}, kRts = {.rts = true},
                       kBoth = {.dtr = true, .rts = true};
constexpr Pins kFree = {}, kReset = {.reset = false}, kGpio0 = {.gpio0 = false};

TEST(AutoReset, TheTransistorsPullWhenTheLinesDiffer) {
    AutoReset circuit;
    EXPECT_EQ(circuit.pins(0), kFree);
    circuit.set(kRts, 0);
    EXPECT_EQ(circuit.pins(0), kReset);
    circuit.set(kDtr, 0);
    EXPECT_EQ(circuit.pins(0), kGpio0);
    circuit.set(kBoth, 0);
    EXPECT_EQ(circuit.pins(0), kFree);
    circuit.set(kNone, 0);
    EXPECT_EQ(circuit.pins(0), kFree);
    EXPECT_EQ(circuit.deadline(), AutoReset::kNever);
}

TEST(AutoReset, TheClassicSequenceGoesFromResetToGpio0WithoutALookOutside) {
    AutoReset circuit;
    circuit.set(kRts, 0);
    circuit.set(kBoth, 100);  // the flasher sets DTR first, and a network lies between the steps
    EXPECT_EQ(circuit.pins(100 + AutoReset::kHoldNs - 1), kReset);
    circuit.set(kBoth, 200);  // said once more
    EXPECT_EQ(circuit.deadline(), 100 + AutoReset::kHoldNs);
    circuit.set(kDtr, 300);
    EXPECT_EQ(circuit.pins(300), kGpio0);
    circuit.set(kNone, 400);
    EXPECT_EQ(circuit.pins(400), kFree);
}

TEST(AutoReset, WhoLeavesBothLinesSetGetsARunningBoard) {
    AutoReset circuit;
    circuit.set(kRts, 0);
    circuit.set(kBoth, 0);
    EXPECT_EQ(circuit.pins(AutoReset::kHoldNs), kFree);
    circuit.set(kBoth, AutoReset::kHoldNs + 1);
    EXPECT_EQ(circuit.pins(AutoReset::kHoldNs + 1), kFree);
}

TEST(AutoReset, DtrAloneResetsAndHoldsGpio0) {
    AutoReset circuit(ResetCircuit::Dtr);
    circuit.set(kRts, 0);
    EXPECT_EQ(circuit.pins(0), kFree);
    circuit.set(kDtr, 100);
    EXPECT_EQ(circuit.pins(100), (Pins{.reset = false, .gpio0 = false}));
    EXPECT_EQ(circuit.deadline(), 100 + AutoReset::kPulseNs);
    EXPECT_EQ(circuit.pins(100 + AutoReset::kPulseNs), kGpio0);
    circuit.set(kNone, 100 + AutoReset::kPulseNs);
    EXPECT_EQ(circuit.pins(200 + AutoReset::kPulseNs), kFree);
}

TEST(AutoReset, ABoardWithoutACircuitIsLeftAlone) {
    AutoReset circuit(ResetCircuit::None);
    for (const ControlLines lines : {kRts, kDtr, kBoth, kNone}) {
        circuit.set(lines, 0);
        EXPECT_EQ(circuit.pins(0), kFree);
    }
}

}  // namespace
}  // namespace kinglet::host
