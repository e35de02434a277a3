// The SPI flash behind controller SPI0. Every function returns 0 when it worked and 1 when not. Limits come
// from the record `flashchip`.
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/image.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/analog.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/io_mux.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace {

using namespace kinglet::soc;

constexpr u32 kBurst = 32;  // bytes per transaction
constexpr u32 kReadModes = spi::FASTRD_MODE.mask() | spi::DOUT_MODE.mask() | spi::QOUT_MODE.mask() |
                           spi::DIO_MODE.mask() | spi::QIO_MODE.mask();
constexpr u32 kSlowClock = 4;
constexpr u32 kSectorsPerBlock = 16;

u32 spi_register(u32 offset) {
    return read_register(kSpi0Base + offset);
}
void spi_write(u32 offset, u32 value) {
    write_register(kSpi0Base + offset, value);
}

/// Starts an operation and waits until the controller has carried it out.
void command(u32 operation) {
    spi_write(spi::CMD, operation);
    while ((spi_register(spi::CMD) & operation) != 0) {
    }
}

/// What the controller's CTRL needs for a read mode of an image's header.
u32 read_mode_bits(u32 mode) {
    switch (static_cast<image::Mode>(mode)) {
        case image::Mode::Qio: return spi::QIO_MODE.mask() | spi::FASTRD_MODE.mask();
        case image::Mode::Qout: return spi::QOUT_MODE.mask() | spi::FASTRD_MODE.mask();
        case image::Mode::Dio: return spi::DIO_MODE.mask() | spi::FASTRD_MODE.mask();
        case image::Mode::Dout: return spi::DOUT_MODE.mask() | spi::FASTRD_MODE.mask();
        case image::Mode::FastRead: return spi::FASTRD_MODE.mask();
        case image::Mode::SlowRead: break;
    }
    return 0;
}

bool outside(const FlashChip* chip, u32 address, u32 size) {
    return size > chip->size || address > chip->size - size;
}

}  // namespace

extern "C" {

FlashChip flash_record ROM_RECORD(3fffc718) = {0x001640EF, 0x400000, 0x10000, 0x1000, 0x100, 0xFFFF};
FlashChip* flashchip ROM_RECORD(3fffc714) = &flash_record;

void SelectSpiFunction() {
    for (u32 pin = 6; pin <= 11; ++pin) {
        const u32 pad = kIoMuxBase + io_mux::kPads[pin].offset;
        write_register(pad, (read_register(pad) & ~(io_mux::kFunctionMask | io_mux::PULLUP.mask())) |
                                io_mux::function_bits(1));
    }
}

/// `divider` of the bus clock; below 2 the flash runs at the bus clock itself.
u32 SPIFlashModeConfig(u32 mode, u32 divider) {
    spi_write(spi::USER, spi_register(spi::USER) | spi::FLASH_MODE.mask());
    const u32 pads = kIoMuxBase + io_mux::CONF;
    u32 control = spi_register(spi::CTRL) & ~(u32{0xFFF} | spi::CLK_EQU_SYSCLK.mask() | kReadModes);
    if (divider < 2) {
        set_bits(pads, io_mux::SPI0_CLK_EQU_SYSCLK.mask());
        control |= spi::CLK_EQU_SYSCLK.mask();
    } else {
        clear_bits(pads, io_mux::SPI0_CLK_EQU_SYSCLK.mask());
        control |=
            spi::CLKCNT_N.of(divider - 1) | spi::CLKCNT_H.of(divider / 2 - 1) | spi::CLKCNT_L.of(divider - 1);
    }
    spi_write(spi::CTRL, control | read_mode_bits(mode));
    command(spi::FLASH_RES.mask());
    return 0;
}

void spi_flash_attach() {
    SelectSpiFunction();
    write_register(kAnalogBase + analog::UNKNOWN_48, 0);
    SPIFlashModeConfig(static_cast<u32>(image::Mode::SlowRead), kSlowClock);
}

/// Waits until the flash is not busy.
u32 SPI_read_status(FlashChip* chip, u32* status) {
    u32 value;
    do {
        spi_write(spi::RD_STATUS, 0);
        command(spi::FLASH_RDSR.mask());
        value = spi_register(spi::RD_STATUS) & chip->status_mask;
    } while ((value & flash::STATUS_WIP.mask()) != 0);
    *status = value;
    return 0;
}

u32 Wait_SPI_Idle(FlashChip* chip) {
    while (read_field(kDportBase + dport::CACHE_FLASH_CTRL, dport::CACHE_SPI_BUSY) != 0) {
    }
    u32 status;
    return SPI_read_status(chip, &status);
}

u32 SPI_write_enable(FlashChip*) {
    do {
        command(spi::FLASH_WREN.mask());
        spi_write(spi::RD_STATUS, 0);
        command(spi::FLASH_RDSR.mask());
    } while ((spi_register(spi::RD_STATUS) & flash::STATUS_WEL.mask()) == 0);
    return 0;
}

u32 SPI_write_status(FlashChip* chip, u32 status) {
    Wait_SPI_Idle(chip);
    spi_write(spi::RD_STATUS, status);
    command(spi::FLASH_WRSR.mask());
    return Wait_SPI_Idle(chip);
}

u32 Enable_QMode(FlashChip* chip) {
    Wait_SPI_Idle(chip);
    spi_write(spi::CTRL, spi_register(spi::CTRL) | spi::WRSR_2B.mask());
    SPI_write_enable(chip);
    return SPI_write_status(chip, flash::STATUS2_QE.mask() << 8);
}

u32 Disable_QMode(FlashChip* chip) {
    Wait_SPI_Idle(chip);
    spi_write(spi::CTRL, spi_register(spi::CTRL) | spi::WRSR_2B.mask());
    SPI_write_enable(chip);
    u32 status;
    SPI_read_status(chip, &status);
    return SPI_write_status(chip, status & 0xFF);
}

/// The mode is that of an image's header.
u32 SPIReadModeCnfig(u32 mode) {
    spi_write(spi::CTRL, spi_register(spi::CTRL) & ~kReadModes);
    const bool quad = mode <= static_cast<u32>(image::Mode::Qout);
    const u32 result = quad ? Enable_QMode(flashchip) : Disable_QMode(flashchip);
    spi_write(spi::CTRL, spi_register(spi::CTRL) | read_mode_bits(mode));
    return result;
}

u32 SPI_read_data(FlashChip* chip, u32 address, u32* into, u32 size) {
    if (outside(chip, address, size)) return 1;
    Wait_SPI_Idle(chip);
    while (size != 0) {
        const u32 part = size < kBurst ? size : kBurst;
        spi_write(spi::ADDR, spi::FLASH_ADDR.of(address) | spi::FLASH_LENGTH.of(part));
        command(spi::FLASH_READ.mask());
        for (u32 i = 0; i < part; i += 4) *into++ = spi_register(spi::W0 + i);
        address += part;
        size -= part;
    }
    return 0;
}

u32 SPI_page_program(FlashChip* chip, u32 address, const u32* from, u32 size) {
    if (size % 4 != 0 || address % chip->page_size + size > chip->page_size) return 1;
    while (size != 0) {
        const u32 part = size < kBurst ? size : kBurst;
        Wait_SPI_Idle(chip);
        SPI_write_enable(chip);
        for (u32 i = 0; i < part; i += 4) spi_write(spi::W0 + i, *from++);
        spi_write(spi::ADDR, spi::FLASH_ADDR.of(address) | spi::FLASH_LENGTH.of(part));
        command(spi::FLASH_PP.mask());
        address += part;
        size -= part;
    }
    return Wait_SPI_Idle(chip);
}

u32 SPI_sector_erase(FlashChip* chip, u32 address) {
    Wait_SPI_Idle(chip);
    SPI_write_enable(chip);
    spi_write(spi::ADDR, spi::FLASH_ADDR.of(address));
    command(spi::FLASH_SE.mask());
    return Wait_SPI_Idle(chip);
}

u32 SPIRead(u32 address, void* into, u32 size) {
    return SPI_read_data(flashchip, address, static_cast<u32*>(into), size);
}

u32 SPIWrite(u32 address, const void* from, u32 size) {
    FlashChip* chip = flashchip;
    if (outside(chip, address, size) || size % 4 != 0) return 1;
    const u32* words = static_cast<const u32*>(from);
    while (size != 0) {
        const u32 left = chip->page_size - address % chip->page_size;
        const u32 part = size < left ? size : left;
        if (SPI_page_program(chip, address, words, part) != 0) return 1;
        address += part;
        words += part / 4;
        size -= part;
    }
    return 0;
}

u32 SPIEraseSector(u32 number) {
    FlashChip* chip = flashchip;
    if (number >= chip->size / chip->sector_size) return 1;
    return SPI_sector_erase(chip, number * chip->sector_size);
}

u32 SPIEraseBlock(u32 number) {
    FlashChip* chip = flashchip;
    if (number >= chip->size / chip->block_size) return 1;
    Wait_SPI_Idle(chip);
    SPI_write_enable(chip);
    spi_write(spi::ADDR, spi::FLASH_ADDR.of(number * chip->block_size));
    command(spi::FLASH_BE.mask());
    return Wait_SPI_Idle(chip);
}

u32 SPIEraseChip() {
    Wait_SPI_Idle(flashchip);
    SPI_write_enable(flashchip);
    command(spi::FLASH_CE.mask());
    return Wait_SPI_Idle(flashchip);
}

u32 SPIUnlock() {
    SPI_write_enable(flashchip);
    return SPI_write_status(flashchip, 0);
}

u32 SPILock() {
    SPI_write_enable(flashchip);
    return SPI_write_status(flashchip, flash::STATUS_BP.mask());
}

/// Erases more than it was asked to, as the silicon does: the sectors up to the next block are not taken off
/// the total, so what follows them is the whole length once more. Hosts know and ask for less.
u32 SPIEraseArea(u32 address, u32 size) {
    FlashChip* chip = flashchip;
    if (outside(chip, address, size) || address % chip->sector_size != 0 || size % chip->sector_size != 0)
        return 1;
    SPIReadModeCnfig(static_cast<u32>(image::Mode::SlowRead));
    SPIUnlock();
    u32 sector = address / chip->sector_size;
    u32 count = size / chip->sector_size;
    const u32 to_block = kSectorsPerBlock - sector % kSectorsPerBlock;
    for (u32 head = to_block < count ? to_block : count; head != 0; --head) {
        if (SPIEraseSector(sector++) != 0) return 1;
    }
    for (; count >= kSectorsPerBlock && sector % kSectorsPerBlock == 0; count -= kSectorsPerBlock) {
        if (SPIEraseBlock(sector / kSectorsPerBlock) != 0) return 1;
        sector += kSectorsPerBlock;
    }
    for (; count != 0; --count) {
        if (SPIEraseSector(sector++) != 0) return 1;
    }
    return 0;
}

u32 SPIParamCfg(u32 id, u32 size, u32 block, u32 sector, u32 page, u32 mask) {
    *flashchip = {id, size, block, sector, page, mask};
    return 0;
}

}  // extern "C"
