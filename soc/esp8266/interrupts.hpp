// The fifteen interrupts of the lx106 in this chip: who raises them, how they latch, at which level they are
// taken. Level lines follow the peripheral; edge lines latch in INTERRUPT until INTCLEAR. Where an edge line
// has a gate, it is a bit of DPORT EDGE_INT_ENABLE (0x3FF00004).
#pragma once

#include "base/integers.hpp"

namespace kinglet::soc {

enum class Irq : u8 {
    Wdev = 0,  // Wi-Fi MAC
    Slc = 1,   // DMA for SDIO and I2S
    Spi = 2,   // SPI0, SPI1 and I2S together; DPORT+0x20 tells which
    Rtc = 3,
    Gpio = 4,
    Uart = 5,    // UART0 and UART1 together; WDEV+0x20 tells which
    Timer0 = 6,  // CCOUNT reached CCOMPARE0; only a write of CCOMPARE0 takes it back
    Software = 7,
    Watchdog = 8,
    Frc1 = 9,
    Frc2 = 10,
    External11 = 11,
    External12 = 12,
    External13 = 13,
    Nmi = 14,
};

enum class IrqKind : u8 { Level, Edge, Timer, Software, Nmi };

struct IrqFacts {
    const char* name;
    IrqKind kind;
    u8 level;     // interrupt level at which the CPU takes it
    i8 gate_bit;  // bit of DPORT EDGE_INT_ENABLE that lets it through; -1: always open
};

inline constexpr u32 kIrqCount = 15;

// clang-format off
inline constexpr IrqFacts kIrqs[kIrqCount] = {
    // name        kind               level gate
    {"wdev",       IrqKind::Level,    1,    -1},
    {"slc",        IrqKind::Level,    1,    -1},
    {"spi",        IrqKind::Level,    1,    -1},
    {"rtc",        IrqKind::Level,    1,    -1},
    {"gpio",       IrqKind::Level,    1,    -1},
    {"uart",       IrqKind::Level,    1,    -1},
    {"timer0",     IrqKind::Timer,    1,    -1},
    {"software",   IrqKind::Software, 1,    -1},
    {"watchdog",   IrqKind::Edge,     1,     0},
    {"frc1",       IrqKind::Edge,     1,     1},
    {"frc2",       IrqKind::Edge,     1,     2},
    {"external11", IrqKind::Edge,     1,    -1},
    {"external12", IrqKind::Edge,     1,    -1},
    {"external13", IrqKind::Edge,     1,    -1},
    {"nmi",        IrqKind::Nmi,      3,    -1},
};
// clang-format on

constexpr u32 irq_bit(Irq irq) {
    return 1u << static_cast<u32>(irq);
}

inline constexpr u32 kIrqLevelMask = 0x003F;
inline constexpr u32 kIrqTimerMask = 0x0040;
inline constexpr u32 kIrqSoftwareMask = 0x0080;
inline constexpr u32 kIrqEdgeMask = 0x3F00;
inline constexpr u32 kIrqNmiMask = 0x4000;
inline constexpr u32 kIrqMask = 0x7FFF;

inline constexpr u32 kIrqLevelExcm = 1;
inline constexpr u32 kIrqLevelDebug = 2;
inline constexpr u32 kIrqLevelNmi = 3;

}  // namespace kinglet::soc
