#include "chip/devices/spi_pins.hpp"

#include "chip/devices/gpio.hpp"
#include "chip/devices/nor_flash.hpp"
#include "chip/devices/spi.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace io_mux = soc::io_mux;
namespace spi = soc::spi;

constexpr u32 kBase = soc::kSpi1Base;

/// A slave on the wires, as a chip on a breadboard is one: it samples at one edge of the clock, changes its
/// output at the other, and hands whole bytes to a model.
class WireSlave {
  public:
    WireSlave(Wire& clock, Wire& select, Wire& data_in, Wire& data_out, SpiSlave& model, u32 mode)
        : data_in_(data_in),
          output_(data_out),
          model_(model),
          idle_(mode & 2),
          second_edge_(mode & 1),
          clock_(WireObserver::of<&WireSlave::on_clock>(clock, this)),
          select_(WireObserver::of<&WireSlave::on_select>(select, this)) {}

    u32 bits = 0;  // since it was selected

  private:
    void on_select(Wire& wire) {
        if (!wire.level()) {
            model_.select();
            bits = in_ = 0;
            out_ = 0xFF;
            if (!second_edge_) output_.set(Strength::Push, out_ >> 7);
        } else {
            output_.release();
            model_.deselect();
        }
        selected_ = !wire.level();
    }
    void on_clock(Wire& wire) {
        if (!selected_) return;
        const bool first = wire.level() != idle_;
        if (first == second_edge_) {
            output_.set(Strength::Push, out_ >> (7 - bits % 8) & 1);
            return;
        }
        in_ = in_ << 1 | u32{data_in_.level()};
        if (++bits % 8 == 0) {
            // The answer to a byte is known with its last bit: this bus is one byte behind a real slave's.
            out_ = model_.exchange(static_cast<u8>(in_));
        }
    }

    Wire& data_in_;
    WireDriver output_;
    SpiSlave& model_;
    bool idle_;
    bool second_edge_;
    bool selected_ = false;
    u32 in_ = 0;
    u32 out_ = 0xFF;
    WireObserver clock_;
    WireObserver select_;
};

/// Answers each byte with its complement.
struct Echo final : SpiSlave {
    std::vector<u8> bytes;
    u32 selections = 0;
    void select() override { ++selections; }
    u8 exchange(u8 byte) override {
        bytes.push_back(byte);
        return static_cast<u8>(~byte);
    }
    void deselect() override {}
};

struct SpiPinsTest : Bench {
    Pads pads;
    IoMux mux{log};
    PadSignals signals;
    Gpio gpio{{pads, mux, signals, interrupts.line(soc::Irq::Gpio), 26'000'000}, clock, events, log};
    std::unique_ptr<FlashContents> contents = FlashContents::in_memory(1024 * 1024);
    NorFlash nor{*contents, clock, log};
    Spi controller{"spi1", clock, events, interrupts.line(soc::Irq::Spi, 7), log};
    Echo echo;

    SpiPinsTest() {
        bus.map_device(kBase, 0x100, controller);
        bus.map_device(soc::kIoMuxBase, 0x100, mux);
        mux.reset();
        gpio.reset();
        controller.connect_pins(pads, mux, signals);
        controller.reset();
        for (u32 pad : {12u, 13u, 14u, 15u}) give_pad(pad, 2);
    }
    void give_pad(u32 pad, u32 function) {
        write(soc::kIoMuxBase + io_mux::kPads[pad].offset, io_mux::function_bits(function));
    }
    void set_mode(u32 mode) {
        write(kBase + spi::PIN, spi::IDLE_EDGE.of(mode >> 1) | spi::CS1_DIS.mask() | spi::CS2_DIS.mask());
        user(spi::CK_OUT_EDGE.of((mode & 1) ^ mode >> 1));
    }
    void user(u32 bits) { write(kBase + spi::USER, bits); }
    /// Starts a user transfer and lets it end; the peripheral clocks that it took.
    u64 transfer() {
        write(kBase + spi::CMD, spi::USR.mask());
        const u64 from = clock.apb_ticks();
        EXPECT_NE(read(kBase + spi::EXT2), 0u);
        while (read(kBase + spi::CMD)) run_to(events.next_deadline());
        return clock.apb_ticks() - from;
    }
};

TEST_F(SpiPinsTest, TheLinesIdleAndSelectNobody) {
    set_mode(0);
    EXPECT_FALSE(pads[14].level());
    EXPECT_TRUE(pads[14].is_driven());
    EXPECT_TRUE(pads[15].level());
}

TEST_F(SpiPinsTest, EveryModeCarriesBytesBothWays) {
    for (u32 mode = 0; mode < 4; ++mode) {
        SCOPED_TRACE(mode);
        echo.bytes.clear();
        WireSlave slave(pads[14], pads[15], pads[13], pads[12], echo, mode);
        set_mode(mode);
        user(read(kBase + spi::USER) | spi::USR_MOSI.mask() | spi::DOUTDIN.mask());
        write(kBase + spi::USER1, spi::USR_MOSI_BITLEN.of(31));
        write(kBase + spi::CLOCK, spi::CLKCNT_USER_N.of(7));
        write(kBase + spi::W0, 0x44332211);
        transfer();
        EXPECT_EQ(echo.bytes, (std::vector<u8>{0x11, 0x22, 0x33, 0x44}));
        EXPECT_EQ(slave.bits, 32u);
        EXPECT_EQ(read(kBase + spi::W0), 0xCCDDEEFFu);  // the complements, one byte later
        EXPECT_EQ(pads[14].level(), mode >= 2);
        EXPECT_TRUE(pads[15].level());
    }
}

TEST_F(SpiPinsTest, PhasesThatAreNotWholeBytes) {
    WireSlave slave(pads[14], pads[15], pads[13], pads[12], echo, 0);
    set_mode(0);
    user(spi::USR_COMMAND.mask() | spi::USR_ADDR.mask() | spi::USR_DUMMY.mask() | spi::USR_MOSI.mask());
    // 1 + 12 + 3 + 8 bits: 1, 0x5A6, 000, 0xC3
    write(kBase + spi::USER2, spi::USR_COMMAND_BITLEN.of(0) | 0x80);
    write(kBase + spi::ADDR, 0x5A600000);
    write(kBase + spi::USER1,
          spi::USR_ADDR_BITLEN.of(11) | spi::USR_DUMMY_CYCLELEN.of(2) | spi::USR_MOSI_BITLEN.of(7));
    write(kBase + spi::W0, 0xC3);
    transfer();
    EXPECT_EQ(echo.bytes, (std::vector<u8>{0xAD, 0x30, 0xC3}));
}

TEST_F(SpiPinsTest, AnAddressOfMoreThan32BitsGoesOnInWrStatus) {
    WireSlave slave(pads[14], pads[15], pads[13], pads[12], echo, 0);
    set_mode(0);
    user(spi::USR_ADDR.mask());
    write(kBase + spi::USER1, spi::USR_ADDR_BITLEN.of(47));
    write(kBase + spi::ADDR, 0x11223344);
    write(kBase + spi::WR_STATUS, 0x55660000);
    transfer();
    EXPECT_EQ(echo.bytes, (std::vector<u8>{0x11, 0x22, 0x33, 0x44, 0x55, 0x66}));
}

TEST_F(SpiPinsTest, TurnsBitsAndBytesAround) {
    WireSlave slave(pads[14], pads[15], pads[13], pads[12], echo, 0);
    set_mode(0);
    user(spi::USR_MOSI.mask() | spi::WR_BYTE_ORDER.mask());
    write(kBase + spi::USER1, spi::USR_MOSI_BITLEN.of(31));
    write(kBase + spi::W0, 0x11223344);
    transfer();
    EXPECT_EQ(echo.bytes, (std::vector<u8>{0x11, 0x22, 0x33, 0x44}));
    echo.bytes.clear();
    write(kBase + spi::CTRL, spi::WR_BIT_ORDER.mask());
    user(spi::USR_MOSI.mask());
    transfer();
    EXPECT_EQ(echo.bytes, (std::vector<u8>{0x22, 0xCC, 0x44, 0x88}));
}

TEST_F(SpiPinsTest, TakesTheTimeOfItsClocks) {
    set_mode(0);
    write(kBase + spi::USER1, spi::USR_MOSI_BITLEN.of(15));
    struct {
        u32 clock;
        u32 ticks;
    } const clocks[] = {{spi::CLOCK_EQU_SYSCLK.mask(), 1},
                        {spi::CLKCNT_USER_N.of(1), 2},
                        {spi::CLKCNT_USER_N.of(9), 10},
                        {spi::CLKDIV_PRE.of(4) | spi::CLKCNT_USER_N.of(15), 80}};
    for (const auto& test : clocks) {
        write(kBase + spi::CLOCK, test.clock);
        user(spi::USR_MOSI.mask());
        EXPECT_NEAR(double(transfer()), 16.0 * test.ticks, 20);
        user(spi::USR_MOSI.mask() | spi::CS_SETUP.mask() | spi::CS_HOLD.mask());
        write(kBase + spi::CTRL2, spi::SETUP_TIME.of(3) | spi::HOLD_TIME.of(1));
        EXPECT_NEAR(double(transfer()), 22.0 * test.ticks, 20);
    }
}

TEST_F(SpiPinsTest, TheClockOnTheWireHasItsRateAndCount) {
    set_mode(0);
    user(spi::USR_MOSI.mask());
    write(kBase + spi::USER1, spi::USR_MOSI_BITLEN.of(7));
    write(kBase + spi::CLOCK, spi::CLKCNT_USER_N.of(19));
    struct Edges {
        Clock& clock;
        std::vector<u64> rises;
        void changed(Wire& wire) {
            if (wire.level()) rises.push_back(clock.apb_ticks());
        }
    } edges{clock, {}};
    WireObserver observer = WireObserver::of<&Edges::changed>(pads[14], &edges);
    write(kBase + spi::CMD, spi::USR.mask());
    run(8 * 20 + 20);
    ASSERT_EQ(edges.rises.size(), 8u);
    for (usize i = 1; i < 8; ++i) EXPECT_EQ(edges.rises[i] - edges.rises[i - 1], 20u);
}

TEST_F(SpiPinsTest, AFlashOnThePinsIsReadAsAnyFlash) {
    contents->data()[0x1234] = 0x5A;
    contents->data()[0x1235] = 0xA5;
    WireSlave slave(pads[14], pads[15], pads[13], pads[12], nor, 0);
    set_mode(0);
    user(spi::USR_COMMAND.mask() | spi::USR_ADDR.mask() | spi::USR_MISO.mask());
    write(kBase + spi::USER2, spi::USR_COMMAND_BITLEN.of(7) | 0x03);
    write(kBase + spi::USER1, spi::USR_ADDR_BITLEN.of(23) | spi::USR_MISO_BITLEN.of(23));
    write(kBase + spi::ADDR, 0x00123400);
    transfer();
    EXPECT_EQ(read(kBase + spi::W0) & 0xFFFFFF, 0xA55AFFu);  // one byte late, see WireSlave
}

TEST_F(SpiPinsTest, ThreeWiresTurnTheLineAround) {
    set_mode(0);
    user(spi::USR_MOSI.mask() | spi::USR_MISO.mask() | spi::SIO.mask());
    write(kBase + spi::USER1, spi::USR_MOSI_BITLEN.of(7) | spi::USR_MISO_BITLEN.of(7));
    write(kBase + spi::W0, 0x00);
    WireDriver other(pads[13]);
    other.set(Strength::BoardPull, true);  // wins only where the controller lets go
    transfer();
    EXPECT_EQ(read(kBase + spi::W0) & 0xFF, 0xFFu);
}

TEST_F(SpiPinsTest, APadWithAnotherFunctionIsNoInput) {
    set_mode(0);
    user(spi::USR_MISO.mask());
    write(kBase + spi::USER1, spi::USR_MISO_BITLEN.of(7));
    WireDriver slave(pads[12]);
    slave.set(Strength::Push, false);
    transfer();
    EXPECT_EQ(read(kBase + spi::W0) & 0xFF, 0x00u);
    give_pad(12, io_mux::kPads[12].gpio_function);
    transfer();
    EXPECT_EQ(read(kBase + spi::W0) & 0xFF, 0xFFu);
}

TEST_F(SpiPinsTest, OnTheFlashesBusCs0IsTheFlashAndCs1APad) {
    controller.borrow_flash_bus(&nor);
    write(kBase + spi::PIN, spi::CS1_DIS.mask() | spi::CS2_DIS.mask());
    user(spi::USR_COMMAND.mask() | spi::USR_MISO.mask());
    write(kBase + spi::USER2, spi::USR_COMMAND_BITLEN.of(7) | soc::flash::kReadId);
    write(kBase + spi::USER1, spi::USR_MISO_BITLEN.of(23));
    transfer();
    EXPECT_EQ(read(kBase + spi::W0) & 0xFFFFFF, 0x1440EFu);

    for (u32 pad : {6u, 7u, 8u, 1u}) give_pad(pad, 1);
    write(kBase + spi::PIN, spi::CS0_DIS.mask() | spi::CS2_DIS.mask());
    WireSlave slave(pads[6], pads[1], pads[8], pads[7], echo, 0);
    transfer();
    EXPECT_EQ(echo.bytes, (std::vector<u8>{soc::flash::kReadId, 0, 0, 0}));
    EXPECT_EQ(pads[15].level(), true);
}

/// Another master on the pads.
struct SlaveModeTest : SpiPinsTest {
    WireDriver clock_line{pads[14]}, select_line{pads[15]}, data_line{pads[13]};

    SlaveModeTest() {
        for (WireDriver* line : {&clock_line, &data_line}) line->set(Strength::Push, false);
        select_line.set(Strength::Push, true);
        // As the Arduino core's slave library sets it up.
        write(kBase + spi::SLAVE, spi::SLAVE_MODE.mask() | spi::SLV_WR_RD_BUF_EN.mask() | spi::INT_EN.mask());
        user(spi::USR_MISO_HIGHPART.mask() | spi::USR_COMMAND.mask() | spi::CK_I_EDGE.mask());
        write(kBase + spi::CLOCK, 0);
        write(kBase + spi::USER2, spi::USR_COMMAND_BITLEN.of(7));
        write(kBase + spi::SLAVE1, spi::SLV_STATUS_BITLEN.of(31) | spi::SLV_BUF_BITLEN.of(255) |
                                       spi::SLV_WR_ADDR_BITLEN.of(7) | spi::SLV_RD_ADDR_BITLEN.of(7) |
                                       spi::SLV_STATUS_READBACK.mask());
        write(kBase + spi::CMD, spi::USR.mask());
    }
    std::vector<u8> master(std::vector<u8> out) {
        std::vector<u8> in;
        select_line.set(Strength::Push, false);
        for (u8 byte : out) {
            u32 answer = 0;
            for (u32 i = 0; i < 8; ++i) {
                data_line.set(Strength::Push, byte >> (7 - i) & 1);
                clock_line.set(Strength::Push, true);
                answer = answer << 1 | u32{pads[12].level()};
                clock_line.set(Strength::Push, false);
            }
            in.push_back(static_cast<u8>(answer));
        }
        select_line.set(Strength::Push, true);
        return in;
    }
    u32 flags() { return spi::INT_DONE.get(read(kBase + spi::SLAVE)); }
};

TEST_F(SlaveModeTest, AMasterWritesTheBuffer) {
    master({2, 0, 1, 2, 3, 4, 5});
    EXPECT_EQ(read(kBase + spi::W0), 0x04030201u);
    EXPECT_EQ(read(kBase + spi::W0 + 4) & 0xFF, 5u);
    EXPECT_EQ(flags(), spi::TRANS_DONE.mask() | spi::SLV_WR_BUF_DONE.mask());
    EXPECT_TRUE(is_pending(soc::Irq::Spi));
    EXPECT_EQ(spi::SLV_LAST_COMMAND.get(read(kBase + spi::SLAVE)), 2u);
    write(kBase + spi::SLAVE, read(kBase + spi::SLAVE) & ~spi::INT_DONE.mask());
    EXPECT_FALSE(is_pending(soc::Irq::Spi));
}

TEST_F(SlaveModeTest, AMasterReadsTheBuffersHighHalf) {
    write(kBase + spi::W0 + 32, 0xDDCCBBAA);
    const std::vector<u8> in = master({3, 0, 0, 0, 0, 0});
    EXPECT_EQ(std::vector<u8>(in.begin() + 2, in.end()), (std::vector<u8>{0xAA, 0xBB, 0xCC, 0xDD}));
    EXPECT_EQ(flags(), spi::TRANS_DONE.mask() | spi::SLV_RD_BUF_DONE.mask());
    EXPECT_FALSE(pads[12].is_driven());
}

TEST_F(SlaveModeTest, AMasterReadsAndWritesTheStatus) {
    write(kBase + spi::WR_STATUS, 0x44332211);
    const std::vector<u8> in = master({4, 0, 0, 0, 0});
    EXPECT_EQ(std::vector<u8>(in.begin() + 1, in.end()), (std::vector<u8>{0x11, 0x22, 0x33, 0x44}));
    EXPECT_EQ(flags(), spi::TRANS_DONE.mask() | spi::SLV_RD_STA_DONE.mask());
    master({1, 0x99, 0x88, 0x77, 0x66});
    EXPECT_EQ(read(kBase + spi::WR_STATUS), 0x66778899u);
    // Without the read-back bit the other register answers.
    write(kBase + spi::SLAVE1, spi::SLV_STATUS_BITLEN.of(31));
    write(kBase + spi::RD_STATUS, 0xA5);
    EXPECT_EQ(master({4, 0})[1], 0xA5);
}

TEST_F(SlaveModeTest, CommandsCanBeRenamed) {
    write(kBase + spi::SLAVE3, spi::SLV_WRBUF_CMD.of(0x77) | spi::SLV_RDBUF_CMD.of(0x78));
    write(kBase + spi::SLAVE, read(kBase + spi::SLAVE) | spi::SLV_CMD_DEFINE.mask());
    master({0x77, 0, 0x12});
    EXPECT_EQ(read(kBase + spi::W0) & 0xFF, 0x12u);
    master({2, 0, 0x34});  // no longer a command
    EXPECT_EQ(read(kBase + spi::W0) & 0xFF, 0x12u);
}

TEST_F(SlaveModeTest, AnUnfinishedCommandAndASynchronousResetLeaveNothing) {
    select_line.set(Strength::Push, false);
    clock_line.set(Strength::Push, true);
    clock_line.set(Strength::Push, false);
    select_line.set(Strength::Push, true);
    EXPECT_EQ(flags(), 0u);
    write(kBase + spi::SLAVE, read(kBase + spi::SLAVE) | spi::SYNC_RESET.mask());
    EXPECT_FALSE(spi::SYNC_RESET.get(read(kBase + spi::SLAVE)));
    EXPECT_TRUE(spi::SLAVE_MODE.get(read(kBase + spi::SLAVE)));
    master({2, 0, 0x56});
    EXPECT_EQ(read(kBase + spi::W0) & 0xFF, 0x56u);
}

}  // namespace
}  // namespace kinglet::chip
