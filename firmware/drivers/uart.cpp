// UART0. Reception: the hardware's queue of 128 bytes is emptied into a ring when it is a quarter full or
// when nothing more has come for two bytes' time. Transmission: straight into the hardware's queue.
#include "device/hal/uart.hpp"

#include "base/attributes.hpp"
#include "device/hal/clock.hpp"
#include "firmware/boot/interrupts.hpp"
#include "firmware/drivers/uart.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/uart.hpp"

namespace kinglet::firmware {
namespace {

namespace uart = soc::uart;

constexpr u32 kBase = soc::kUart0Base;
constexpr u32 kFull = uart::kFifoSize - 2;  // the hardware's counter is not exact at its end
constexpr u32 kReceiveThreshold = 32;
constexpr u32 kReceiveTimeout = 2;  // byte times
constexpr u32 kTransmitThreshold = 16;
constexpr u8 kCtrlC = 3;
constexpr u8 kCtrlCAtRomRate = 0xE1;  // Ctrl-C at 115200 baud, read at 74880
constexpr u32 kErrorInterrupts = uart::PARITY_ERR_INT.mask() | uart::FRM_ERR_INT.mask() |
                                 uart::BRK_DET_INT.mask() | uart::RXFIFO_OVF_INT.mask();

constinit hal::Uart console_line;

ALWAYS_INLINE u32 waiting_to_send() {
    return soc::read_field(kBase + uart::STATUS, uart::TXFIFO_CNT);
}

}  // namespace

IRAM void handle_console_interrupt() {
    console_line.handle_interrupt_from_isr();
}

void start_console() {
    soc::write_register(kBase + uart::CONF0, uart::BIT_NUM.of(3) | uart::STOP_BIT_NUM.of(1));
    soc::write_register(kBase + uart::CONF1, uart::RXFIFO_FULL_THRHD.of(kReceiveThreshold) |
                                                 uart::TXFIFO_EMPTY_THRHD.of(kTransmitThreshold) |
                                                 uart::RX_TOUT_THRHD.of(kReceiveTimeout) |
                                                 uart::RX_TOUT_EN.mask());
    // What came while the ROM listened at its own rate is rubbish, but one byte of it can be told.
    while (soc::read_field(kBase + uart::STATUS, uart::RXFIFO_CNT) != 0) {
        const u32 byte = soc::read_register(kBase + uart::FIFO);
        if (byte == kCtrlC || byte == kCtrlCAtRomRate) console_line.put_back(kCtrlC);
    }
    soc::write_register(kBase + uart::INT_CLR, uart::kIntMask);
    soc::write_register(kBase + uart::INT_ENA,
                        uart::RXFIFO_FULL_INT.mask() | uart::RXFIFO_TOUT_INT.mask() | kErrorInterrupts);
    attach_interrupt(soc::Irq::Uart, handle_console_interrupt);
}

}  // namespace kinglet::firmware

namespace kinglet::hal {

using namespace firmware;

Uart& Uart::console() {
    return console_line;
}

bool Uart::configure(const UartConfig& config) {
    if (config.baud == 0 || config.data_bits < 5 || config.data_bits > 8 || config.stop_bits < 1 ||
        config.stop_bits > 2) {
        return false;
    }
    const u32 divider = (kPeripheralClock + config.baud / 2) / config.baud;
    if (divider < 8 || divider > uart::CLKDIV_VALUE.low_mask()) return false;
    flush();
    u32 conf0 =
        uart::BIT_NUM.of(config.data_bits - 5u) | uart::STOP_BIT_NUM.of(config.stop_bits == 2 ? 3 : 1);
    if (config.parity != Parity::None) {
        conf0 |= uart::PARITY_EN.mask() | uart::PARITY.of(config.parity == Parity::Odd);
    }
    soc::write_register(kBase + uart::CONF0, conf0);
    soc::write_register(kBase + uart::CLKDIV, divider);
    config_ = config;
    return true;
}

void Uart::set_interrupt_byte(int byte, void (*hook)()) {
    const InterruptLock lock;
    interrupt_hook_ = hook;
    interrupt_byte_ = hook == nullptr ? -1 : byte;
    if (interrupt_byte_ < 0) return;
    // It may have come before: what was typed ahead of it is void.
    for (u32 next = head_; next != tail_; --next) {
        if (ring_[(next - 1) % kRingSize] != interrupt_byte_) continue;
        tail_ = next;
        hook();
        return;
    }
}

IRAM void Uart::handle_interrupt_from_isr() {
    const u32 status = soc::read_register(kBase + uart::INT_ST);
    if ((status & kErrorInterrupts) != 0) {
        if ((status & uart::RXFIFO_OVF_INT.mask()) != 0) ++errors_.hardware_overrun;
        if ((status & kErrorInterrupts & ~uart::RXFIFO_OVF_INT.mask()) != 0) ++errors_.framing;
    }
    u32 head = head_;
    while (soc::read_field(kBase + uart::STATUS, uart::RXFIFO_CNT) != 0) {
        const u8 byte = static_cast<u8>(soc::read_register(kBase + uart::FIFO));
        if (byte == interrupt_byte_) {
            tail_ = head;  // as above; a reader that is at it undoes this, and reads on
            interrupt_hook_();
        } else if (head - tail_ < kRingSize) {
            ring_[head++ % kRingSize] = byte;
        } else {
            ++errors_.ring_full;
        }
    }
    head_ = head;
    // Asked for by a writer that waits, once.
    if ((status & uart::TXFIFO_EMPTY_INT.mask()) != 0) {
        soc::clear_bits(kBase + uart::INT_ENA, uart::TXFIFO_EMPTY_INT.mask());
    }
    soc::write_register(kBase + uart::INT_CLR, status);
}

void Uart::put_back(u8 byte) {
    ring_[head_ % kRingSize] = byte;
    head_ = head_ + 1;
}

usize Uart::do_read(std::span<u8> into) {
    u32 tail = tail_;
    const u32 head = head_;
    usize count = 0;
    for (; count < into.size() && tail != head; ++count) into[count] = ring_[tail++ % kRingSize];
    tail_ = tail;
    return count;
}

usize Uart::do_write(std::span<const u8> bytes) {
    usize count = 0;
    for (u32 room = kFull - waiting_to_send(); count < bytes.size(); ++count) {
        if (room == 0 && (room = kFull - waiting_to_send()) == 0) break;
        soc::write_register(kBase + uart::FIFO, bytes[count]);
        --room;
    }
    return count;
}

Readiness Uart::do_ready() const {
    const u32 readable = head_ != tail_ ? static_cast<u32>(Readiness::Readable) : 0;
    const u32 writable = waiting_to_send() < kFull ? static_cast<u32>(Readiness::Writable) : 0;
    return static_cast<Readiness>(readable | writable);
}

Readiness Uart::do_wait(Readiness wanted, u64 microseconds) {
    const Readiness now = do_ready();
    if (includes(now, wanted) || microseconds == 0) return now;
    if (includes(wanted, Readiness::Writable)) {
        const InterruptLock lock;
        soc::set_bits(kBase + uart::INT_ENA, uart::TXFIFO_EMPTY_INT.mask());
    }
    system_clock().sleep_until_event(microseconds);
    return do_ready();
}

void Uart::do_flush() {
    while (waiting_to_send() != 0) wait(Readiness::Writable, 0);
    // The last byte has left the queue but not the line.
    const u32 bits = 12;
    system_clock().delay(bits * 1'000'000 / config_.baud + 1);
}

IRAM void Uart::send_from_fault(u8 byte) {
    while (waiting_to_send() >= kFull) {
    }
    soc::write_register(kBase + uart::FIFO, byte);
}

IRAM void Uart::drain_from_fault() {
    while (waiting_to_send() != 0) {
    }
    constexpr u32 kBitsOfOneCharacter = 12;
    const u32 start = cycle_count();
    const u32 cycles = kBitsOfOneCharacter * soc::read_register(kBase + uart::CLKDIV);
    while (cycle_count() - start < cycles) {
    }
}

}  // namespace kinglet::hal
