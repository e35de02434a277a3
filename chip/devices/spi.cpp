#include "chip/devices/spi.hpp"

#include <algorithm>

#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace kinglet::chip {

namespace spi = soc::spi;
namespace flash = soc::flash;

namespace {

constexpr u32 kBufferSize = spi::kWordCount * 4;
constexpr u32 kOperations = 0xFFFC0000;  // of CMD

constexpr RegisterHandler<Spi> kHandlers[] = {
    {spi::CMD, nullptr, &Spi::write_cmd},   {spi::CTRL, nullptr, &Spi::write_ctrl},
    {spi::USER, nullptr, &Spi::write_user}, {spi::SLAVE, nullptr, &Spi::write_slave},
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

}  // namespace

Spi::Spi(const char* name, Clock& clock, EventQueue& events, IrqLine irq, Log& log, FlashCache* cache)
    : RegisterBlock(name, spi::kRegisters, kHandlers, log),
      clock_(clock),
      events_(events),
      irq_(irq),
      cache_(cache),
      done_(TimedEvent::of<&Spi::on_done>(name, this, clock, events, TimeBase::Apb)) {}

void Spi::reset() {
    reset_registers();
    done_.cancel();
    on_pins_ = false;
    borrowed_ = nullptr;
    from_master_ = {};
    if (pins_) pins_->reset();
    update_irq();
    if (cache_) cache_->set_spi_control(reg(spi::CTRL));
}

void Spi::connect_pins(Pads& pads, const IoMux& io_mux, PadSignals& signals) {
    SpiPinsClient& client = *this;
    pins_.emplace(pads, io_mux, signals, clock_, events_, client);
    pins_->reset();
}

void Spi::select(SpiSlave* target) {
    target_ = target;
    if (target_) target_->select();
}

void Spi::deselect() {
    if (target_) target_->deselect();
}

void Spi::send_opcode(u8 opcode) {
    select(slave_);
    exchange(opcode);
}

void Spi::write_cmd(u32, u32 value) {
    if (!(value & kOperations)) return;
    // A slave that is told to begin waits for its master.
    if (spi::SLAVE_MODE.get(reg(spi::SLAVE)) && spi::USR.get(value)) return;
    if (is_busy()) {
        log().write(LogLevel::Warning, name(), "CMD 0x%08x written while 0x%08x is under way", value,
                    reg(spi::CMD));
        return;
    }
    // Operations go from bit 31 down; software starts one at a time.
    u32 bit = 1u << 31;
    while (!(value & bit)) bit >>= 1;
    reg(spi::CMD) = bit;
    if (bit == spi::USR.mask()) return start_user();
    done_.schedule_in(u64{run_flash_operation(bit)} * flash_clock_divider());
}

void Spi::on_done(u64) {
    reg(spi::CMD) = 0;
    u32& slave = reg(spi::SLAVE);
    slave = spi::TRANS_CNT.put(slave | spi::TRANS_DONE.mask(), spi::TRANS_CNT.get(slave) + 1);
    update_irq();
}

void Spi::update_irq() {
    const u32 slave = reg(spi::SLAVE);
    irq_.set((spi::INT_DONE.get(slave) & spi::INT_EN.get(slave)) != 0);
}

void Spi::write_ctrl(u32 offset, u32 value) {
    write_stored(offset, value);
    if (cache_) cache_->set_spi_control(value);
}

// It holds the edge at which a slave samples.
void Spi::write_user(u32 offset, u32 value) {
    write_stored(offset, value);
    if (spi::SLAVE_MODE.get(reg(spi::SLAVE))) configure_slave();
}

// What only the controller writes keeps its value; so does all of it through a synchronous reset, which puts
// an end to what is under way.
void Spi::write_slave(u32 offset, u32 value) {
    constexpr u32 kKept = spi::TRANS_CNT.mask() | spi::SLV_LAST_STATE.mask() | spi::SLV_LAST_COMMAND.mask();
    write_stored(offset, (value & ~kKept) | (reg(offset) & kKept));
    if (spi::SYNC_RESET.get(value)) from_master_ = {};
    configure_slave();
    update_irq();
}

u32 Spi::read_ext2(u32) {
    return is_busy() ? 1 : 0;
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
    for (u32 i = 0; i < length; ++i) set_flash_byte(i, exchange(0));
    deselect();
    return 8u + mode.address_and_dummy_clocks + length * mode.clocks_per_byte;
}

u32 Spi::run_program() {
    const u32 address = spi::FLASH_ADDR.get(reg(spi::ADDR));
    const u32 length = std::min(spi::FLASH_LENGTH.get(reg(spi::ADDR)), kBufferSize);
    send_opcode(flash::kPageProgram);
    for (i32 shift = 16; shift >= 0; shift -= 8) exchange(static_cast<u8>(address >> shift));
    for (u32 i = 0; i < length; ++i) exchange(flash_byte(i));
    deselect();
    return 8 + 24 + length * 8;
}

// Flash operations take the buffer from W0 on, whatever USER and CTRL say of user transfers.
u8 Spi::flash_byte(u32 index) const {
    return static_cast<u8>(reg(spi::W0 + (index & ~3u)) >> (8 * (index & 3)));
}

void Spi::set_flash_byte(u32 index, u8 byte) {
    const u32 shift = 8 * (index & 3);
    u32& word = reg(spi::W0 + (index & ~3u));
    word = (word & ~(0xFFu << shift)) | u32{byte} << shift;
}

void Spi::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(done_, on_pins_, from_master_);
    if (pins_) archive(*pins_);
}

}  // namespace kinglet::chip
