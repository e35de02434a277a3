#include "chip/devices/dport.hpp"

#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/efuse.hpp"

namespace kinglet::chip {

namespace dport = soc::dport;
namespace efuse = soc::efuse;

namespace {

constexpr RegisterHandler<Dport> kHandlers[] = {
    {dport::NMI_INT_ENABLE, nullptr, &Dport::write_nmi_int_enable},
    {dport::EDGE_INT_ENABLE, nullptr, &Dport::write_edge_int_enable},
    {dport::CACHE_FLASH_CTRL, &Dport::read_cache_control, &Dport::write_cache_control},
    {dport::CPU_CLOCK, nullptr, &Dport::write_cpu_clock},
    {dport::CLOCK_GATE, nullptr, &Dport::write_clock_gate},
    {dport::SPI_INT_STATUS, &Dport::read_spi_int_status, nullptr},
    {dport::CACHE_RAM, nullptr, &Dport::write_cache_ram},
    {dport::IO_SWAP, nullptr, &Dport::write_io_swap},
};

}  // namespace

Dport::Dport(InterruptController& interrupts, FlashCache& cache, ClockTree& clocks, Watchdog& watchdog,
             Log& log)
    : RegisterBlock("dport", dport::kRegisters, kHandlers, log),
      interrupts_(interrupts),
      cache_(cache),
      clocks_(clocks),
      watchdog_(watchdog) {}

void Dport::reset() {
    reset_registers();
    flushed_ = false;
    interrupts_.set_nmi_sources(reg(dport::NMI_INT_ENABLE));
    interrupts_.set_gates(reg(dport::EDGE_INT_ENABLE));
    cache_.set_control(reg(dport::CACHE_FLASH_CTRL));
    cache_.set_ram(reg(dport::CACHE_RAM));
    clocks_.set_cpu_doubled(false);
    watchdog_.set_clock_on(true);
}

void Dport::write_nmi_int_enable(u32 offset, u32 value) {
    write_stored(offset, value);
    interrupts_.set_nmi_sources(value);
}

void Dport::write_edge_int_enable(u32 offset, u32 value) {
    write_stored(offset, value);
    interrupts_.set_gates(value);
}

u32 Dport::read_cache_control(u32 offset) {
    return reg(offset) | dport::CACHE_EMPTY.of(flushed_);
}

// A flush is over at once, and its flag stays, as a running system shows it.
void Dport::write_cache_control(u32 offset, u32 value) {
    if (dport::CACHE_FLUSH.get(value) && !dport::CACHE_FLUSH.get(reg(offset))) flushed_ = true;
    write_stored(offset, value);
    cache_.set_control(reg(offset));
}

void Dport::write_cpu_clock(u32 offset, u32 value) {
    write_stored(offset, value);
    clocks_.set_cpu_doubled(dport::CPU_CLOCK_2X.get(value));
}

void Dport::write_clock_gate(u32 offset, u32 value) {
    write_stored(offset, value);
    watchdog_.set_clock_on(dport::CLOCK_GATE_WDT.get(value));
}

/// The sources of interrupt 2 have the numbers of their bits here.
u32 Dport::read_spi_int_status(u32) {
    return interrupts_.sources(soc::Irq::Spi);
}

void Dport::write_cache_ram(u32 offset, u32 value) {
    write_stored(offset, value);
    cache_.set_ram(value);
}

void Dport::write_io_swap(u32 offset, u32 value) {
    write_stored(offset, value);
    if (swap_listener_) swap_listener_->io_swap_changed(value);
}

Efuse::Efuse(const MacAddress& mac, Log& log)
    : RegisterBlock("efuse", efuse::kRegisters, std::span<const RegisterHandler<Efuse>>(), log) {
    reg(efuse::WORD0) = efuse::WORD0_MAC6.of(mac[5]);
    reg(efuse::WORD1) =
        efuse::WORD1_MAC5.of(mac[4]) | efuse::WORD1_MAC4.of(mac[3]) | efuse::WORD1_VERSION.of(2);
    reg(efuse::WORD2) = efuse::WORD2_TYPE2.mask() | efuse::WORD2_MAC48_VALID.mask();
    reg(efuse::WORD3) = efuse::WORD3_OUI.of(u32{mac[0]} << 16 | u32{mac[1]} << 8 | mac[2]);
}

void Dport::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(flushed_);
}

}  // namespace kinglet::chip
