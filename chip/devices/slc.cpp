#include "chip/devices/slc.hpp"

namespace kinglet::chip {

namespace slc = soc::slc;

namespace {

constexpr RegisterHandler<Slc> kHandlers[] = {
    {slc::CONF0, nullptr, &Slc::write_conf0},
    {slc::INT_ST, &Slc::read_int_st, nullptr},
    {slc::INT_ENA, nullptr, &Slc::write_int_ena},
    {slc::INT_CLR, nullptr, &Slc::write_int_clr},
    {slc::RX_STATUS, &Slc::read_fifo_status, nullptr},
    {slc::TX_STATUS, &Slc::read_fifo_status, nullptr},
    {slc::RX_LINK, &Slc::read_link, &Slc::write_link},
    {slc::TX_LINK, &Slc::read_link, &Slc::write_link},
    {slc::TXLINK_DSCR, &Slc::read_descriptor, nullptr},
    {slc::TXLINK_DSCR_BF0, &Slc::read_descriptor, nullptr},
    {slc::TXLINK_DSCR_BF1, &Slc::read_descriptor, nullptr},
    {slc::RXLINK_DSCR, &Slc::read_descriptor, nullptr},
    {slc::RXLINK_DSCR_BF0, &Slc::read_descriptor, nullptr},
    {slc::RXLINK_DSCR_BF1, &Slc::read_descriptor, nullptr},
};

/// A link register holds the low 20 bits of an address.
constexpr u32 kLinkBase = 0x3FF00000;

constexpr bool is_in_dram(u32 address, u32 size) {
    return address % 4 == 0 && address >= soc::kDramBase && size <= soc::kDramSize &&
           address - soc::kDramBase <= soc::kDramSize - size;
}

}  // namespace

struct Slc::Registers {
    u32 link;
    u32 eof_address;
    u32 start, done, eof, error;  // interrupts
};

// clang-format off
const Slc::Registers& Slc::registers_of(u32 link_offset) {
    static constexpr Registers kOut = {slc::RX_LINK, slc::RX_EOF_DES_ADDR,
        slc::INT_RX_START.mask(), slc::INT_RX_DONE.mask(), slc::INT_RX_EOF.mask(), slc::INT_RX_DSCR_ERR.mask()};
    static constexpr Registers kIn = {slc::TX_LINK, slc::TX_EOF_DES_ADDR,
        slc::INT_TX_START.mask(), slc::INT_TX_DONE.mask(), slc::INT_TX_EOF.mask(), slc::INT_TX_DSCR_ERR.mask()};
    return link_offset == slc::RX_LINK ? kOut : kIn;
}
// clang-format on

Slc::Slc(Bus& bus, IrqLine irq, Log& log)
    : RegisterBlock("slc", slc::kRegisters, kHandlers, log), bus_(bus), irq_(irq) {}

void Slc::reset() {
    reset_registers();
    out_ = in_ = {};
    update_irq();
}

// Moving words.

bool Slc::send(u32& word) {
    const Registers& registers = registers_of(slc::RX_LINK);
    if (!out_.running) return false;
    const u32 length = slc::DESCRIPTOR_LENGTH.get(out_.head);
    bus_.peek(out_.buffer + out_.position, &word, sizeof word);
    out_.position += sizeof word;
    if (out_.position >= length) finish(out_, registers, slc::DESCRIPTOR_EOF.get(out_.head));
    return true;
}

bool Slc::receive(u32 word, bool last) {
    const Registers& registers = registers_of(slc::TX_LINK);
    if (!in_.running) return false;
    if (!slc::DESCRIPTOR_OWNER.get(in_.head)) {
        in_.running = false;
        raise(slc::INT_TX_DSCR_EMPTY.mask());
        return false;
    }
    bus_.poke(in_.buffer + in_.position, &word, sizeof word);
    in_.position += sizeof word;
    if (!last && in_.position < slc::DESCRIPTOR_SIZE.get(in_.head)) return true;
    // The buffer is the program's again, and says how much is in it.
    u32 head = slc::DESCRIPTOR_LENGTH.put(in_.head, in_.position);
    head = slc::DESCRIPTOR_OWNER.put(slc::DESCRIPTOR_EOF.put(head, 1), 0);
    store_head(in_, head);
    finish(in_, registers, true);
    return true;
}

/// Fetches the chain's present descriptor.
bool Slc::load(Chain& chain, const Registers& registers) {
    u32 words[3];
    if (!is_in_dram(chain.descriptor, sizeof words)) {
        fail(chain, registers, "a descriptor outside of DRAM");
        return false;
    }
    bus_.peek(chain.descriptor, words, sizeof words);
    chain.head = words[0];
    chain.buffer = words[1];
    chain.next = words[2];
    chain.position = 0;
    const bool out = registers.link == slc::RX_LINK;
    const u32 length = (out ? slc::DESCRIPTOR_LENGTH : slc::DESCRIPTOR_SIZE).get(chain.head);
    if (length == 0 || length % 4 || !is_in_dram(chain.buffer, length)) {
        fail(chain, registers, "a buffer outside of DRAM, or not of whole words");
        return false;
    }
    chain.running = true;
    return true;
}

void Slc::finish(Chain& chain, const Registers& registers, bool end_of_frame) {
    const bool out = registers.link == slc::RX_LINK;
    if (out && slc::CONF0_RX_AUTO_WRBACK.get(reg(slc::CONF0)))
        store_head(chain, slc::DESCRIPTOR_OWNER.put(chain.head, 0));
    if (end_of_frame) {
        if (out) reg(slc::RX_EOF_BFR_DES_ADDR) = reg(registers.eof_address);
        reg(registers.eof_address) = chain.descriptor;
    }
    raise(registers.done | (end_of_frame ? registers.eof : 0));
    chain.running = false;
    if (!chain.next) return;
    chain.descriptor = chain.next;
    (void)load(chain, registers);
}

void Slc::fail(Chain& chain, const Registers& registers, const char* what) {
    chain.running = false;
    log().write(LogLevel::Warning, name(), "%s: %s at 0x%08x", registers.link == slc::RX_LINK ? "RX" : "TX",
                what, chain.descriptor);
    raise(registers.error);
}

void Slc::store_head(const Chain& chain, u32 head) {
    bus_.poke(chain.descriptor, &head, sizeof head);
}

// Registers.

void Slc::write_conf0(u32 offset, u32 value) {
    write_stored(offset, value);
    if (slc::CONF0_RXLINK_RESET.get(value)) out_ = {};
    if (slc::CONF0_TXLINK_RESET.get(value)) in_ = {};
}

u32 Slc::read_link(u32 offset) {
    constexpr u32 kKept = slc::LINK_ADDRESS.mask();
    return (reg(offset) & kKept) | slc::LINK_PARK.of(!chain_of(offset).running);
}

void Slc::write_link(u32 offset, u32 value) {
    write_stored(offset, value);
    const Registers& registers = registers_of(offset);
    Chain& chain = chain_of(offset);
    if (slc::LINK_STOP.get(value)) chain.running = false;
    if (slc::LINK_START.get(value)) {
        chain = {.descriptor = kLinkBase | slc::LINK_ADDRESS.get(value)};
        if (load(chain, registers)) raise(registers.start);
    } else if (slc::LINK_RESTART.get(value) && !chain.running) {
        // From where it stopped: its descriptor may have got a successor, or its owner back.
        if (chain.position && chain.next) chain.descriptor = chain.next;
        (void)load(chain, registers);
    }
}

// The engine's own FIFOs are not seen: I2S has taken what was to be sent.
u32 Slc::read_fifo_status(u32) {
    return slc::STATUS_EMPTY.mask();
}

u32 Slc::read_descriptor(u32 offset) {
    const Chain& chain = offset < slc::RXLINK_DSCR ? in_ : out_;
    switch ((offset - slc::TXLINK_DSCR) / 4 % 3) {
        case 0: return chain.descriptor;
        case 1: return chain.buffer;
        default: return chain.next;
    }
}

void Slc::raise(u32 bits) {
    reg(slc::INT_RAW) |= bits;
    update_irq();
}

void Slc::update_irq() {
    irq_.set((reg(slc::INT_RAW) & reg(slc::INT_ENA)) != 0);
}

u32 Slc::read_int_st(u32) {
    return reg(slc::INT_RAW) & reg(slc::INT_ENA);
}

void Slc::write_int_ena(u32 offset, u32 value) {
    write_stored(offset, value);
    update_irq();
}

void Slc::write_int_clr(u32, u32 value) {
    reg(slc::INT_RAW) &= ~value;
    update_irq();
}

void Slc::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(out_, in_);
}

}  // namespace kinglet::chip
