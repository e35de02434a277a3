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

struct Ring {
    u32 in;
    u32 out;
    u8 bytes[kRing];
};

Ring ring;

// Layout as programs know it: the baud rate first, the number of the line in use at +64.
struct Device {
    u32 baud;
    u32 data_bits;
    u32 parity_enabled;
    u32 parity;
    u32 stop_bits;
    u32 flow_control;
    Ring* received;
    u32 reserved[7];
    u32 autobaud;
    u32 reserved2;
    u32 line;
};
static_assert(__builtin_offsetof(Device, autobaud) == 56 && __builtin_offsetof(Device, line) == 64);

void receive(void*, void*) {
    const u32 base = base_of(0);
    while (read_field(base + uart::STATUS, uart::RXFIFO_CNT) != 0) {
        const u32 byte = read_register(base + uart::FIFO);
        if (ring.in - ring.out < kRing) ring.bytes[ring.in++ % kRing] = static_cast<u8>(byte);
    }
    write_register(base + uart::INT_CLR, uart::kIntMask);
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

Device UartDev;

Device* GetUartDevice() {
    return &UartDev;
}

void uart_rx_intr_handler(void* argument, void* frame) {
    receive(argument, frame);
}

void uartAttach() {
    UartDev = {};
    UartDev.baud = 115200;
    UartDev.received = &ring;
    ring.in = ring.out = 0;
    ets_isr_mask(irq_bit(Irq::Uart));
    ets_isr_attach(static_cast<u32>(Irq::Uart), uart_rx_intr_handler, nullptr);
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
    ring.in = ring.out = 0;
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
    if (ring.in == ring.out) return 1;
    *byte = ring.bytes[ring.out++ % kRing];
    return 0;
}

u8 uart_rx_one_char_block() {
    u8 byte;
    while (uart_rx_one_char(&byte) != 0) {
    }
    return byte;
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
