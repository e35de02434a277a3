// The SPI controller: SPI0 in front of the flash, SPI1 (HSPI) on the pins.
//
//   spi.cpp        registers, interrupts, the operations that the controller knows of a flash
//   spi_user.cpp   transfers that software composes: command, address, dummy, data out, data in
//   spi_slave.cpp  being the slave of another master
//
// Towards a flash a transfer happens when CMD is written, byte by byte; the CMD bit then stays set for as
// long as the clocks of the transfer take. With connect_pins() a user transfer is levels on pads instead
// (spi_pins.hpp), and its answer is there when the CMD bit falls. While SPI1 borrows the flash's bus, it
// reaches the flash itself with CS0. Not modelled: the hold and bus-sharing options, data on two or four
// lines in user transfers.
#pragma once

#include <optional>

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/devices/flash_cache.hpp"
#include "chip/devices/spi_pins.hpp"
#include "chip/devices/spi_slave.hpp"

namespace kinglet::chip {

class Spi final : public RegisterBlock<Spi>, private SpiPinsClient {
  public:
    /// cache: told of CTRL, on the controller of the flash only.
    Spi(const char* name, Clock& clock, EventQueue& events, IrqLine irq, Log& log,
        FlashCache* cache = nullptr);

    void snapshot(Archive& archive);
    void reset();
    /// Nothing connected reads as ones.
    void set_slave(SpiSlave* slave) { slave_ = slave; }
    /// User transfers go to the pads from now on, and the controller can be a slave there.
    void connect_pins(Pads& pads, const IoMux& io_mux, PadSignals& signals);
    /// DPORT lets this controller borrow the flash's bus (null: no longer), where `flash` is on CS0.
    void borrow_flash_bus(SpiSlave* flash) { borrowed_ = flash; }

    void write_cmd(u32 offset, u32 value);
    void write_ctrl(u32 offset, u32 value);
    void write_user(u32 offset, u32 value);
    void write_slave(u32 offset, u32 value);
    u32 read_ext2(u32 offset);

  private:
    bool is_busy() const { return done_.is_scheduled() || on_pins_; }
    void select(SpiSlave* target);
    u8 exchange(u8 byte) { return target_ ? target_->exchange(byte) : u8{0xFF}; }
    void deselect();
    void send_opcode(u8 opcode);

    u32 run_flash_operation(u32 bit);
    u32 run_read();
    u32 run_program();

    // spi_user.cpp
    struct Phases;
    Phases user_phases() const;
    u64 address() const;
    void start_user();
    u32 run_user(const Phases& phases);
    void start_on_pins(const Phases& phases);
    void transfer_done(const BitString& in) override;
    u32 buffer_place(u32 index, bool high, bool word_swapped) const;
    u8 buffer_byte(u32 index) const;
    void set_buffer_byte(u32 index, u8 byte);

    // spi_slave.cpp
    void configure_slave();
    void slave_selected() override;
    void slave_deselected() override;
    void slave_took_bit(bool bit) override;
    bool slave_next_bit() override;
    void begin_slave_data();
    u32 slave_command(soc::Field command) const;

    u8 flash_byte(u32 index) const;
    void set_flash_byte(u32 index, u8 byte);
    u32 flash_clock_divider() const;
    u32 user_clock_divider() const;
    void on_done(u64);
    void update_irq();

    Clock& clock_;
    EventQueue& events_;
    SpiSlave* slave_ = nullptr;
    SpiSlave* borrowed_ = nullptr;
    SpiSlave* target_ = nullptr;  // of the transfer under way
    std::optional<SpiPins> pins_;
    bool on_pins_ = false;  // a transfer is under way there
    IrqLine irq_;
    FlashCache* cache_;
    TimedEvent done_;

    /// What another master is doing with this chip.
    struct SlaveTransfer {
        enum class Phase : u8 { Command, Address, Data, Ignored };
        Phase phase = Phase::Command;
        u32 left = 0;       // bits of command or address
        u32 word = 0;       // the command so far
        u32 command = 0;    // the bit in SLAVE that its end sets
        u32 data_bits = 0;  // how many count
        u32 position = 0;   // bits of data so far
        u32 start = 0;      // byte of the buffer at which the data begin

        template <class Archive>
        void snapshot(Archive& archive) {
            archive(phase, left, word, command, data_bits, position, start);
        }
    };
    SlaveTransfer from_master_;
};

}  // namespace kinglet::chip
