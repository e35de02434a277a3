#include "chip/core/irq.hpp"

#include <gtest/gtest.h>

namespace kinglet::chip {
namespace {

using soc::Irq;
using soc::irq_bit;

TEST(InterruptController, ALevelLineIsTheOrOfItsSources) {
    InterruptController controller;
    const IrqLine first = controller.line(Irq::Uart, 0);
    const IrqLine second = controller.line(Irq::Uart, 2);
    first.set(true);
    second.set(true);
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Uart));
    EXPECT_EQ(controller.sources(Irq::Uart), 0b101u);
    first.set(false);
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Uart));
    controller.clear(soc::kIrqMask);  // INTCLEAR does nothing to a level line
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Uart));
    second.set(false);
    EXPECT_EQ(controller.pending(), 0u);
}

TEST(InterruptController, AnEdgeLineLatchesTheRiseUntilCleared) {
    InterruptController controller;
    const IrqLine line = controller.line(Irq::External11);
    line.pulse();
    EXPECT_EQ(controller.pending(), irq_bit(Irq::External11));
    controller.clear(irq_bit(Irq::External11));
    EXPECT_EQ(controller.pending(), 0u);
    line.set(true);
    controller.clear(irq_bit(Irq::External11));
    line.set(true);  // no new edge
    EXPECT_EQ(controller.pending(), 0u);
}

TEST(InterruptController, AClosedGateSwallowsTheEdge) {
    InterruptController controller;
    controller.reset();
    const IrqLine line = controller.line(Irq::Frc1);
    line.pulse();
    EXPECT_EQ(controller.pending(), 0u);
    controller.set_gates(1u << soc::kIrqs[static_cast<u32>(Irq::Frc1)].gate_bit);
    line.pulse();
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Frc1));
}

TEST(InterruptController, OnlyAChosenSourceRaisesTheNmi) {
    InterruptController controller;
    const IrqLine frc1 = controller.line(Irq::Nmi, 1);
    frc1.pulse();
    EXPECT_EQ(controller.pending(), 0u);
    controller.set_nmi_sources(1u << 1);
    frc1.pulse();
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Nmi));
    controller.clear(irq_bit(Irq::Nmi));
    EXPECT_EQ(controller.pending(), 0u);
}

TEST(InterruptController, SoftwareSetsOnlyItsOwnInterruptAndNeverTheTimers) {
    InterruptController controller;
    controller.set(soc::kIrqMask);
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Software));
    controller.set_timer(true);
    controller.clear(soc::kIrqMask);
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Timer0));
    controller.set_timer(false);
    EXPECT_EQ(controller.pending(), 0u);
}

TEST(InterruptController, ResetForgetsLatchesButNotLevels) {
    InterruptController controller;
    const IrqLine gpio = controller.line(Irq::Gpio);
    gpio.set(true);
    controller.set(irq_bit(Irq::Software));
    controller.reset();
    EXPECT_EQ(controller.pending(), irq_bit(Irq::Gpio));
}

TEST(IrqLine, UnconnectedSwallowsEverything) {
    IrqLine line;
    line.set(true);
    line.pulse();
}

}  // namespace
}  // namespace kinglet::chip
