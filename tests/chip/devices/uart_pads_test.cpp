#include "chip/devices/uart_pads.hpp"

#include "chip/devices/gpio.hpp"
#include "chip/devices/uart.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace uart = soc::uart;
namespace io_mux = soc::io_mux;

constexpr u32 kBase = soc::kUart0Base;
constexpr u32 kBit = 100;  // clocks

struct UartPadsTest : Bench {
    Pads pads;
    IoMux mux{log};
    PadSignals signals;
    Gpio gpio{{pads, mux, signals, interrupts.line(soc::Irq::Gpio), 26'000'000}, clock, events, log};
    Uart device{"uart0", clock, events, interrupts.line(soc::Irq::Uart, 0), log};

    UartPadsTest() {
        bus.map_device(kBase, 0x100, device);
        bus.map_device(soc::kIoMuxBase, 0x100, mux);
        mux.reset();
        gpio.reset();
        device.connect_pads(kUart0Pads, pads, mux, signals);
        device.reset();
        for (u32 pad : {12u, 13u, 14u, 15u})
            write(soc::kIoMuxBase + io_mux::kPads[pad].offset, io_mux::function_bits(4));
        write(kBase + uart::CLKDIV, kBit);
    }
    /// The level in the middle of each of the next bit times.
    std::string watch(u32 bits) {
        std::string levels;
        run(kBit / 2);
        for (u32 i = 0; i < bits; ++i) {
            levels += pads[1].level() ? '1' : '0';
            run(kBit);
        }
        return levels;
    }
    void conf0(u32 more) {
        write(kBase + uart::CONF0, uart::BIT_NUM.of(3) | uart::STOP_BIT_NUM.of(1) | more);
    }
};

TEST_F(UartPadsTest, TheTransmitPadShowsEveryBit) {
    conf0(0);
    EXPECT_TRUE(pads[1].level());
    write(kBase + uart::FIFO, 0xA5);
    write(kBase + uart::FIFO, 0x00);
    EXPECT_EQ(watch(24),
              "0101001011"
              "0000000001"
              "1111");
    conf0(uart::PARITY_EN.mask());
    write(kBase + uart::FIFO, 0x01);
    EXPECT_EQ(watch(12), "010000000111");
}

TEST_F(UartPadsTest, InvertedItShowsTheOpposite) {
    conf0(uart::TXD_INV.mask());
    EXPECT_FALSE(pads[1].level());
    write(kBase + uart::FIFO, 0xA5);
    EXPECT_EQ(watch(12), "101011010000");
}

TEST_F(UartPadsTest, ABreakHoldsItLowUntilItIsTakenBack) {
    conf0(uart::TXD_BRK.mask());
    EXPECT_EQ(watch(30), std::string(30, '0'));
    conf0(0);
    EXPECT_TRUE(pads[1].level());
}

TEST_F(UartPadsTest, ResetLeavesTheLineHigh) {
    conf0(0);
    write(kBase + uart::FIFO, 0);
    run(kBit);
    EXPECT_FALSE(pads[1].level());
    device.reset();
    EXPECT_TRUE(pads[1].level());
    run(20 * kBit);
    EXPECT_TRUE(pads[1].level());
}

TEST_F(UartPadsTest, ClearToSendHoldsTheTransmitter) {
    WireDriver peer(pads[13]);
    peer.set(Strength::Push, true);
    conf0(uart::TX_FLOW_EN.mask());
    write(kBase + uart::INT_CLR, ~0u);
    write(kBase + uart::FIFO, 0x00);
    EXPECT_EQ(watch(20), std::string(20, '1'));
    EXPECT_TRUE(uart::CTSN.get(read(kBase + uart::STATUS)));
    EXPECT_FALSE(uart::CTS_CHG_INT.get(read(kBase + uart::INT_RAW)));
    peer.set(Strength::Push, false);
    EXPECT_EQ(watch(10), "0000000001");
    EXPECT_TRUE(uart::CTS_CHG_INT.get(read(kBase + uart::INT_RAW)));
    EXPECT_FALSE(uart::CTSN.get(read(kBase + uart::STATUS)));
    conf0(uart::TX_FLOW_EN.mask() | uart::CTS_INV.mask());
    write(kBase + uart::FIFO, 0x00);
    EXPECT_EQ(watch(10), std::string(10, '1'));
}

TEST_F(UartPadsTest, DataSetReadyIsSeen) {
    WireDriver peer(pads[14]);
    peer.set(Strength::Push, true);
    EXPECT_TRUE(uart::DSR_CHG_INT.get(read(kBase + uart::INT_RAW)));
    EXPECT_TRUE(uart::DSRN.get(read(kBase + uart::STATUS)));
    conf0(uart::DSR_INV.mask());
    EXPECT_FALSE(uart::DSRN.get(read(kBase + uart::STATUS)));
}

TEST_F(UartPadsTest, TheModemOutputsFollowSoftwareAndTheFifo) {
    conf0(0);
    EXPECT_TRUE(pads[15].level());
    EXPECT_TRUE(pads[12].level());
    conf0(uart::SW_RTS.mask() | uart::SW_DTR.mask());
    EXPECT_FALSE(pads[15].level());
    EXPECT_FALSE(pads[12].level());
    conf0(uart::SW_RTS.mask() | uart::RTS_INV.mask() | uart::DTR_INV.mask());
    EXPECT_TRUE(pads[15].level());
    EXPECT_FALSE(pads[12].level());
    conf0(0);
    write(kBase + uart::CONF1, uart::RX_FLOW_EN.mask() | uart::RX_FLOW_THRHD.of(2));
    EXPECT_FALSE(pads[15].level());
    const u8 bytes[] = {1, 2};
    device.receive(bytes);
    run(25 * kBit);
    EXPECT_TRUE(pads[15].level());
    read(kBase + uart::FIFO);
    EXPECT_FALSE(pads[15].level());
}

}  // namespace
}  // namespace kinglet::chip
