#include "chip/devices/uart.hpp"

#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace uart = soc::uart;

constexpr u32 kBase = soc::kUart0Base;
constexpr u32 kConf0 = 0x1C;  // 8 data bits, one stop bit
constexpr u32 kDivider = 500;
constexpr u64 kFrame = kDivider * 10;  // peripheral clocks

struct Terminal final : SerialPort {
    std::string text;
    std::vector<SerialFrame> frames;
    void frame_sent(const SerialFrame& frame) override {
        text += static_cast<char>(frame.byte);
        frames.push_back(frame);
    }
};

struct UartTest : Bench {
    Terminal terminal;
    Uart port{"uart0", clock, events, interrupts.line(soc::Irq::Uart, 0), log};

    UartTest() {
        port.attach(&terminal);
        bus.map_device(kBase, 0x100, port);
        write(kBase + uart::CLKDIV, kDivider);
        write(kBase + uart::CONF1, 1);
    }

    void send(const std::string& text) {
        for (char c : text) write(kBase + uart::FIFO, static_cast<u8>(c));
    }
    void arrive(const std::string& text, u32 baud = 0) {
        port.receive({reinterpret_cast<const u8*>(text.data()), text.size()}, {.baud = baud, .format = {}});
    }
    u32 rx_count() { return uart::RXFIFO_CNT.get(read(kBase + uart::STATUS)); }
    u32 tx_count() { return uart::TXFIFO_CNT.get(read(kBase + uart::STATUS)); }
    u32 raw() { return read(kBase + uart::INT_RAW); }
};

TEST_F(UartTest, SendsAtItsRate) {
    const u64 start = clock.now();
    send("abc");
    EXPECT_EQ(tx_count(), 2u);  // the first is in the shift register
    EXPECT_EQ(events.next_deadline(), start + soc::kRegisterStoreWait + kFrame);
    run_to(start + kFrame + 20);
    EXPECT_EQ(terminal.text, "a");
    EXPECT_FALSE(port.is_transmitter_idle());
    run(2 * kFrame);
    EXPECT_EQ(terminal.text, "abc");
    EXPECT_TRUE(port.is_transmitter_idle());
    EXPECT_EQ(terminal.frames[0].baud(), 52'000'000 / kDivider);
    EXPECT_NEAR(double(terminal.frames[2].end_nanoseconds - terminal.frames[1].end_nanoseconds), 96'154, 40);
}

TEST_F(UartTest, TheFrameFormatSetsItsLength) {
    struct {
        u32 conf0;
        u32 half_bits;
    } const cases[] = {{0x0C, 20}, {0x1C, 20}, {0x2C, 21}, {0x3C, 22}, {0x1E, 22}, {0x10, 14}};
    for (const auto& test : cases) {
        write(kBase + uart::CONF0, test.conf0);
        write(kBase + uart::FIFO, 0xFF);
        EXPECT_EQ(events.next_deadline() - clock.now(), kDivider * test.half_bits / 2)
            << std::hex << test.conf0;
        run(2 * kFrame);
        EXPECT_EQ(terminal.frames.back().byte, test.conf0 == 0x10 ? 0x1F : 0xFF);
    }
}

TEST_F(UartTest, AFullFifoLosesWhatIsWrittenNext) {
    for (u32 i = 0; i < 130; ++i) write(kBase + uart::FIFO, 'x');
    EXPECT_EQ(tx_count(), 128u);
    EXPECT_TRUE(sink.has("full transmit FIFO"));
    run(200 * kFrame);
    EXPECT_EQ(terminal.text.size(), 129u);
}

TEST_F(UartTest, AFrameInFlightKeepsItsTicksWhenTheChipSpeedsUp) {
    clock.set_speed(52'000'000, 52'000'000);
    write(kBase + uart::FIFO, 'x');
    const u64 start = clock.apb_ticks();
    run(kFrame / 2);
    clock.set_speed(160'000'000, 80'000'000);
    run_to(events.next_deadline());
    EXPECT_EQ(clock.apb_ticks(), start + kFrame);
    EXPECT_EQ(terminal.text, "x");
}

TEST_F(UartTest, ReceivesAtTheLinesRate) {
    arrive("hello");
    run(kFrame - 20);
    EXPECT_EQ(rx_count(), 0u);
    run(40);
    EXPECT_EQ(rx_count(), 1u);
    EXPECT_EQ(port.receiving(), 4u);
    run(4 * kFrame);
    EXPECT_EQ(rx_count(), 5u);
    std::string text;
    while (rx_count()) text += static_cast<char>(read(kBase + uart::FIFO));
    EXPECT_EQ(text, "hello");
    EXPECT_EQ(read(kBase + uart::FIFO), 0u);
}

TEST_F(UartTest, AHostAtAnotherRateSendsGarbage) {
    arrive("U", 52'000'000 / kDivider);
    run(2 * kFrame);
    EXPECT_EQ(read(kBase + uart::FIFO), 'U');
    arrive("a", 26'000'000 / kDivider);
    run(4 * kFrame);
    EXPECT_NE(read(kBase + uart::FIFO), 'a');
    EXPECT_NE(raw() & (uart::FRM_ERR_INT.mask() | uart::BRK_DET_INT.mask()), 0u);
}

TEST_F(UartTest, TheThresholdInterruptComesBackUntilTheFifoIsRead) {
    write(kBase + uart::CONF1, 3);
    write(kBase + uart::INT_ENA, uart::RXFIFO_FULL_INT.mask());
    arrive("abc");
    run(2 * kFrame + 50);
    EXPECT_FALSE(is_pending(soc::Irq::Uart));
    run(kFrame);
    EXPECT_TRUE(is_pending(soc::Irq::Uart));
    EXPECT_EQ(read(kBase + uart::INT_ST), uart::RXFIFO_FULL_INT.mask());
    write(kBase + uart::INT_CLR, uart::RXFIFO_FULL_INT.mask());
    EXPECT_TRUE(is_pending(soc::Irq::Uart));
    read(kBase + uart::FIFO);
    write(kBase + uart::INT_CLR, uart::RXFIFO_FULL_INT.mask());
    EXPECT_FALSE(is_pending(soc::Irq::Uart));
    write(kBase + uart::INT_ENA, 0);
    arrive("d");
    run(2 * kFrame);
    EXPECT_FALSE(is_pending(soc::Irq::Uart));
    EXPECT_NE(raw() & uart::RXFIFO_FULL_INT.mask(), 0u);
    EXPECT_EQ(read(kBase + uart::INT_ST), 0u);
}

TEST_F(UartTest, TheTransmitThresholdInterruptFollowsTheLevel) {
    write(kBase + uart::CONF1, uart::TXFIFO_EMPTY_THRHD.of(2));
    write(kBase + uart::INT_CLR, uart::kIntMask);
    EXPECT_NE(raw() & uart::TXFIFO_EMPTY_INT.mask(), 0u);
    send("abcd");
    write(kBase + uart::INT_CLR, uart::kIntMask);
    EXPECT_EQ(raw() & uart::TXFIFO_EMPTY_INT.mask(), 0u);
    run(2 * kFrame + 100);
    EXPECT_NE(raw() & uart::TXFIFO_EMPTY_INT.mask(), 0u);
}

TEST_F(UartTest, TheTimeOutComesWhenTheLineGoesQuiet) {
    write(kBase + uart::CONF1,
          uart::RXFIFO_FULL_THRHD.of(100) | uart::RX_TOUT_THRHD.of(2) | uart::RX_TOUT_EN.mask());
    write(kBase + uart::INT_ENA, uart::RXFIFO_TOUT_INT.mask());
    arrive("ab");
    run(2 * kFrame + 50);
    EXPECT_FALSE(is_pending(soc::Irq::Uart));
    run(2 * kFrame);
    EXPECT_TRUE(is_pending(soc::Irq::Uart));
    read(kBase + uart::FIFO);
    read(kBase + uart::FIFO);
    write(kBase + uart::INT_CLR, uart::RXFIFO_TOUT_INT.mask());
    EXPECT_FALSE(is_pending(soc::Irq::Uart));
    run(10 * kFrame);
    EXPECT_FALSE(is_pending(soc::Irq::Uart));
}

TEST_F(UartTest, AnOverrunKeepsTheOldBytesAndSaysSo) {
    arrive(std::string(128, 'a') + "b");
    run(130 * kFrame);
    EXPECT_EQ(rx_count(), 128u);
    EXPECT_NE(raw() & uart::RXFIFO_OVF_INT.mask(), 0u);
    EXPECT_EQ(port.counts().overruns, 1u);
    for (u32 i = 0; i < 128; ++i) ASSERT_EQ(read(kBase + uart::FIFO), 'a');
}

TEST_F(UartTest, FifoResetsEmptyThem) {
    arrive("abc");
    run(4 * kFrame);
    send("xyz");
    write(kBase + uart::CONF0, kConf0 | uart::RXFIFO_RST.mask() | uart::TXFIFO_RST.mask());
    EXPECT_EQ(rx_count(), 0u);
    EXPECT_EQ(tx_count(), 0u);
    run(4 * kFrame);
    EXPECT_EQ(terminal.text, "x");  // what had left the FIFO goes out
}

TEST_F(UartTest, LoopbackHearsItselfAndNotTheLine) {
    write(kBase + uart::CONF0, kConf0 | uart::LOOPBACK.mask());
    send("q");
    arrive("z");
    run(2 * kFrame);
    EXPECT_EQ(rx_count(), 1u);
    EXPECT_EQ(read(kBase + uart::FIFO), 'q');
}

TEST_F(UartTest, AutobaudMeasuresTheShortestPulses) {
    write(kBase + uart::AUTOBAUD, 0x801);
    EXPECT_EQ(read(kBase + uart::PULSE_NUM), 0u);
    EXPECT_EQ(read(kBase + uart::LOWPULSE), 0xFFFFFu);
    arrive("UUUU", 115200);
    run(20 * kFrame);
    EXPECT_EQ(read(kBase + uart::PULSE_NUM), 40u);
    const u32 bit_clocks = 52'000'000 / 115200;
    EXPECT_NEAR(double(read(kBase + uart::LOWPULSE)) + 12, bit_clocks, 1);
    EXPECT_NEAR(double(read(kBase + uart::HIGHPULSE)) + 12, bit_clocks, 1);
    arrive("U", 115200);
    write(kBase + uart::AUTOBAUD, 0x800);
    run(2 * kFrame);
    EXPECT_EQ(read(kBase + uart::PULSE_NUM), 40u);
}

TEST_F(UartTest, ABreakGoesOutBehindWhatIsWaitingAndHoldsTheLine) {
    send("ab");
    write(kBase + uart::CONF0, kConf0 | uart::TXD_BRK.mask());
    run(5 * kFrame);
    ASSERT_EQ(terminal.frames.size(), 3u);
    EXPECT_EQ(terminal.text, std::string("ab\0", 3));
    EXPECT_TRUE(terminal.frames[2].is_break);
    EXPECT_TRUE(receive_frame(terminal.frames[2], {}).is_break);
    send("c");
    run(5 * kFrame);
    EXPECT_EQ(terminal.frames.size(), 3u);
    write(kBase + uart::CONF0, kConf0);
    run(2 * kFrame);
    EXPECT_EQ(terminal.text.back(), 'c');
    EXPECT_FALSE(terminal.frames.back().is_break);
}

TEST_F(UartTest, AHostsBreakIsDetected) {
    port.receive_break();
    run(3 * kFrame);
    EXPECT_NE(raw() & uart::BRK_DET_INT.mask(), 0u);
    EXPECT_EQ(read(kBase + uart::FIFO), 0u);
    port.receive_break();
    port.receive_break();
    port.discard_receiving();
    EXPECT_EQ(port.receiving(), 1u);
}

TEST_F(UartTest, InvertedPinsUnderstandOnlyEachOther) {
    write(kBase + uart::CONF0, kConf0 | uart::TXD_INV.mask() | uart::RXD_INV.mask());
    send("a");
    arrive("a");
    run(2 * kFrame);
    EXPECT_EQ(terminal.frames[0].polarity, Polarity::Inverted);
    EXPECT_NE(receive_frame(terminal.frames[0], {}).byte, 'a');
    EXPECT_NE(read(kBase + uart::FIFO), 'a');
    EXPECT_NE(raw() & uart::FRM_ERR_INT.mask(), 0u);
    write(kBase + uart::CONF0, kConf0 | uart::TXD_INV.mask() | uart::LOOPBACK.mask());
    send("b");
    run(2 * kFrame);
    EXPECT_EQ(read(kBase + uart::FIFO), 'b');
}

TEST_F(UartTest, RegistersRepeatEvery128Bytes) {
    EXPECT_EQ(read(kBase + 0x80 + uart::CLKDIV), kDivider);
    write(kBase + 0x80 + uart::FIFO, 'r');
    run(2 * kFrame);
    EXPECT_EQ(terminal.text, "r");
}

TEST_F(UartTest, ResetStopsSendingAndRestoresTheRegisters) {
    send("abc");
    write(kBase + uart::INT_ENA, uart::kIntMask);
    port.reset();
    EXPECT_EQ(read(kBase + uart::CLKDIV), uart::kRomDivider);
    EXPECT_TRUE(port.is_transmitter_idle());
    EXPECT_FALSE(is_pending(soc::Irq::Uart));
    run(10 * kFrame);
    EXPECT_EQ(terminal.text, "");
}

TEST_F(UartTest, SaysWhatIsNotModelled) {
    write(kBase + uart::CONF0, kConf0 | uart::kIrdaMask);
    EXPECT_TRUE(sink.has("write CONF0 = 0x"));
    EXPECT_TRUE(sink.has("not modelled"));
}

TEST_F(UartTest, ADividerOfZeroDoesNotStopTheWorld) {
    write(kBase + uart::CLKDIV, 0);
    send("ab");
    run(100);
    EXPECT_EQ(terminal.text, "ab");
}

TEST_F(UartTest, DateAndIdAreThere) {
    EXPECT_EQ(read(kBase + uart::DATE), 0x62000u);
    EXPECT_EQ(read(kBase + uart::ID), 0x500u);
}

}  // namespace
}  // namespace kinglet::chip
