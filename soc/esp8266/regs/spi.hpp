// SPI0 at 0x60000200 (the flash) and SPI1 at 0x60000100 (HSPI on GPIO12-15): the same controller twice.
// A 1 written to a bit of CMD starts that operation; the bit clears itself when it is done.
// The order of a user transaction: command, address, dummy, MOSI, MISO. Data leaves W0 lowest byte first, MSB
// of each first.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::spi {

inline constexpr u32 CMD = 0x00;
inline constexpr u32 ADDR = 0x04;
inline constexpr u32 CTRL = 0x08;
inline constexpr u32 CTRL1 = 0x0C;
inline constexpr u32 RD_STATUS = 0x10;  // result of RDSR; what WRSR writes
inline constexpr u32 CTRL2 = 0x14;
inline constexpr u32 CLOCK = 0x18;
inline constexpr u32 USER = 0x1C;
inline constexpr u32 USER1 = 0x20;
inline constexpr u32 USER2 = 0x24;
inline constexpr u32 WR_STATUS = 0x28;
inline constexpr u32 PIN = 0x2C;
inline constexpr u32 SLAVE = 0x30;
inline constexpr u32 SLAVE1 = 0x34;
inline constexpr u32 SLAVE2 = 0x38;
inline constexpr u32 SLAVE3 = 0x3C;
inline constexpr u32 W0 = 0x40;  // W0-W15, 64 bytes
inline constexpr u32 kWordCount = 16;
inline constexpr u32 EXT0 = 0xF0;
inline constexpr u32 EXT1 = 0xF4;
inline constexpr u32 EXT2 = 0xF8;
inline constexpr u32 EXT3 = 0xFC;

// CMD
inline constexpr Field FLASH_READ{31};
inline constexpr Field FLASH_WREN{30};
inline constexpr Field FLASH_WRDI{29};
inline constexpr Field FLASH_RDID{28};
inline constexpr Field FLASH_RDSR{27};
inline constexpr Field FLASH_WRSR{26};
inline constexpr Field FLASH_PP{25};
inline constexpr Field FLASH_SE{24};  // 4 KiB
inline constexpr Field FLASH_BE{23};  // 64 KiB
inline constexpr Field FLASH_CE{22};
inline constexpr Field FLASH_DP{21};
inline constexpr Field FLASH_RES{20};
inline constexpr Field FLASH_HPM{19};
inline constexpr Field USR{18};

// ADDR in flash operations; in user mode the address lies left-aligned, sent from bit 31 down
inline constexpr Field FLASH_ADDR{0, 24};
inline constexpr Field FLASH_LENGTH{24, 8};  // bytes of READ and PP, 0-32

// CTRL
inline constexpr Field CLKCNT_L{0, 4};
inline constexpr Field CLKCNT_H{4, 4};
inline constexpr Field CLKCNT_N{8, 4};
inline constexpr Field CLK_EQU_SYSCLK{12};
inline constexpr Field FASTRD_MODE{13};  // needed for the four modes below
inline constexpr Field DOUT_MODE{14};
inline constexpr Field RESANDRES{15};
inline constexpr Field SST_AAI{16};
inline constexpr Field ENABLE_AHB{17};  // lets the flash cache read
inline constexpr Field HOLD_MODE{18};
inline constexpr Field SHARE_BUS{19};
inline constexpr Field QOUT_MODE{20};
inline constexpr Field WP_REG{21};
inline constexpr Field WRSR_2B{22};
inline constexpr Field DIO_MODE{23};
inline constexpr Field QIO_MODE{24};
inline constexpr Field RD_BIT_ORDER{25};  // 1: LSB first
inline constexpr Field WR_BIT_ORDER{26};

// CLOCK, user mode: 80 MHz / ((CLKDIV_PRE + 1) * (CLKCNT_USER_N + 1))
inline constexpr Field CLOCK_EQU_SYSCLK{31};
inline constexpr Field CLKDIV_PRE{18, 13};
inline constexpr Field CLKCNT_USER_N{12, 6};
inline constexpr Field CLKCNT_USER_H{6, 6};
inline constexpr Field CLKCNT_USER_L{0, 6};

// USER
inline constexpr Field USR_COMMAND{31};
inline constexpr Field USR_ADDR{30};
inline constexpr Field USR_DUMMY{29};
inline constexpr Field USR_MISO{28};
inline constexpr Field USR_MOSI{27};
inline constexpr Field USR_DUMMY_IDLE{26};
inline constexpr Field USR_MOSI_HIGHPART{25};
inline constexpr Field USR_MISO_HIGHPART{24};
inline constexpr Field SIO{16};
inline constexpr Field FWRITE_QIO{15};
inline constexpr Field FWRITE_DIO{14};
inline constexpr Field FWRITE_QUAD{13};
inline constexpr Field FWRITE_DUAL{12};
inline constexpr Field WR_BYTE_ORDER{11};
inline constexpr Field RD_BYTE_ORDER{10};
inline constexpr Field CK_OUT_EDGE{7};
inline constexpr Field CK_I_EDGE{6};
inline constexpr Field CS_SETUP{5};
inline constexpr Field CS_HOLD{4};
inline constexpr Field AHB_USER_COMMAND{3};
inline constexpr Field FLASH_MODE{2};
inline constexpr Field AHB_USER_COMMAND_4BYTE{1};
inline constexpr Field DOUTDIN{0};  // full duplex

inline constexpr u32 kUserUnmodelled = 0x04FEF30E;  // dummy idle, hold, dual and quad, the cache's commands

// USER1: counts of bits or cycles, minus one
inline constexpr Field USR_ADDR_BITLEN{26, 6};
inline constexpr Field USR_MOSI_BITLEN{17, 9};
inline constexpr Field USR_MISO_BITLEN{8, 9};
inline constexpr Field USR_DUMMY_CYCLELEN{0, 8};

// USER2
inline constexpr Field USR_COMMAND_BITLEN{28, 4};  // minus one
inline constexpr Field USR_COMMAND_VALUE{0, 16};

// CTRL2, as far as a transfer's time depends on it: cycles of the SPI clock, minus one
inline constexpr Field SETUP_TIME{0, 4};
inline constexpr Field HOLD_TIME{4, 4};

// PIN
inline constexpr Field CS0_DIS{0};
inline constexpr Field CS1_DIS{1};
inline constexpr Field CS2_DIS{2};
inline constexpr Field IDLE_EDGE{29};
inline constexpr Field PIN_SLAVE_MODE{19};  // clock and chip select are inputs, as SLAVE_MODE says as well
inline constexpr u32 kPinUnmodelled = 0xDFF7FFF8;

// SLAVE
inline constexpr Field SYNC_RESET{31};
inline constexpr Field SLAVE_MODE{30};
inline constexpr Field SLV_WR_RD_BUF_EN{29};
inline constexpr Field SLV_WR_RD_STA_EN{28};
inline constexpr Field SLV_CMD_DEFINE{27};  // 1: the commands are those of SLAVE3
inline constexpr Field TRANS_CNT{23, 4};
inline constexpr Field SLV_LAST_STATE{20, 3};
inline constexpr Field SLV_LAST_COMMAND{17, 3};
inline constexpr u32 kSlaveCsMode = 0xC00;
inline constexpr Field INT_EN{5, 5};
inline constexpr Field INT_DONE{0, 5};
inline constexpr Field TRANS_DONE_EN{9};
inline constexpr Field TRANS_DONE{4};
inline constexpr Field SLV_WR_STA_DONE{3};
inline constexpr Field SLV_RD_STA_DONE{2};
inline constexpr Field SLV_WR_BUF_DONE{1};
inline constexpr Field SLV_RD_BUF_DONE{0};

// SLAVE1: counts of bits, minus one
inline constexpr Field SLV_STATUS_BITLEN{27, 5};
inline constexpr Field SLV_STATUS_READBACK{25};  // a master reads WR_STATUS, not RD_STATUS
inline constexpr Field SLV_BUF_BITLEN{16, 9};
inline constexpr Field SLV_STATUS_FAST{26};
inline constexpr Field SLV_RD_ADDR_BITLEN{10, 6};
inline constexpr Field SLV_WR_ADDR_BITLEN{4, 6};
inline constexpr Field SLV_DUMMY_ENABLES{0, 4};

// SLAVE3: the commands of a master to this chip, and what they are without SLV_CMD_DEFINE
inline constexpr Field SLV_WRSTA_CMD{24, 8};
inline constexpr Field SLV_RDSTA_CMD{16, 8};
inline constexpr Field SLV_WRBUF_CMD{8, 8};
inline constexpr Field SLV_RDBUF_CMD{0, 8};
inline constexpr u32 kSlaveCommands = 0x01040203;

inline constexpr Field EXT2_STATE{0, 3};  // 0: idle

// Reset values as read from an untouched SPI1; EXT0 and EXT1 insert waits after program and erase (semantics
// unverified).
// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset     name         reset        writable    mode
    {CMD,        "CMD",        0,           0xFFFC0000, kReadWrite},
    {ADDR,       "ADDR",       0,           kAllBits,   kReadWrite},
    {CTRL,       "CTRL",       0x0028B313,  kAllBits,   kReadWrite},
    {CTRL1,      "CTRL1",      0x5FFF0120,  kAllBits,   kReadWrite},
    {RD_STATUS,  "RD_STATUS",  0,           kAllBits,   kReadWrite},
    {CTRL2,      "CTRL2",      0x11,        kAllBits,   kReadWrite},
    {CLOCK,      "CLOCK",      0x80003043,  kAllBits,   kReadWrite},
    {USER,       "USER",       0x80000044,  kAllBits,   kReadWrite},
    {USER1,      "USER1",      0x5C000000,  kAllBits,   kReadWrite},
    {USER2,      "USER2",      0x70000000,  kAllBits,   kReadWrite},
    {WR_STATUS,  "WR_STATUS",  0,           kAllBits,   kReadWrite},
    {PIN,        "PIN",        0x1E,        kAllBits,   kReadWrite},
    {SLAVE,      "SLAVE",      0x200,       0x787FFFFF, kReadWrite},
    {SLAVE1,     "SLAVE1",     0x02000000,  kAllBits,   kReadWrite},
    {SLAVE2,     "SLAVE2",     0,           kAllBits,   kReadWrite},
    {SLAVE3,     "SLAVE3",     0,           kAllBits,   kReadWrite},
    {W0 + 0x00,  "W0",         0,           kAllBits,   kReadWrite},
    {W0 + 0x04,  "W1",         0,           kAllBits,   kReadWrite},
    {W0 + 0x08,  "W2",         0,           kAllBits,   kReadWrite},
    {W0 + 0x0C,  "W3",         0,           kAllBits,   kReadWrite},
    {W0 + 0x10,  "W4",         0,           kAllBits,   kReadWrite},
    {W0 + 0x14,  "W5",         0,           kAllBits,   kReadWrite},
    {W0 + 0x18,  "W6",         0,           kAllBits,   kReadWrite},
    {W0 + 0x1C,  "W7",         0,           kAllBits,   kReadWrite},
    {W0 + 0x20,  "W8",         0,           kAllBits,   kReadWrite},
    {W0 + 0x24,  "W9",         0,           kAllBits,   kReadWrite},
    {W0 + 0x28,  "W10",        0,           kAllBits,   kReadWrite},
    {W0 + 0x2C,  "W11",        0,           kAllBits,   kReadWrite},
    {W0 + 0x30,  "W12",        0,           kAllBits,   kReadWrite},
    {W0 + 0x34,  "W13",        0,           kAllBits,   kReadWrite},
    {W0 + 0x38,  "W14",        0,           kAllBits,   kReadWrite},
    {W0 + 0x3C,  "W15",        0,           kAllBits,   kReadWrite},
    {EXT0,       "EXT0",       0x800A0050,  kAllBits,   kReadWrite},
    {EXT1,       "EXT1",       0x800F0258,  kAllBits,   kReadWrite},
    {EXT2,       "EXT2",       0,           0,          kReadOnly},
    {EXT3,       "EXT3",       0,           0x3,        kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::spi
