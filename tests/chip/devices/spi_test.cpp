#include "chip/devices/spi.hpp"

#include "chip/devices/nor_flash.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace spi = soc::spi;
namespace flash = soc::flash;

constexpr u32 kBase = soc::kSpi0Base;
constexpr u32 kMiB = 1024 * 1024;

/// Answers each byte with its complement and remembers what it was told.
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

struct SpiTest : Bench {
    std::unique_ptr<FlashContents> contents = FlashContents::in_memory(kMiB);
    NorFlash nor{*contents, clock, log};
    Echo echo;
    Spi controller{"spi0", clock, events, interrupts.line(soc::Irq::Spi, 4), log};

    SpiTest() {
        controller.set_slave(&nor);
        bus.map_device(kBase, 0x100, controller);
    }

    /// Starts an operation and waits as drivers do; the peripheral clocks it took.
    u64 start(soc::Field operation) {
        const u64 before = clock.apb_ticks();
        write(kBase + spi::CMD, operation.mask());
        EXPECT_EQ(read(kBase + spi::CMD), operation.mask());
        EXPECT_NE(read(kBase + spi::EXT2), 0u);
        while (read(kBase + spi::CMD) & operation.mask()) run_to(events.next_deadline());
        EXPECT_EQ(read(kBase + spi::EXT2), 0u);
        return clock.apb_ticks() - before;
    }
    u32 status() {
        start(spi::FLASH_RDSR);
        return read(kBase + spi::RD_STATUS);
    }
    void wait() {
        run_ns(nor.ready_at() > clock.nanoseconds() ? nor.ready_at() - clock.nanoseconds() : 0);
        EXPECT_EQ(status() & 1, 0u);
    }
    void program(u32 address, u32 word) {
        start(spi::FLASH_WREN);
        write(kBase + spi::ADDR, spi::FLASH_ADDR.of(address) | spi::FLASH_LENGTH.of(4));
        write(kBase + spi::W0, word);
        start(spi::FLASH_PP);
        wait();
    }
    u32 read_flash(u32 address, u32 count = 4) {
        write(kBase + spi::ADDR, spi::FLASH_ADDR.of(address) | spi::FLASH_LENGTH.of(count));
        start(spi::FLASH_READ);
        return read(kBase + spi::W0);
    }
};

TEST_F(SpiTest, IdentifiesTheFlash) {
    start(spi::FLASH_RDID);
    EXPECT_EQ(read(kBase + spi::W0), 0x1440EFu);
}

TEST_F(SpiTest, ProgramsReadsAndErases) {
    program(0x1000, 0x11223344);
    EXPECT_EQ(read_flash(0x1000), 0x11223344u);
    EXPECT_EQ(contents->data()[0x1000], 0x44);
    start(spi::FLASH_WREN);
    EXPECT_EQ(status(), flash::STATUS_WEL.mask());
    write(kBase + spi::ADDR, 0x1000);
    start(spi::FLASH_SE);
    EXPECT_EQ(status(), flash::STATUS_WIP.mask());
    wait();
    EXPECT_EQ(read_flash(0x1000), 0xFFFFFFFFu);
}

TEST_F(SpiTest, ErasesBlocksAndTheWholeChip) {
    std::fill_n(contents->data(), kMiB, u8{0});
    start(spi::FLASH_WREN);
    write(kBase + spi::ADDR, 0x2FFFF);
    start(spi::FLASH_BE);
    wait();
    EXPECT_EQ(contents->data()[0x20000], 0xFF);
    EXPECT_EQ(contents->data()[0x1FFFF], 0);
    start(spi::FLASH_WREN);
    start(spi::FLASH_CE);
    wait();
    EXPECT_EQ(contents->data()[0], 0xFF);
}

struct ModeCase {
    u32 ctrl;
    u32 clocks;  // of a fill of 32 bytes, as the reference of the chip computes them
};

TEST_F(SpiTest, EachReadModeFindsTheBytesInItsTime) {
    program(0x40, 0xCAFEBABE);
    start(spi::FLASH_WREN);
    write(kBase + spi::CTRL, read(kBase + spi::CTRL) | spi::WRSR_2B.mask());
    write(kBase + spi::RD_STATUS, 0x0200);
    start(spi::FLASH_WRSR);
    wait();
    EXPECT_EQ(status(), 0x0200u);
    const u32 fast = spi::FASTRD_MODE.mask();
    const ModeCase cases[] = {
        {0, 288},
        {fast, 296},
        {fast | spi::DOUT_MODE.mask(), 168},
        {fast | spi::DIO_MODE.mask(), 152},
        {fast | spi::QOUT_MODE.mask(), 104},
        {fast | spi::QIO_MODE.mask(), 84},
    };
    for (const ModeCase& test : cases) {
        write(kBase + spi::CTRL, test.ctrl | 0x101);  // two peripheral clocks for one of the flash
        write(kBase + spi::ADDR, spi::FLASH_ADDR.of(0x40) | spi::FLASH_LENGTH.of(32));
        write(kBase + spi::CMD, spi::FLASH_READ.mask());
        EXPECT_EQ(events.next_deadline() - clock.now(), test.clocks * 2) << std::hex << test.ctrl;
        run_to(events.next_deadline());
        EXPECT_EQ(read(kBase + spi::W0), 0xCAFEBABEu) << std::hex << test.ctrl;
        EXPECT_EQ(read(kBase + spi::W0 + 28), 0xFFFFFFFFu);
    }
}

TEST_F(SpiTest, ASecondCommandWhileOneIsUnderWayIsIgnored) {
    write(kBase + spi::CMD, spi::FLASH_RDID.mask());
    write(kBase + spi::CMD, spi::FLASH_WREN.mask());
    EXPECT_EQ(read(kBase + spi::CMD), spi::FLASH_RDID.mask());
    EXPECT_TRUE(sink.has("is under way"));
    run_to(events.next_deadline());
    EXPECT_EQ(status(), 0u);
}

TEST_F(SpiTest, PowerDownAndRelease) {
    start(spi::FLASH_DP);
    EXPECT_TRUE(nor.is_powered_down());
    start(spi::FLASH_RES);
    EXPECT_FALSE(nor.is_powered_down());
}

TEST_F(SpiTest, UserModeReadsTheIdentificationAsFlashersDo) {
    write(kBase + spi::USER, spi::USR_COMMAND.mask() | spi::USR_MISO.mask());
    write(kBase + spi::USER1, spi::USR_MISO_BITLEN.of(23));
    write(kBase + spi::USER2, spi::USR_COMMAND_BITLEN.of(7) | flash::kReadId);
    write(kBase + spi::W0, 0);
    start(spi::USR);
    EXPECT_EQ(read(kBase + spi::W0), 0x1440EFu);
}

TEST_F(SpiTest, UserModeSendsItsPhasesInOrder) {
    controller.set_slave(&echo);
    write(kBase + spi::USER, spi::USR_COMMAND.mask() | spi::USR_ADDR.mask() | spi::USR_DUMMY.mask() |
                                 spi::USR_MOSI.mask() | spi::USR_MISO.mask() | spi::USR_MISO_HIGHPART.mask());
    write(kBase + spi::USER1, spi::USR_ADDR_BITLEN.of(23) | spi::USR_DUMMY_CYCLELEN.of(7) |
                                  spi::USR_MOSI_BITLEN.of(39) | spi::USR_MISO_BITLEN.of(15));
    write(kBase + spi::USER2, spi::USR_COMMAND_BITLEN.of(15) | 0xBBAA);
    write(kBase + spi::ADDR, 0x12345600);
    write(kBase + spi::W0, 0x04030201);
    write(kBase + spi::W0 + 4, 0x05);
    start(spi::USR);
    EXPECT_EQ(echo.bytes, (std::vector<u8>{0xAA, 0xBB, 0x12, 0x34, 0x56, 0, 1, 2, 3, 4, 5, 0, 0}));
    EXPECT_EQ(echo.selections, 1u);
    EXPECT_EQ(read(kBase + spi::W0 + 32) & 0xFFFF, 0xFFFFu);
}

TEST_F(SpiTest, FullDuplexPutsTheAnswerWhereTheQuestionWas) {
    controller.set_slave(&echo);
    write(kBase + spi::USER, spi::USR_MOSI.mask() | spi::DOUTDIN.mask());
    write(kBase + spi::USER1, spi::USR_MOSI_BITLEN.of(31));
    write(kBase + spi::W0, 0x01020304);
    write(kBase + spi::CLOCK, spi::CLKDIV_PRE.of(1) | spi::CLKCNT_USER_N.of(3));
    EXPECT_GE(start(spi::USR), 32u * 8);
    EXPECT_EQ(read(kBase + spi::W0), ~0x01020304u);
}

TEST_F(SpiTest, BitOrderTurnsBytesAround) {
    controller.set_slave(&echo);
    write(kBase + spi::CTRL, spi::WR_BIT_ORDER.mask());
    write(kBase + spi::USER, spi::USR_MOSI.mask());
    write(kBase + spi::USER1, spi::USR_MOSI_BITLEN.of(7));
    write(kBase + spi::W0, 0x01);
    start(spi::USR);
    EXPECT_EQ(echo.bytes, (std::vector<u8>{0x80}));
}

TEST_F(SpiTest, TheEndOfATransferInterruptsWhenAsked) {
    EXPECT_EQ(read(kBase + spi::SLAVE), spi::TRANS_DONE_EN.mask());  // reset asks for it
    write(kBase + spi::SLAVE, 0);
    start(spi::FLASH_RDID);
    EXPECT_FALSE(is_pending(soc::Irq::Spi));
    EXPECT_TRUE(spi::TRANS_DONE.get(read(kBase + spi::SLAVE)));
    write(kBase + spi::SLAVE, spi::TRANS_DONE_EN.mask());
    EXPECT_FALSE(is_pending(soc::Irq::Spi));
    start(spi::FLASH_RDID);
    EXPECT_TRUE(is_pending(soc::Irq::Spi));
    EXPECT_EQ(interrupts.sources(soc::Irq::Spi), 1u << 4);
    EXPECT_EQ(spi::TRANS_CNT.get(read(kBase + spi::SLAVE)), 2u);
    write(kBase + spi::SLAVE, 0);
    EXPECT_FALSE(is_pending(soc::Irq::Spi));
}

TEST_F(SpiTest, WithNothingConnectedItReadsOnes) {
    controller.set_slave(nullptr);
    start(spi::FLASH_RDID);
    EXPECT_EQ(read(kBase + spi::W0), 0xFFFFFFu);
    EXPECT_EQ(read_flash(0), 0xFFFFFFFFu);
}

TEST_F(SpiTest, LengthsBeyondTheBufferAreCut) {
    write(kBase + spi::ADDR, spi::FLASH_LENGTH.of(255));
    start(spi::FLASH_READ);
    start(spi::FLASH_WREN);
    start(spi::FLASH_PP);
    wait();
    EXPECT_EQ(nor.counts().programs, 1u);
}

}  // namespace
}  // namespace kinglet::chip
