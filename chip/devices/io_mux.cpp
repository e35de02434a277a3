#include "chip/devices/io_mux.hpp"

namespace kinglet::chip {

namespace io_mux = soc::io_mux;

namespace {

// clang-format off
constexpr RegisterHandler<IoMux> kHandlers[] = {
    {0x04, nullptr, &IoMux::write_pad}, {0x08, nullptr, &IoMux::write_pad}, {0x0C, nullptr, &IoMux::write_pad},
    {0x10, nullptr, &IoMux::write_pad}, {0x14, nullptr, &IoMux::write_pad}, {0x18, nullptr, &IoMux::write_pad},
    {0x1C, nullptr, &IoMux::write_pad}, {0x20, nullptr, &IoMux::write_pad}, {0x24, nullptr, &IoMux::write_pad},
    {0x28, nullptr, &IoMux::write_pad}, {0x2C, nullptr, &IoMux::write_pad}, {0x30, nullptr, &IoMux::write_pad},
    {0x34, nullptr, &IoMux::write_pad}, {0x38, nullptr, &IoMux::write_pad}, {0x3C, nullptr, &IoMux::write_pad},
    {0x40, nullptr, &IoMux::write_pad},
};
// clang-format on

}  // namespace

IoMux::IoMux(Log& log) : RegisterBlock("io_mux", io_mux::kRegisters, kHandlers, log) {}

void IoMux::reset() {
    reset_registers();
    for (u32 pad = 0; listener_ && pad < std::size(io_mux::kPads); ++pad) listener_->pad_configured(pad);
}

void IoMux::write_pad(u32 offset, u32 value) {
    write_stored(offset, value);
    for (u32 pad = 0; listener_ && pad < std::size(io_mux::kPads); ++pad)
        if (io_mux::kPads[pad].offset == offset) listener_->pad_configured(pad);
}

void IoMux::snapshot(Archive& archive) {
    snapshot_registers(archive);
}

}  // namespace kinglet::chip
