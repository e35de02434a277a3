// The SPI controller, master side: SPI0 in front of the flash, SPI1 (HSPI) for the pins. A transfer happens
// when CMD is written; the CMD bit stays set for as long as the clocks of the transfer take. Not modelled:
// slave mode, the hold and bus-sharing options, transfers that are not whole bytes (rounded up, logged).
#pragma once

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/devices/flash_cache.hpp"
#include "chip/devices/spi_slave.hpp"

namespace kinglet::chip {

class Spi final : public RegisterBlock<Spi> {
  public:
    /// cache: told of CTRL, on the controller of the flash only.
    Spi(const char* name, Clock& clock, EventQueue& events, IrqLine irq, Log& log,
        FlashCache* cache = nullptr);

    void reset();
    /// Nothing connected reads as ones.
    void set_slave(SpiSlave* slave) { slave_ = slave; }

    void write_cmd(u32 offset, u32 value);
    void write_ctrl(u32 offset, u32 value);
    void write_slave(u32 offset, u32 value);
    u32 read_ext2(u32 offset);

  private:
    void select();
    u8 exchange(u8 byte) { return slave_ ? slave_->exchange(byte) : u8{0xFF}; }
    void deselect();
    void send_opcode(u8 opcode);

    u32 run_flash_operation(u32 bit);
    u32 run_read();
    u32 run_program();
    u32 run_user();
    u32 user_data(u32 user);
    u8 buffer_byte(u32 index, bool high, bool reversed) const;
    void set_buffer_byte(u32 index, bool high, bool reversed, u8 byte);
    u32 flash_clock_divider() const;
    u32 user_clock_divider() const;
    void on_done(u64);
    void update_irq();

    SpiSlave* slave_ = nullptr;
    IrqLine irq_;
    FlashCache* cache_;
    TimedEvent done_;
};

}  // namespace kinglet::chip
