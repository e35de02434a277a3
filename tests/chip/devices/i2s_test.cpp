#include "chip/devices/i2s.hpp"

#include "chip/devices/analog.hpp"
#include "chip/devices/gpio.hpp"
#include "soc/esp8266/regs/analog.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace i2s = soc::i2s;
namespace slc = soc::slc;

constexpr u32 kI2s = soc::kI2sBase;
constexpr u32 kSlc = soc::kSlcBase;
constexpr u32 kDescriptors = soc::kDramBase;
constexpr u32 kBuffers = soc::kDramBase + 0x1000;

/// A receiver on the three output pads: bits at the rising edges of the bit clock, with the word select.
struct Receiver {
    Pads& pads;
    Clock& clock;
    std::vector<bool> bits, selects;
    std::vector<u64> times;
    WireObserver observer;

    Receiver(Pads& wires, Clock& time)
        : pads(wires), clock(time), observer(WireObserver::of<&Receiver::on_clock>(wires[15], this)) {}

    void on_clock(Wire& wire) {
        if (!wire.level()) return;
        bits.push_back(pads[3].level());
        selects.push_back(pads[2].level());
        times.push_back(clock.nanoseconds());
    }
    u32 word(usize from) const {
        u32 value = 0;
        for (usize i = from; i < from + 32; ++i) value = value << 1 | u32{bits[i]};
        return value;
    }
};

struct I2sTest : Bench {
    std::vector<u8> dram = std::vector<u8>(soc::kDramSize);
    Pads pads;
    IoMux mux{log};
    PadSignals signals;
    Gpio gpio{{pads, mux, signals, interrupts.line(soc::Irq::Gpio), 26'000'000}, clock, events, log};
    ClockTree clocks{clock, 26'000'000, log};
    Analog analog{clocks, clock, events, log};
    Slc dma{bus, interrupts.line(soc::Irq::Slc), log};
    I2s device{{pads, mux, signals, dma, analog, interrupts.line(soc::Irq::Spi, 9)}, clock, events, log};

    I2sTest() {
        bus.map_memory(soc::kDramBase, soc::kDramSize, dram.data(), soc::kAccessData);
        bus.map_device(kI2s, 0x100, device);
        bus.map_device(kSlc, 0x100, dma);
        bus.map_device(soc::kAnalogBase, 0x100, analog);
        bus.map_device(soc::kIoMuxBase, 0x100, mux);
        mux.reset();
        gpio.reset();
        device.reset();
        dma.reset();
        for (u32 pad : {2u, 3u, 12u, 13u, 14u, 15u})
            write(soc::kIoMuxBase + soc::io_mux::kPads[pad].offset, soc::io_mux::function_bits(1));
        audio_clock(true);
    }
    void audio_clock(bool on) {
        write(soc::kAnalogBase + 4 * soc::analog::kPllHost,
              soc::analog::I2C_BLOCK.of(soc::analog::kPllBlock) |
                  soc::analog::I2C_REGISTER.of(soc::analog::kPllAudio) |
                  soc::analog::I2C_DATA.of(on ? soc::analog::kPllAudioOn : 0) |
                  soc::analog::I2C_WRITE.mask());
    }
    /// 160 MHz / 10 / 10: a bit in 625 ns, a frame of 32 in 20 us.
    void start(soc::Field which, u32 more = i2s::CONF_RIGHT_FIRST.mask() | i2s::CONF_MSB_RIGHT.mask()) {
        write(kI2s + i2s::CONF, i2s::CONF_BCK_DIV.of(10) | i2s::CONF_CLKM_DIV.of(10) | which.mask() | more);
    }
    void descriptor(u32 number, u32 bytes, u32 next, bool owned = true) {
        const u32 at = kDescriptors + 12 * number;
        write(at, slc::DESCRIPTOR_SIZE.of(bytes) | slc::DESCRIPTOR_LENGTH.of(bytes) |
                      slc::DESCRIPTOR_EOF.mask() | slc::DESCRIPTOR_OWNER.of(owned));
        write(at + 4, kBuffers + 0x100 * number);
        write(at + 8, next);
    }
    void link(u32 which, u32 number) {
        write(kSlc + which, slc::LINK_ADDRESS.of(kDescriptors + 12 * number) | slc::LINK_START.mask());
    }
};

TEST_F(I2sTest, WordsFromTheFifoAppearOnThePadsAtTheirRate) {
    Receiver receiver(pads, clock);
    write(kI2s + i2s::FIFO_CONF, 0);
    write(kI2s + i2s::TXFIFO, 0x12345678);
    write(kI2s + i2s::TXFIFO, 0xDEADBEEF);
    start(i2s::CONF_TX_START);
    EXPECT_EQ(device.bit_hz(), 1'600'000u);
    run_ns(41'000);
    ASSERT_GE(receiver.bits.size(), 64u);
    EXPECT_EQ(receiver.word(0), 0x12345678u);
    EXPECT_EQ(receiver.word(32), 0xDEADBEEFu);
    EXPECT_NEAR(double(receiver.times[63] - receiver.times[0]), 63 * 625.0, 40);
    EXPECT_TRUE(receiver.selects[0]);    // right first
    EXPECT_FALSE(receiver.selects[16]);  // then left
    EXPECT_TRUE(i2s::INT_TX_REMPTY.get(read(kI2s + i2s::INT_RAW)));
}

TEST_F(I2sTest, TheOrderOfTheChannelsIsConfOnes) {
    for (const auto& [conf, expected] : {std::pair{0u, 0x12345678u},
                                         {i2s::CONF_RIGHT_FIRST.mask(), 0x56781234u},
                                         {i2s::CONF_MSB_RIGHT.mask(), 0x56781234u}}) {
        Receiver receiver(pads, clock);
        write(kI2s + i2s::FIFO_CONF, 0);
        write(kI2s + i2s::CONF, i2s::CONF_TX_FIFO_RESET.mask());
        write(kI2s + i2s::TXFIFO, 0x12345678);
        start(i2s::CONF_TX_START, conf);
        run_ns(21'000);
        EXPECT_EQ(receiver.word(0), expected) << std::hex << conf;
        write(kI2s + i2s::CONF, 0);
    }
}

TEST_F(I2sTest, ShiftedDataFollowTheirWordSelectByOneBit) {
    Receiver receiver(pads, clock);
    write(kI2s + i2s::FIFO_CONF, 0);
    start(i2s::CONF_TX_START, i2s::CONF_TX_MSB_SHIFT.mask());
    run_ns(41'000);
    EXPECT_FALSE(receiver.selects[14]);
    EXPECT_TRUE(receiver.selects[15]);
    EXPECT_TRUE(receiver.selects[30]);
    EXPECT_FALSE(receiver.selects[31]);
}

TEST_F(I2sTest, TwentyFourBitsTakeAWordForEachChannel) {
    Receiver receiver(pads, clock);
    write(kI2s + i2s::FIFO_CONF, i2s::FIFO_TX_MODE.of(i2s::kFifoMode24Dual));
    write(kI2s + i2s::TXFIFO, 0xABCDEF00);
    write(kI2s + i2s::TXFIFO, 0x12345600);
    start(i2s::CONF_TX_START, i2s::CONF_BITS_MODE.of(8));
    run_ns(31'000);
    EXPECT_EQ(receiver.word(0) >> 8, 0xABCDEFu);
    EXPECT_EQ(receiver.word(24) >> 8, 0x123456u);
}

TEST_F(I2sTest, WithoutTheAudioClockNothingMoves) {
    audio_clock(false);
    start(i2s::CONF_TX_START);
    EXPECT_EQ(device.bit_hz(), 0u);
    EXPECT_TRUE(sink.has("started without the audio clock"));
    EXPECT_EQ(events.next_deadline(), Clock::kNever);
}

TEST_F(I2sTest, DmaSendsARingOfBuffersAndSaysWhichIsDone) {
    Receiver receiver(pads, clock);
    write(kBuffers, 0x11111111);
    write(kBuffers + 4, 0x22222222);
    write(kBuffers + 0x100, 0x33333333);
    write(kBuffers + 0x104, 0x44444444);
    descriptor(0, 8, kDescriptors + 12);
    descriptor(1, 8, kDescriptors);
    write(kSlc + slc::INT_ENA, slc::INT_RX_EOF.mask());
    link(slc::RX_LINK, 0);
    EXPECT_FALSE(slc::LINK_PARK.get(read(kSlc + slc::RX_LINK)));
    EXPECT_TRUE(slc::INT_RX_START.get(read(kSlc + slc::INT_RAW)));
    EXPECT_EQ(read(kSlc + slc::RXLINK_DSCR), kDescriptors);
    EXPECT_EQ(read(kSlc + slc::RXLINK_DSCR_BF0), kBuffers);
    EXPECT_EQ(read(kSlc + slc::RXLINK_DSCR_BF1), kDescriptors + 12);
    write(kI2s + i2s::FIFO_CONF, i2s::FIFO_DSCR_EN.mask());
    start(i2s::CONF_TX_START);
    run_ns(121'000);
    const u32 expected[] = {0x11111111, 0x22222222, 0x33333333, 0x44444444, 0x11111111, 0x22222222};
    for (usize i = 0; i < std::size(expected); ++i) EXPECT_EQ(receiver.word(32 * i), expected[i]) << i;
    EXPECT_TRUE(is_pending(soc::Irq::Slc));
    EXPECT_EQ(read(kSlc + slc::INT_ST), slc::INT_RX_EOF.mask());
    const u32 done = read(kSlc + slc::RX_EOF_DES_ADDR);
    EXPECT_TRUE(done == kDescriptors || done == kDescriptors + 12);
    EXPECT_NE(read(kSlc + slc::RX_EOF_BFR_DES_ADDR), done);
    write(kSlc + slc::INT_CLR, ~0u);
    EXPECT_FALSE(is_pending(soc::Irq::Slc));
    // The other buffer is next, two words later: the FIFO is full, so one word out is one word in.
    run_ns(40'000);
    EXPECT_TRUE(is_pending(soc::Irq::Slc));
    EXPECT_NE(read(kSlc + slc::RX_EOF_DES_ADDR), done);
}

TEST_F(I2sTest, AChainThatEndsParksAndCanGoOn) {
    write(kBuffers, 0x55555555);
    descriptor(0, 4, 0);
    write(kSlc + slc::CONF0, slc::CONF0_RX_AUTO_WRBACK.mask() | slc::CONF0_MODE.of(1));
    link(slc::RX_LINK, 0);
    write(kI2s + i2s::FIFO_CONF, i2s::FIFO_DSCR_EN.mask());
    start(i2s::CONF_TX_START);
    run_ns(21'000);
    EXPECT_TRUE(slc::LINK_PARK.get(read(kSlc + slc::RX_LINK)));
    EXPECT_FALSE(slc::DESCRIPTOR_OWNER.get(read(kDescriptors)));  // written back
    EXPECT_TRUE(slc::INT_RX_DONE.get(read(kSlc + slc::INT_RAW)));
    write(kSlc + slc::INT_CLR, ~0u);
    write(kSlc + slc::RX_LINK, slc::LINK_RESTART.mask());
    run_ns(21'000);
    EXPECT_TRUE(slc::INT_RX_DONE.get(read(kSlc + slc::INT_RAW)));
}

TEST_F(I2sTest, StopAndResetEndAChain) {
    descriptor(0, 8, kDescriptors);
    link(slc::RX_LINK, 0);
    write(kSlc + slc::RX_LINK, slc::LINK_STOP.mask());
    EXPECT_TRUE(slc::LINK_PARK.get(read(kSlc + slc::RX_LINK)));
    link(slc::TX_LINK, 0);
    EXPECT_TRUE(slc::INT_TX_START.get(read(kSlc + slc::INT_RAW)));
    EXPECT_EQ(read(kSlc + slc::TXLINK_DSCR), kDescriptors);
    write(kSlc + slc::CONF0, slc::CONF0_TXLINK_RESET.mask() | slc::CONF0_RXLINK_RESET.mask());
    EXPECT_TRUE(slc::LINK_PARK.get(read(kSlc + slc::TX_LINK)));
    EXPECT_EQ(read(kSlc + slc::TXLINK_DSCR_BF0), 0u);
    EXPECT_EQ(read(kSlc + slc::TXLINK_DSCR_BF1), 0u);
}

TEST_F(I2sTest, ADescriptorThatIsNoneIsAnError) {
    write(kSlc + slc::RX_LINK, slc::LINK_ADDRESS.of(0x1234) | slc::LINK_START.mask());
    EXPECT_TRUE(slc::INT_RX_DSCR_ERR.get(read(kSlc + slc::INT_RAW)));
    EXPECT_TRUE(sink.has("a descriptor outside of DRAM at 0x3ff01234"));
    descriptor(0, 8, 0);
    write(kDescriptors + 4, 0x40100000);
    link(slc::TX_LINK, 0);
    EXPECT_TRUE(slc::INT_TX_DSCR_ERR.get(read(kSlc + slc::INT_RAW)));
    descriptor(0, 0, 0);
    link(slc::RX_LINK, 0);
    EXPECT_TRUE(slc::LINK_PARK.get(read(kSlc + slc::RX_LINK)));
}

/// What a microphone says: one level for a while.
TEST_F(I2sTest, ReceivesIntoMemoryUntilABufferIsNotItsOwn) {
    WireDriver microphone(pads[12]);
    microphone.set(Strength::Push, true);
    descriptor(0, 8, kDescriptors + 12);
    descriptor(1, 8, kDescriptors);
    write(kI2s + i2s::RXEOF_NUM, 2);
    write(kI2s + i2s::FIFO_CONF, i2s::FIFO_DSCR_EN.mask());
    write(kSlc + slc::INT_ENA, slc::INT_TX_EOF.mask());
    link(slc::TX_LINK, 0);
    start(i2s::CONF_RX_START);
    run_ns(41'000);
    EXPECT_TRUE(is_pending(soc::Irq::Slc));
    EXPECT_EQ(read(kSlc + slc::TX_EOF_DES_ADDR), kDescriptors);
    EXPECT_EQ(read(kBuffers), 0xFFFFFFFFu);
    EXPECT_EQ(slc::DESCRIPTOR_LENGTH.get(read(kDescriptors)), 8u);
    EXPECT_FALSE(slc::DESCRIPTOR_OWNER.get(read(kDescriptors)));
    EXPECT_TRUE(pads[13].is_driven());  // the clocks for the microphone
    microphone.set(Strength::Push, false);
    run_ns(60'000);
    EXPECT_EQ(read(kBuffers + 0x104), 0u);
    EXPECT_TRUE(slc::INT_TX_DSCR_EMPTY.get(read(kSlc + slc::INT_RAW)));
    EXPECT_TRUE(i2s::INT_RX_WFULL.get(read(kI2s + i2s::INT_RAW)));
}

TEST_F(I2sTest, ReceivesIntoTheFifoWithoutDma) {
    WireDriver microphone(pads[12]);
    microphone.set(Strength::Push, true);
    write(kI2s + i2s::FIFO_CONF, i2s::FIFO_RX_DATA_NUM.of(2));
    write(kI2s + i2s::INT_ENA, i2s::INT_RX_TAKE_DATA.mask());
    start(i2s::CONF_RX_START);
    run_ns(25'000);
    EXPECT_FALSE(is_pending(soc::Irq::Spi));
    run_ns(20'000);
    EXPECT_TRUE(is_pending(soc::Irq::Spi));
    EXPECT_EQ(interrupts.sources(soc::Irq::Spi), 1u << 9);
    EXPECT_EQ(read(kI2s + i2s::INT_ST), i2s::INT_RX_TAKE_DATA.mask());
    EXPECT_EQ(read(kI2s + i2s::RXFIFO), 0xFFFFFFFFu);
    EXPECT_FALSE(is_pending(soc::Irq::Spi));
    EXPECT_EQ(read(kI2s + i2s::RXFIFO), 0xFFFFFFFFu);
    EXPECT_EQ(read(kI2s + i2s::RXFIFO), 0u);
    EXPECT_TRUE(i2s::INT_RX_REMPTY.get(read(kI2s + i2s::INT_RAW)));
    write(kI2s + i2s::INT_CLR, ~0u);
    EXPECT_FALSE(i2s::INT_RX_REMPTY.get(read(kI2s + i2s::INT_RAW)));
}

TEST_F(I2sTest, AFullFifoLosesWordsAndAnEmptyOneSendsTheSingleWord) {
    Receiver receiver(pads, clock);
    write(kI2s + i2s::FIFO_CONF, i2s::FIFO_TX_DATA_NUM.of(4));
    EXPECT_TRUE(i2s::INT_TX_PUT_DATA.get(read(kI2s + i2s::INT_RAW)));
    for (u32 i = 0; i < 65; ++i) write(kI2s + i2s::TXFIFO, i);
    EXPECT_TRUE(i2s::INT_TX_WFULL.get(read(kI2s + i2s::INT_RAW)));
    EXPECT_FALSE(i2s::INT_TX_PUT_DATA.get(read(kI2s + i2s::INT_RAW)));
    write(kI2s + i2s::CONF, i2s::CONF_TX_RESET.mask());
    write(kI2s + i2s::CONF_SINGLE_DATA, 0x5A5A5A5A);
    start(i2s::CONF_TX_START);
    run_ns(21'000);
    EXPECT_EQ(receiver.word(0), 0x5A5A5A5Au);
}

TEST_F(I2sTest, TheEnginesOwnFifosAreAlwaysEmpty) {
    EXPECT_EQ(read(kSlc + slc::RX_STATUS), slc::STATUS_EMPTY.mask());
    EXPECT_EQ(read(kSlc + slc::TX_STATUS), slc::STATUS_EMPTY.mask());
}

}  // namespace
}  // namespace kinglet::chip
