#include "chip/devices/spi.hpp"

#include <algorithm>

#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace kinglet::chip {

namespace spi = soc::spi;
namespace flash = soc::flash;

namespace {

constexpr u32 kBufferSize = spi::kWordCount * 4;

constexpr RegisterHandler<Spi> kHandlers[] = {
    {spi::CMD, nullptr, &Spi::write_cmd},
    {spi::CTRL, nullptr, &Spi::write_ctrl},
    {spi::SLAVE, nullptr, &Spi::write_slave},
    {spi::EXT2, &Spi::read_ext2, nullptr},
};

/// How CTRL makes the controller read: the opcode, the bytes between address and data, and what the phases
/// cost in clocks.
struct ReadMode {
    u32 bit;  // of CTRL, beside FASTRD_MODE
    u8 opcode;
    u8 dummy_bytes;
    u8 address_and_dummy_clocks;
    u8 clocks_per_byte;
};

// clang-format off
constexpr ReadMode kReadModes[] = {
    {spi::QIO_MODE.mask(),  flash::kQuadIoRead,     3, 12, 2},
    {spi::DIO_MODE.mask(),  flash::kDualIoRead,     1, 16, 4},
    {spi::QOUT_MODE.mask(), flash::kQuadOutputRead, 1, 32, 2},
    {spi::DOUT_MODE.mask(), flash::kDualOutputRead, 1, 32, 4},
    {0,                     flash::kFastRead,       1, 32, 8},
};
constexpr ReadMode kSlowRead = {0, flash::kRead,    0, 24, 8};

struct SimpleOperation {
    u32 bit;
    u8 opcode;
    bool has_address;
};

constexpr SimpleOperation kSimpleOperations[] = {
    {spi::FLASH_WREN.mask(), flash::kWriteEnable,      false},
    {spi::FLASH_WRDI.mask(), flash::kWriteDisable,     false},
    {spi::FLASH_SE.mask(),   flash::kSectorErase,      true},
    {spi::FLASH_BE.mask(),   flash::kBlockErase,       true},
    {spi::FLASH_CE.mask(),   flash::kChipErase,        false},
    {spi::FLASH_DP.mask(),   flash::kPowerDown,        false},
    {spi::FLASH_RES.mask(),  flash::kReleasePowerDown, false},
    {spi::FLASH_HPM.mask(),  flash::kHighPerformance,  false},
};
// clang-format on

const ReadMode& read_mode(u32 ctrl) {
    if (!spi::FASTRD_MODE.get(ctrl)) return kSlowRead;
    for (const ReadMode& mode : kReadModes)
        if (ctrl & mode.bit) return mode;
    return kReadModes[std::size(kReadModes) - 1];
}

u8 reverse_bits(u8 byte) {
    u8 result = 0;
    for (u32 i = 0; i < 8; ++i) result = static_cast<u8>(result << 1 | (byte >> i & 1));
    return result;
}

}  // namespace

Spi::Spi(const char* name, Clock& clock, EventQueue& events, IrqLine irq, Log& log, FlashCache* cache)
    : RegisterBlock(name, spi::kRegisters, kHandlers, log),
      irq_(irq),
      cache_(cache),
      done_(TimedEvent::of<&Spi::on_done>(name, this, clock, events, TimeBase::Apb)) {}

void Spi::reset() {
    reset_registers();
    done_.cancel();
    update_irq();
    if (cache_) cache_->set_spi_control(reg(spi::CTRL));
}

void Spi::select() {
    if (slave_) slave_->select();
}

void Spi::deselect() {
    if (slave_) slave_->deselect();
}

void Spi::send_opcode(u8 opcode) {
    select();
    exchange(opcode);
}

void Spi::write_cmd(u32, u32 value) {
    if (!(value & ~spi::USR.mask() & 0xFFF80000) && !spi::USR.get(value)) return;
    if (done_.is_scheduled()) {
        log().write(LogLevel::Warning, name(), "CMD 0x%08x written while 0x%08x is under way", value,
                    reg(spi::CMD));
        return;
    }
    // Operations go from bit 31 down; software starts one at a time.
    u32 bit = 1u << 31;
    while (!(value & bit)) bit >>= 1;
    reg(spi::CMD) = bit;
    const bool is_user = bit == spi::USR.mask();
    const u32 clocks = is_user ? run_user() : run_flash_operation(bit);
    done_.schedule_in(u64{clocks} * (is_user ? user_clock_divider() : flash_clock_divider()));
}

void Spi::on_done(u64) {
    reg(spi::CMD) = 0;
    u32& slave = reg(spi::SLAVE);
    slave = spi::TRANS_CNT.put(slave | spi::TRANS_DONE.mask(), spi::TRANS_CNT.get(slave) + 1);
    update_irq();
}

void Spi::update_irq() {
    const u32 slave = reg(spi::SLAVE);
    irq_.set(spi::TRANS_DONE.get(slave) && spi::TRANS_DONE_EN.get(slave));
}

void Spi::write_ctrl(u32 offset, u32 value) {
    write_stored(offset, value);
    if (cache_) cache_->set_spi_control(value);
}

void Spi::write_slave(u32 offset, u32 value) {
    const u32 count = reg(spi::SLAVE) & spi::TRANS_CNT.mask();
    write_stored(offset, value);
    reg(spi::SLAVE) = spi::SYNC_RESET.get(value) ? 0 : (reg(spi::SLAVE) & ~spi::TRANS_CNT.mask()) | count;
    if (spi::SLAVE_MODE.get(value)) log().write(LogLevel::Warning, name(), "slave mode is not modelled");
    update_irq();
}

u32 Spi::read_ext2(u32) {
    return done_.is_scheduled() ? 1 : 0;
}

u32 Spi::flash_clock_divider() const {
    const u32 ctrl = reg(spi::CTRL);
    return spi::CLK_EQU_SYSCLK.get(ctrl) ? 1 : spi::CLKCNT_N.get(ctrl) + 1;
}

u32 Spi::user_clock_divider() const {
    const u32 clock = reg(spi::CLOCK);
    if (spi::CLOCK_EQU_SYSCLK.get(clock)) return 1;
    return (spi::CLKDIV_PRE.get(clock) + 1) * (spi::CLKCNT_USER_N.get(clock) + 1);
}

/// Returns the clocks that the operation takes on the wires.
u32 Spi::run_flash_operation(u32 bit) {
    if (bit == spi::FLASH_READ.mask()) return run_read();
    if (bit == spi::FLASH_PP.mask()) return run_program();
    if (bit == spi::FLASH_RDID.mask()) {
        send_opcode(flash::kReadId);
        u32 id = exchange(0);
        id |= u32{exchange(0)} << 8;
        id |= u32{exchange(0)} << 16;
        deselect();
        reg(spi::W0) = id;
        return 32;
    }
    const bool two_bytes = spi::WRSR_2B.get(reg(spi::CTRL));
    if (bit == spi::FLASH_RDSR.mask()) {
        send_opcode(flash::kReadStatus1);
        u32 status = exchange(0);
        deselect();
        if (two_bytes) {
            send_opcode(flash::kReadStatus2);
            status |= u32{exchange(0)} << 8;
            deselect();
        }
        reg(spi::RD_STATUS) = status;
        return two_bytes ? 32 : 16;
    }
    if (bit == spi::FLASH_WRSR.mask()) {
        send_opcode(flash::kWriteStatus);
        exchange(static_cast<u8>(reg(spi::RD_STATUS)));
        if (two_bytes) exchange(static_cast<u8>(reg(spi::RD_STATUS) >> 8));
        deselect();
        return two_bytes ? 24 : 16;
    }
    for (const SimpleOperation& operation : kSimpleOperations) {
        if (operation.bit != bit) continue;
        send_opcode(operation.opcode);
        const u32 address = spi::FLASH_ADDR.get(reg(spi::ADDR));
        if (operation.has_address)
            for (i32 shift = 16; shift >= 0; shift -= 8) exchange(static_cast<u8>(address >> shift));
        deselect();
        return operation.has_address ? 32 : 8;
    }
    return 0;
}

u32 Spi::run_read() {
    const ReadMode& mode = read_mode(reg(spi::CTRL));
    const u32 address = spi::FLASH_ADDR.get(reg(spi::ADDR));
    const u32 length = std::min(spi::FLASH_LENGTH.get(reg(spi::ADDR)), kBufferSize);
    send_opcode(mode.opcode);
    for (i32 shift = 16; shift >= 0; shift -= 8) exchange(static_cast<u8>(address >> shift));
    for (u32 i = 0; i < mode.dummy_bytes; ++i) exchange(0);
    for (u32 i = 0; i < length; ++i) set_buffer_byte(i, false, false, exchange(0));
    deselect();
    return 8u + mode.address_and_dummy_clocks + length * mode.clocks_per_byte;
}

u32 Spi::run_program() {
    const u32 address = spi::FLASH_ADDR.get(reg(spi::ADDR));
    const u32 length = std::min(spi::FLASH_LENGTH.get(reg(spi::ADDR)), kBufferSize);
    send_opcode(flash::kPageProgram);
    for (i32 shift = 16; shift >= 0; shift -= 8) exchange(static_cast<u8>(address >> shift));
    for (u32 i = 0; i < length; ++i) exchange(buffer_byte(i, false, false));
    deselect();
    return 8 + 24 + length * 8;
}

u32 Spi::run_user() {
    const u32 user = reg(spi::USER);
    const u32 user1 = reg(spi::USER1);
    u32 clocks = 0;
    select();
    if (spi::USR_COMMAND.get(user)) {
        const u32 bits = spi::USR_COMMAND_BITLEN.get(reg(spi::USER2)) + 1;
        const u32 command = spi::USR_COMMAND_VALUE.get(reg(spi::USER2));
        for (u32 sent = 0; sent < bits; sent += 8) exchange(static_cast<u8>(command >> sent));
        clocks += bits;
    }
    if (spi::USR_ADDR.get(user)) {
        const u32 bits = std::min(spi::USR_ADDR_BITLEN.get(user1) + 1, 32u);
        for (u32 sent = 0; sent < bits; sent += 8) exchange(static_cast<u8>(reg(spi::ADDR) >> (24 - sent)));
        clocks += bits;
    }
    if (spi::USR_DUMMY.get(user)) {
        const u32 cycles = spi::USR_DUMMY_CYCLELEN.get(user1) + 1;
        for (u32 sent = 0; sent < cycles; sent += 8) exchange(0);
        clocks += cycles;
    }
    clocks += user_data(user);
    deselect();
    return clocks;
}

/// The MOSI and MISO phases; at once in full duplex, else one after the other.
u32 Spi::user_data(u32 user) {
    const u32 user1 = reg(spi::USER1);
    const bool duplex = spi::DOUTDIN.get(user);
    const bool mosi_high = spi::USR_MOSI_HIGHPART.get(user);
    const bool miso_high = spi::USR_MISO_HIGHPART.get(user);
    const bool lsb_out = spi::WR_BIT_ORDER.get(reg(spi::CTRL));
    const bool lsb_in = spi::RD_BIT_ORDER.get(reg(spi::CTRL));
    const u32 mosi_bits = spi::USR_MOSI.get(user) ? spi::USR_MOSI_BITLEN.get(user1) + 1 : 0;
    const u32 miso_bits = spi::USR_MISO.get(user) && !duplex ? spi::USR_MISO_BITLEN.get(user1) + 1 : 0;
    if ((mosi_bits | miso_bits) & 7)
        log().write(LogLevel::Warning, name(), "%u bits out, %u in: not whole bytes", mosi_bits, miso_bits);
    for (u32 i = 0; i < (mosi_bits + 7) / 8; ++i) {
        const u8 answer = exchange(buffer_byte(i, mosi_high, lsb_out));
        if (duplex) set_buffer_byte(i, miso_high, lsb_in, answer);
    }
    for (u32 i = 0; i < (miso_bits + 7) / 8; ++i) set_buffer_byte(i, miso_high, lsb_in, exchange(0));
    return mosi_bits + miso_bits;
}

// The buffer is a ring of 64 bytes; the high half starts at W8.
u8 Spi::buffer_byte(u32 index, bool high, bool reversed) const {
    const u32 at = (index + (high ? kBufferSize / 2 : 0)) % kBufferSize;
    const u8 byte = static_cast<u8>(reg(spi::W0 + (at & ~3u)) >> (8 * (at & 3)));
    return reversed ? reverse_bits(byte) : byte;
}

void Spi::set_buffer_byte(u32 index, bool high, bool reversed, u8 byte) {
    const u32 at = (index + (high ? kBufferSize / 2 : 0)) % kBufferSize;
    const u32 shift = 8 * (at & 3);
    u32& word = reg(spi::W0 + (at & ~3u));
    word = (word & ~(0xFFu << shift)) | u32{reversed ? reverse_bits(byte) : byte} << shift;
}

}  // namespace kinglet::chip
