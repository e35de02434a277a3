// SLC, the DMA engine between DRAM and I2S: two chains of descriptors. The names look from an SDIO host's
// side: RX_LINK is memory to I2S, TX_LINK is I2S to memory. A descriptor is three words in DRAM; a chain may
// be a ring. What the vendor's documents leave open is taken from the Arduino core's driver: sending does not
// look at a descriptor's owner, receiving stops at one that is not the engine's. Words move at once when I2S
// asks for them. SDIO, for which the engine was made, is not modelled.
#pragma once

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "soc/esp8266/regs/slc.hpp"

namespace kinglet::chip {

class Slc final : public RegisterBlock<Slc> {
  public:
    Slc(Bus& bus, IrqLine irq, Log& log);

    void snapshot(Archive& archive);
    void reset();

    /// The next word of the chain to I2S. False: none is under way.
    [[nodiscard]] bool send(u32& word);
    /// Puts a word that I2S has received into memory. `last`: it ends the buffer. False: there is no room.
    bool receive(u32 word, bool last);

    void write_conf0(u32 offset, u32 value);
    u32 read_int_st(u32 offset);
    void write_int_ena(u32 offset, u32 value);
    void write_int_clr(u32 offset, u32 value);
    u32 read_fifo_status(u32 offset);
    u32 read_link(u32 offset);
    void write_link(u32 offset, u32 value);
    u32 read_descriptor(u32 offset);

  private:
    /// One of the two chains, and the registers and interrupts that are its own.
    struct Chain {
        u32 descriptor = 0;  // address
        u32 head = 0;        // its first word
        u32 buffer = 0;
        u32 next = 0;
        u32 position = 0;  // bytes moved
        bool running = false;

        template <class Archive>
        void snapshot(Archive& archive) {
            archive(descriptor, head, buffer, next, position, running);
        }
    };
    struct Registers;

    bool load(Chain& chain, const Registers& registers);
    void finish(Chain& chain, const Registers& registers, bool end_of_frame);
    void fail(Chain& chain, const Registers& registers, const char* what);
    void store_head(const Chain& chain, u32 head);
    void raise(u32 bits);
    void update_irq();
    static const Registers& registers_of(u32 link_offset);
    Chain& chain_of(u32 link_offset) { return link_offset == soc::slc::RX_LINK ? out_ : in_; }

    Bus& bus_;
    IrqLine irq_;
    Chain out_;
    Chain in_;
};

}  // namespace kinglet::chip
