// User transfers of the SPI controller. The order of the phases is the vendor's: command, address, dummy,
// data out, data in; data out and in at once in full duplex. The command leaves the low byte of its register
// first, the address from bit 31 down, data byte by byte from W0 (or W8), each from its highest bit; CTRL
// turns the bits of a byte around, USER the bytes of a word.
#include <algorithm>

#include "chip/devices/spi.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace kinglet::chip {

namespace spi = soc::spi;

namespace {

constexpr u32 kBufferSize = spi::kWordCount * 4;

constexpr soc::Field kSelectOff[3] = {spi::CS0_DIS, spi::CS1_DIS, spi::CS2_DIS};

u8 reverse_bits(u8 byte) {
    u8 result = 0;
    for (u32 i = 0; i < 8; ++i) result = static_cast<u8>(result << 1 | (byte >> i & 1));
    return result;
}

}  // namespace

/// How long each phase is, in bits; 0: it is left out.
struct Spi::Phases {
    u32 command;
    u32 address;
    u32 dummy;
    u32 out;
    u32 in;
    bool duplex;

    u32 before_data() const { return command + address + dummy; }
    u32 total() const { return before_data() + out + in; }
};

Spi::Phases Spi::user_phases() const {
    const u32 user = reg(spi::USER);
    const u32 user1 = reg(spi::USER1);
    const bool duplex = spi::DOUTDIN.get(user);
    Phases phases = {};
    phases.duplex = duplex;
    if (spi::USR_COMMAND.get(user)) phases.command = spi::USR_COMMAND_BITLEN.get(reg(spi::USER2)) + 1;
    if (spi::USR_ADDR.get(user)) phases.address = spi::USR_ADDR_BITLEN.get(user1) + 1;
    if (spi::USR_DUMMY.get(user)) phases.dummy = spi::USR_DUMMY_CYCLELEN.get(user1) + 1;
    if (spi::USR_MOSI.get(user)) phases.out = spi::USR_MOSI_BITLEN.get(user1) + 1;
    if (spi::USR_MISO.get(user) && !duplex) phases.in = spi::USR_MISO_BITLEN.get(user1) + 1;
    return phases;
}

/// Sent from bit 63 down. An address of more than 32 bits goes on in WR_STATUS.
u64 Spi::address() const {
    return u64{reg(spi::ADDR)} << 32 | reg(spi::WR_STATUS);
}

void Spi::start_user() {
    const Phases phases = user_phases();
    const bool to_flash = borrowed_ && !spi::CS0_DIS.get(reg(spi::PIN));
    if (pins_ && !to_flash && !slave_) return start_on_pins(phases);
    done_.schedule_in(u64{run_user(phases)} * user_clock_divider());
}

// Byte by byte, at once. Phases that are not whole bytes are rounded up, which no flash command needs.
u32 Spi::run_user(const Phases& phases) {
    if ((phases.out | phases.in) & 7)
        log().write(LogLevel::Warning, name(), "%u bits out, %u in: not whole bytes", phases.out, phases.in);
    select(slave_ ? slave_ : borrowed_);
    for (u32 sent = 0; sent < phases.command; sent += 8)
        exchange(static_cast<u8>(spi::USR_COMMAND_VALUE.get(reg(spi::USER2)) >> sent));
    for (u32 sent = 0; sent < phases.address; sent += 8) exchange(static_cast<u8>(address() >> (56 - sent)));
    for (u32 sent = 0; sent < phases.dummy; sent += 8) exchange(0);
    for (u32 i = 0; i < (phases.out + 7) / 8; ++i) {
        const u8 answer = exchange(buffer_byte(i));
        if (phases.duplex) set_buffer_byte(i, answer);
    }
    for (u32 i = 0; i < (phases.in + 7) / 8; ++i) set_buffer_byte(i, exchange(0));
    deselect();
    return phases.total();
}

void Spi::start_on_pins(const Phases& phases) {
    const u32 user = reg(spi::USER);
    const u32 pin = reg(spi::PIN);
    SpiTransfer transfer;
    transfer.bus = borrowed_ ? SpiBus::Flash : SpiBus::Hspi;
    for (u32 i = 0; i < std::size(kSelectOff); ++i) transfer.chip_select[i] = !kSelectOff[i].get(pin);
    transfer.idle_high = spi::IDLE_EDGE.get(pin);
    transfer.samples_second_edge = (spi::CK_OUT_EDGE.get(user) != 0) != transfer.idle_high;
    transfer.three_wire = spi::SIO.get(user);
    transfer.ticks_per_bit = user_clock_divider();
    const u32 ctrl2 = reg(spi::CTRL2);
    if (spi::CS_SETUP.get(user))
        transfer.setup_ticks = (spi::SETUP_TIME.get(ctrl2) + 1) * transfer.ticks_per_bit;
    if (spi::CS_HOLD.get(user))
        transfer.hold_ticks = (spi::HOLD_TIME.get(ctrl2) + 1) * transfer.ticks_per_bit;
    if (phases.in) transfer.turnaround = phases.before_data() + phases.out;

    const u32 command = spi::USR_COMMAND_VALUE.get(reg(spi::USER2));
    for (u32 i = 0; i < phases.command; ++i) transfer.out.append(command >> ((i & ~7u) + 7 - i % 8) & 1);
    for (u32 i = 0; i < phases.address; ++i) transfer.out.append(address() >> (63 - i) & 1);
    for (u32 i = 0; i < phases.dummy; ++i) transfer.out.append(false);
    for (u32 i = 0; i < phases.out; ++i) transfer.out.append(buffer_byte(i / 8) >> (7 - i % 8) & 1);
    for (u32 i = 0; i < phases.in; ++i) transfer.out.append(false);
    on_pins_ = true;
    pins_->start(transfer);
}

void Spi::transfer_done(const BitString& in) {
    const Phases phases = user_phases();
    const u32 first = phases.before_data() + (phases.duplex ? 0 : phases.out);
    const u32 count = phases.duplex ? phases.out : phases.in;
    for (u32 done = 0; done < count && first + done < in.size(); done += 8) {
        // Of a last byte that is not whole the other bits keep what was there.
        u32 byte = buffer_byte(done / 8);
        for (u32 i = 0; i < 8 && done + i < count && first + done + i < in.size(); ++i) {
            const u32 mask = 0x80u >> i;
            byte = in[first + done + i] ? byte | mask : byte & ~mask;
        }
        set_buffer_byte(done / 8, static_cast<u8>(byte));
    }
    on_pins_ = false;
    on_done(0);
}

// The buffer is a ring of 64 bytes; its high half starts at W8.
u32 Spi::buffer_place(u32 index, bool high, bool word_swapped) const {
    const u32 place = (index + (high ? kBufferSize / 2 : 0)) % kBufferSize;
    return word_swapped ? place ^ 3 : place;
}

u8 Spi::buffer_byte(u32 index) const {
    const u32 user = reg(spi::USER);
    const u8 byte =
        flash_byte(buffer_place(index, spi::USR_MOSI_HIGHPART.get(user), spi::WR_BYTE_ORDER.get(user)));
    return spi::WR_BIT_ORDER.get(reg(spi::CTRL)) ? reverse_bits(byte) : byte;
}

void Spi::set_buffer_byte(u32 index, u8 byte) {
    const u32 user = reg(spi::USER);
    set_flash_byte(buffer_place(index, spi::USR_MISO_HIGHPART.get(user), spi::RD_BYTE_ORDER.get(user)),
                   spi::RD_BIT_ORDER.get(reg(spi::CTRL)) ? reverse_bits(byte) : byte);
}

}  // namespace kinglet::chip
