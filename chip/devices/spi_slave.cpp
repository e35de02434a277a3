// The SPI controller as a slave. A master sends a command of eight bits (USER2 may say otherwise), for the
// buffer an address, then data: it writes or reads the buffer or the status word. SLAVE3 may rename the
// commands. The register that a master's status read answers from is the vendor headers' reading of
// SLV_STATUS_READBACK; that the address is a byte of the buffer is an assumption (the Arduino core sends 0).
// Dummy phases are not modelled.
#include "chip/devices/spi.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace kinglet::chip {

namespace spi = soc::spi;

void Spi::configure_slave() {
    const bool on = spi::SLAVE_MODE.get(reg(spi::SLAVE));
    if (pins_)
        pins_->set_slave(on, spi::CK_I_EDGE.get(reg(spi::USER)));
    else if (on)
        log().write(LogLevel::Warning, name(), "no slave mode: this controller has no pins of its own");
}

u32 Spi::slave_command(soc::Field command) const {
    return command.get(spi::SLV_CMD_DEFINE.get(reg(spi::SLAVE)) ? reg(spi::SLAVE3) : spi::kSlaveCommands);
}

void Spi::slave_selected() {
    from_master_ = {};
    from_master_.left = spi::USR_COMMAND_BITLEN.get(reg(spi::USER2)) + 1;
}

// An unfinished command or address has no effect.
void Spi::slave_deselected() {
    const SlaveTransfer done = from_master_;
    from_master_ = {};
    if (done.phase != SlaveTransfer::Phase::Data) return;
    u32& slave = reg(spi::SLAVE);
    slave |= done.command | spi::TRANS_DONE.mask();
    slave = spi::TRANS_CNT.put(slave, spi::TRANS_CNT.get(slave) + 1);
    update_irq();
}

void Spi::slave_took_bit(bool bit) {
    SlaveTransfer& transfer = from_master_;
    switch (transfer.phase) {
        case SlaveTransfer::Phase::Command:
            transfer.word = transfer.word << 1 | bit;
            if (--transfer.left == 0) begin_slave_data();
            break;
        case SlaveTransfer::Phase::Address:
            transfer.start = transfer.start << 1 | bit;
            if (--transfer.left == 0) transfer.phase = SlaveTransfer::Phase::Data;
            break;
        case SlaveTransfer::Phase::Data: {
            const u32 position = transfer.position++;
            if (position >= transfer.data_bits) break;
            if (transfer.command == spi::SLV_WR_STA_DONE.mask()) {
                const u32 place = (position & ~7u) + 7 - position % 8;  // the low byte first
                u32& status = reg(spi::WR_STATUS);
                status = (status & ~(1u << place)) | u32{bit} << place;
            } else if (transfer.command == spi::SLV_WR_BUF_DONE.mask()) {
                const u32 at = buffer_place(transfer.start + position / 8,
                                            spi::USR_MOSI_HIGHPART.get(reg(spi::USER)), false);
                const u32 mask = 0x80u >> position % 8;
                const u32 byte = flash_byte(at);
                set_flash_byte(at, static_cast<u8>(bit ? byte | mask : byte & ~mask));
            }
            break;
        }
        case SlaveTransfer::Phase::Ignored: break;
    }
}

void Spi::begin_slave_data() {
    SlaveTransfer& transfer = from_master_;
    const u32 slave1 = reg(spi::SLAVE1);
    struct Command {
        soc::Field code;
        soc::Field done;
        u32 address_bits;
    };
    const Command commands[] = {
        {spi::SLV_WRSTA_CMD, spi::SLV_WR_STA_DONE, 0},
        {spi::SLV_RDSTA_CMD, spi::SLV_RD_STA_DONE, 0},
        {spi::SLV_WRBUF_CMD, spi::SLV_WR_BUF_DONE, spi::SLV_WR_ADDR_BITLEN.get(slave1) + 1},
        {spi::SLV_RDBUF_CMD, spi::SLV_RD_BUF_DONE, spi::SLV_RD_ADDR_BITLEN.get(slave1) + 1},
    };
    transfer.phase = SlaveTransfer::Phase::Ignored;
    u32& slave = reg(spi::SLAVE);
    slave = spi::SLV_LAST_COMMAND.put(slave, transfer.word);
    for (const Command& command : commands) {
        if ((transfer.word & 0xFF) != slave_command(command.code)) continue;
        const bool is_buffer = command.address_bits != 0;
        if (is_buffer && !spi::SLV_WR_RD_BUF_EN.get(slave)) return;
        transfer.command = command.done.mask();
        transfer.left = command.address_bits;
        transfer.data_bits = (is_buffer ? spi::SLV_BUF_BITLEN : spi::SLV_STATUS_BITLEN).get(slave1) + 1;
        transfer.phase = is_buffer ? SlaveTransfer::Phase::Address : SlaveTransfer::Phase::Data;
        break;
    }
}

bool Spi::slave_next_bit() {
    const SlaveTransfer& transfer = from_master_;
    if (transfer.phase != SlaveTransfer::Phase::Data) return true;
    const u32 position = transfer.position;
    if (transfer.command == spi::SLV_RD_STA_DONE.mask()) {
        const u32 status =
            reg(spi::SLV_STATUS_READBACK.get(reg(spi::SLAVE1)) ? spi::WR_STATUS : spi::RD_STATUS);
        return position < 32 && status >> ((position & ~7u) + 7 - position % 8) & 1;
    }
    if (transfer.command != spi::SLV_RD_BUF_DONE.mask()) return true;
    const u32 at =
        buffer_place(transfer.start + position / 8, spi::USR_MISO_HIGHPART.get(reg(spi::USER)), false);
    return flash_byte(at) >> (7 - position % 8) & 1;
}

}  // namespace kinglet::chip
