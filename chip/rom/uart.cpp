// The serial lines: polled transmission, reception by interrupt into a small ring.
#include "soc/esp8266/regs/uart.hpp"
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/interrupts.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/io_mux.hpp"

namespace {

using namespace kinglet::soc;

constexpr u32 kClock = 80'000'000;  // what the divider assumes, whatever the chip really runs at
constexpr u32 kRing = 256;

u32 base_of(u32 uart) {
    return uart == 0 ? kUart0Base : kUart1Base;
}

u8 ring_bytes[kRing];

}  // namespace

extern "C" {

// Received bytes, between handler and reader: programs know these names and places.
enum RingState : u32 { kRingEmpty, kRingUnderWrite, kRingWritten };
struct UartRing {
    u32 size;
    u8* begin;
    u8* write;
    u8* read;
    u32 trigger;
    RingState state;
};

// Layout as programs know it: the baud rate first, the state of reception at +56, the line in use at +64.
struct UartDevice {
    u32 baud;
    u32 data_bits;
    u32 parity_enabled;
    u32 parity;
    u32 stop_bits;
    u32 flow_control;
    UartRing ring;
    u32 send_size;
    u8* send_buffer;
    u32 receiving;
    u32 received;
    u32 line;
};
static_assert(__builtin_offsetof(UartDevice, receiving) == 56 && __builtin_offsetof(UartDevice, line) == 64);

UartDevice UartDev;

}  // extern "C"

namespace {

u8* behind(const UartRing& ring, u8* place) {
    return place + 1 == ring.begin + ring.size ? ring.begin : place + 1;
}

void empty_ring() {
    UartDev.ring.read = UartDev.ring.write = UartDev.ring.begin;
    UartDev.ring.state = kRingEmpty;
}

/// False when nothing has arrived. Interrupts are off.
bool take_byte(u8* byte) {
    UartRing& ring = UartDev.ring;
    if (ring.read == ring.write) return false;
    *byte = *ring.read;
    ring.read = behind(ring, ring.read);
    if (ring.read == ring.write) ring.state = kRingEmpty;
    return true;
}

}  // namespace

[[noreturn]] void kinglet::rom::stop() {
    while (read_field(kUart0Base + uart::STATUS, uart::TXFIFO_CNT) != 0) {
    }
    constexpr u32 kBitsOfOneCharacter = 12;
    const u32 start = cycle_count();
    while (cycle_count() - start < kBitsOfOneCharacter * uart::kRomDivider) {
    }
    while (true) asm volatile("waiti 15");
}

extern "C" {

UartDevice* GetUartDevice() {
    return &UartDev;
}

/// A byte that finds the ring full is lost.
void uart_rx_intr_handler(void*, void*) {
    const u32 base = base_of(UartDev.line);
    UartRing& ring = UartDev.ring;
    while (read_field(base + uart::STATUS, uart::RXFIFO_CNT) != 0) {
        const u32 byte = read_register(base + uart::FIFO);
        u8* const next = behind(ring, ring.write);
        if (next == ring.read) continue;
        *ring.write = static_cast<u8>(byte);
        ring.write = next;
        ring.state = kRingWritten;
    }
    write_register(base + uart::INT_CLR, uart::kIntMask);
}

void uartAttach() {
    UartDev = {};
    UartDev.baud = 115200;
    UartDev.data_bits = 3;
    UartDev.ring.size = kRing;
    UartDev.ring.begin = ring_bytes;
    empty_ring();
    ets_isr_mask(irq_bit(Irq::Uart));
    ets_isr_attach(static_cast<u32>(Irq::Uart), uart_rx_intr_handler, &UartDev.ring);
}

void uart_div_modify(u32 line, u32 divider) {
    const u32 base = base_of(line);
    const u32 resets = uart::RXFIFO_RST.mask() | uart::TXFIFO_RST.mask();
    write_register(base + uart::CLKDIV, divider);
    set_bits(base + uart::CONF0, resets);
    clear_bits(base + uart::CONF0, resets);
}

void Uart_Init(u32 line) {
    const u32 base = base_of(line);
    if (line == 0) {
        clear_bits(kIoMuxBase + io_mux::kPads[1].offset, io_mux::PULLUP.mask() | io_mux::kFunctionMask);
        write_field(kIoMuxBase + io_mux::kPads[2].offset, io_mux::FUNCTION_HIGH,
                    1);  // a copy of what is sent
    } else {
        set_bits(kIoMuxBase + io_mux::kPads[8].offset, 0x130);
    }
    uart_div_modify(line, kClock / UartDev.baud);
    write_register(base + uart::CONF0, uart::BIT_NUM.of(3));
    write_register(base + uart::CONF1, uart::RXFIFO_FULL_THRHD.of(1));
    write_register(base + uart::INT_CLR, uart::kIntMask);
    write_register(base + uart::INT_ENA, uart::RXFIFO_FULL_INT.mask());
}

void uart_buff_switch(u32 line) {
    UartDev.line = line;
    empty_ring();
}

/// Waits until nothing is left to be sent, then sends.
int uart_tx_one_char(u8 byte) {
    const u32 base = base_of(UartDev.line);
    while (read_field(base + uart::STATUS, uart::TXFIFO_CNT) != 0) {
    }
    write_register(base + uart::FIFO, byte);
    return 0;
}

/// 0 and the byte, or 1 when none has arrived.
int uart_rx_one_char(u8* byte) {
    const kinglet::rom::InterruptLock lock;
    return take_byte(byte) ? 0 : 1;
}

u8 uart_rx_one_char_block() {
    while (true) {
        const kinglet::rom::InterruptLock lock;
        u8 byte;
        if (take_byte(&byte)) return byte;
        // Asleep, where the silicon spins. Opens the interrupts and waits in one step, so that a byte between
        // look and sleep wakes it.
        asm volatile("waiti 0" : : : "memory");
    }
}

/// Measures what arrives until the shortest pulses are known, and sets the divider. A host has to send a low
/// and a high pulse of one bit each; every one sends the SYNC command, whose 0x07 and 0x55 have them.
/// With `is_polling` it looks once. Returns the divider, or 0 when there were too few edges.
u32 uart_baudrate_detect(u32 line, u8 is_polling) {
    constexpr u32 kEdges = 30;
    constexpr u32 kGlitchClocks = 8;
    constexpr u32 kShortfall = 12;  // what the counters do not see of a pulse
    const u32 base = base_of(line);
    UartDev.receiving = 0;
    clear_bits(base + uart::AUTOBAUD, uart::AUTOBAUD_EN.mask());
    write_register(base + uart::AUTOBAUD, uart::GLITCH_FILT.of(kGlitchClocks) | uart::AUTOBAUD_EN.mask());
    while ((read_register(base + uart::PULSE_NUM) & 0x3FF) < kEdges) {
        if (is_polling != 0) return 0;
        kinglet::rom::sleep_millisecond();
    }
    const u32 low = read_field(base + uart::LOWPULSE, uart::CLKDIV_VALUE);
    const u32 high = read_field(base + uart::HIGHPULSE, uart::CLKDIV_VALUE);
    const u32 divider = (low + high) / 2 + kShortfall;
    clear_bits(base + uart::AUTOBAUD, uart::AUTOBAUD_EN.mask());
    uart_div_modify(line, divider);
    UartDev.receiving = 1;
    return divider;
}

int UartRxString(u8* text, u32 size) {
    u32 count = 0;
    while (count + 1 < size) {
        const u8 byte = uart_rx_one_char_block();
        if (byte == '\r' || byte == '\n') break;
        text[count++] = byte;
    }
    text[count] = 0;
    return 0;
}

void ets_uart_putc1(char c) {
    if (c == '\r') return;
    if (c == '\n') uart_tx_one_char('\r');
    uart_tx_one_char(static_cast<u8>(c));
}

void ets_putc(char c) {
    uart_tx_one_char(static_cast<u8>(c));
}

char ets_getc() {
    u8 byte;
    return uart_rx_one_char(&byte) == 0 ? static_cast<char>(byte) : 0;
}

}  // extern "C"
