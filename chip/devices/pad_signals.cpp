#include "chip/devices/pad_signals.hpp"

#include <string_view>

#include "soc/esp8266/regs/io_mux.hpp"

namespace kinglet::chip {

namespace io_mux = soc::io_mux;

namespace {

struct SignalName {
    Signal signal;
    std::string_view function;  // as soc::io_mux::kPads calls it
};

// clang-format off
constexpr SignalName kNames[kSignalCount] = {
    {Signal::U0Txd,    "U0TXD"},     {Signal::U0Rts,    "U0RTS"},     {Signal::U0Dtr,   "U0DTR"},
    {Signal::U1Txd,    "U1TXD"},     {Signal::U1Rts,    "U1RTS"},     {Signal::SpiClk,  "SPI_CLK"},
    {Signal::SpiMosi,  "SPI_MOSI"},  {Signal::SpiCs1,   "SPI_CS1"},   {Signal::SpiCs2,  "SPI_CS2"},
    {Signal::HspiClk,  "HSPI_CLK"},  {Signal::HspiMosi, "HSPI_MOSI"}, {Signal::HspiMiso, "HSPI_MISO"},
    {Signal::HspiCs0,  "HSPI_CS0"},  {Signal::I2soData, "I2SO_DATA"}, {Signal::I2soBck, "I2SO_BCK"},
    {Signal::I2soWs,   "I2SO_WS"},   {Signal::I2siBck,  "I2SI_BCK"},  {Signal::I2siWs,  "I2SI_WS"},
};
// clang-format on

constexpr u32 kFunctionCount = std::size(io_mux::kPads[0].functions);
constexpr u32 kMostPads = 2;

/// Both directions of the table, made once from the facts.
struct Routes {
    i8 signal_of[io_mux::kPadCount][kFunctionCount] = {};  // -1: none
    PadFunction pads_of[kSignalCount][kMostPads] = {};
    u8 pad_count[kSignalCount] = {};

    constexpr Routes() {
        for (u32 pad = 0; pad < io_mux::kPadCount; ++pad)
            for (u32 function = 0; function < kFunctionCount; ++function) add(pad, function);
    }

  private:
    constexpr void add(u32 pad, u32 function) {
        signal_of[pad][function] = -1;
        for (u32 i = 0; i < kSignalCount; ++i) {
            if (kNames[i].function != io_mux::kPads[pad].functions[function]) continue;
            signal_of[pad][function] = static_cast<i8>(i);
            pads_of[i][pad_count[i]++] = {static_cast<u8>(pad), static_cast<u8>(function)};
        }
    }
};

constexpr Routes kRoutes;

constexpr bool names_are_in_order() {
    for (u32 i = 0; i < kSignalCount; ++i)
        if (static_cast<u32>(kNames[i].signal) != i || !kRoutes.pad_count[i]) return false;
    return true;
}
static_assert(names_are_in_order());

}  // namespace

std::span<const PadFunction> pads_of(Signal signal) {
    const u32 index = static_cast<u32>(signal);
    return {kRoutes.pads_of[index], kRoutes.pad_count[index]};
}

const Signal* signal_of(u32 pad, u32 function) {
    if (function >= kFunctionCount) return nullptr;
    const i8 index = kRoutes.signal_of[pad][function];
    return index < 0 ? nullptr : &kNames[index].signal;
}

}  // namespace kinglet::chip
