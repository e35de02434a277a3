// The public functions of the boot ROM, called one by one as a program on the chip would call them: at their
// addresses of soc/esp8266/rom_symbols.def, with arguments in a2 to a7.
#include <cstring>
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/arith_reference.hpp"
#include "tests/system/board.hpp"
#include "tests/system/elf_file.hpp"

namespace kinglet::system_test {
namespace {

using testing::HasSubstr;

const std::map<std::string, u32>& entries() {
    static const std::map<std::string, u32> all = {
#define ROM_DATA(name, address) {#name, address},
#define ROM_CODE(name, address) {#name, address},
#include "soc/esp8266/rom_symbols.def"
    };
    return all;
}

/// A chip without a program, halted by the ROM, whose functions are then called.
class Rom : public testing::Test {
  protected:
    Rom() : board_({}) { EXPECT_EQ(board_.run(1000), chip::StopReason::Halted); }

    /// Calls and returns a2 and a3 as one number.
    u64 call(const std::string& name, const std::vector<u32>& arguments = {}) {
        const auto entry = entries().find(name);
        EXPECT_NE(entry, entries().end()) << name;
        return call_address(entry->second, arguments);
    }

    u64 call_address(u32 address, const std::vector<u32>& arguments) {
        // Where the function returns to: `waiti 15`.
        static constexpr u8 kStop[] = {0x00, 0x7F, 0x00, 0x46, 0xFE, 0xFF};
        poke(kReturn, kStop, sizeof kStop);
        chip::State& state = board_.machine().cpu().state();
        state.pc = address;
        state.a[0] = kReturn;
        state.a[1] = 0x3FFFFF00;
        for (usize i = 0; i < arguments.size(); ++i) state.a[2 + i] = arguments[i];
        state.ps = 0x2F;
        state.waiting = 0;
        EXPECT_EQ(board_.run(5000), chip::StopReason::Halted);
        returned_ = state.pc - kReturn < 8;
        return static_cast<u64>(state.a[3]) << 32 | state.a[2];
    }

    u32 call_word(const std::string& name, const std::vector<u32>& arguments = {}) {
        const u64 result = call(name, arguments);
        EXPECT_TRUE(returned_) << name;
        return static_cast<u32>(result);
    }

    void poke(u32 address, const void* bytes, usize size) {
        EXPECT_TRUE(board_.machine().bus().poke(address, bytes, size));
    }

    u32 text(u32 address, const std::string& text) {
        poke(address, text.c_str(), text.size() + 1);
        return address;
    }

    std::string peek(u32 address, usize size) {
        std::string bytes(size, 0);
        EXPECT_TRUE(board_.machine().bus().peek(address, bytes.data(), size));
        return bytes;
    }

    static constexpr u32 kReturn = 0x40100000;
    static constexpr u32 kA = 0x3FFE8000, kB = 0x3FFE9000, kC = 0x3FFEA000;

    Board board_;
    bool returned_ = false;
};

TEST_F(Rom, EveryFunctionThatIsMissingSaysSo) {
    const ElfFile rom(KINGLET_FIRMWARE_DIR "/rom.elf");
    int missing = 0;
    for (const auto& [name, address] : entries()) {
        if (!rom.has_symbol("missing." + name)) continue;
        ++missing;
        const usize before = board_.output().size();
        call_address(address, {});
        EXPECT_FALSE(returned_) << name;
        EXPECT_EQ(board_.output().substr(before),
                  "\r\nROM function " + name + " is not implemented, called from 0x40100000\r\n");
    }
    EXPECT_GT(missing, 0);
}

TEST_F(Rom, EveryCodeEntryOfTheListLeadsSomewhere) {
    const ElfFile rom(KINGLET_FIRMWARE_DIR "/rom.elf");
    for (const auto& [name, address] : entries()) {
        if (address < 0x40000000 || address >= 0x4000E328) continue;
        const bool is_jump = (board_.word(address) & 0x3F) == 0x06;
        const bool is_fixed = rom.has_symbol(name) && rom.symbol(name) == address;
        EXPECT_TRUE(is_jump || is_fixed) << name;
    }
}

TEST_F(Rom, ArithmeticAgreesWithTheDesktop) {
    static const std::map<u32, const char*> kFunctions = {
        {arith::kAddF, "__addsf3"},        {arith::kSubF, "__subsf3"},
        {arith::kMulF, "__mulsf3"},        {arith::kFixUnsF, "__fixunssfsi"},
        {arith::kFloatSiF, "__floatsisf"}, {arith::kFloatUnSiF, "__floatunsisf"},
        {arith::kAddD, "__adddf3"},        {arith::kSubD, "__subdf3"},
        {arith::kMulD, "__muldf3"},        {arith::kDivD, "__divdf3"},
        {arith::kFixD, "__fixdfsi"},       {arith::kFixUnsD, "__fixunsdfsi"},
        {arith::kFloatSiD, "__floatsidf"}, {arith::kFloatUnSiD, "__floatunsidf"},
        {arith::kExtend, "__extendsfdf2"}, {arith::kTruncate, "__truncdfsf2"},
        {arith::kUDiv, "__udivsi3"},       {arith::kUMod, "__umodsi3"},
        {arith::kDiv, "__divsi3"},         {arith::kMul64, "__muldi3"},
        {arith::kUMulSiDi, "__umulsidi3"}, {arith::kUDiv64, "__udivdi3"},
        {arith::kUMod64, "__umoddi3"},     {arith::kDiv64, "__divdi3"},
    };
    arith::Calls calls(20260102);
    for (int i = 0; i < 20000; ++i) {
        arith::Call c = calls.next();
        const auto function = kFunctions.find(c.operation);
        if (function == kFunctions.end()) continue;
        const bool wide = c.operation >= arith::kAddD && c.operation != arith::kExtend &&
                          !(c.operation >= arith::kFloatSiD && c.operation <= arith::kFloatUnSiD) &&
                          !(c.operation >= arith::kUDiv && c.operation <= arith::kMod) &&
                          c.operation != arith::kUMulSiDi;
        const u64 result = wide ? call(function->second, {c.a[0], c.a[1], c.b[0], c.b[1]})
                                : call(function->second, {c.a[0], c.b[0]});
        const bool wide_result = (c.operation >= arith::kAddD && c.operation <= arith::kDivD) ||
                                 (c.operation >= arith::kFloatSiD && c.operation <= arith::kExtend) ||
                                 c.operation >= arith::kMul64;
        c.result[0] = static_cast<u32>(result);
        c.result[1] = wide_result ? static_cast<u32>(result >> 32) : 0;
        ASSERT_TRUE(returned_ && is_right(c))
            << function->second << std::hex << " of " << c.a[1] << "'" << c.a[0] << " and " << c.b[1] << "'"
            << c.b[0] << " gave " << result;
    }
}

TEST_F(Rom, DivisionByZeroIsAFault) {
    call("__udivsi3", {1, 0});
    EXPECT_FALSE(returned_);
    EXPECT_THAT(board_.output(), HasSubstr("Fatal exception (0): \r\n"));
}

TEST_F(Rom, MemoryFunctions) {
    const std::string source = "0123456789abcdefghijklmnopqrstuvwxyz";
    for (u32 from = 0; from < 4; ++from) {
        for (u32 to = 0; to < 4; ++to) {
            text(kA, source);
            poke(kB, std::string(64, '#').data(), 64);
            EXPECT_EQ(call_word("memcpy", {kB + to, kA + from, 21}), kB + to);
            EXPECT_EQ(peek(kB + to, 22), source.substr(from, 21) + "#");
            EXPECT_EQ(call_word("memcmp", {kB + to, kA + from, 21}), 0u);
            call_word("memmove", {kA + from + to, kA + from, 20});
            EXPECT_EQ(peek(kA + from + to, 20), source.substr(from, 20));
            call_word("memset", {kB + to, 0x5A, 17 + from});
            EXPECT_EQ(peek(kB + to, 17 + from), std::string(17 + from, 0x5A));
        }
    }
    text(kA, "abc");
    text(kB, "abd");
    EXPECT_EQ(static_cast<i32>(call_word("memcmp", {kA, kB, 3})), 'c' - 'd');
    call_word("bzero", {kA, 3});
    EXPECT_EQ(peek(kA, 3), std::string(3, 0));
}

TEST_F(Rom, TextFunctions) {
    text(kA, "hello world");
    text(kB, "wor");
    EXPECT_EQ(call_word("strlen", {kA}), 11u);
    EXPECT_EQ(call_word("strstr", {kA, kB}), kA + 6);
    text(kB, "worm");
    EXPECT_EQ(call_word("strstr", {kA, kB}), 0u);
    text(kB, "hello");
    EXPECT_GT(static_cast<i32>(call_word("strcmp", {kA, kB})), 0);
    EXPECT_EQ(call_word("strncmp", {kA, kB, 5}), 0u);
    call_word("strncpy", {kC, kB, 8});
    EXPECT_EQ(peek(kC, 8), std::string("hello\0\0\0", 8));
    text(kB, "18:FE:34:0a:0b:0c");
    call_word("ets_str2macaddr", {kC, kB});
    EXPECT_EQ(peek(kC, 6), "\x18\xFE\x34\x0A\x0B\x0C");
}

// As instruction RAM does, flash answers whole words only.
TEST_F(Rom, TextsThatBeginAtAWordMayLieInFlash) {
    constexpr u32 kIram = 0x40101000;
    text(kIram, "hello");
    EXPECT_EQ(call_word("strlen", {kIram}), 5u);
    EXPECT_EQ(call_word("ets_strcmp", {kIram, text(kA, "hello")}), 0u);
    EXPECT_LT(static_cast<i32>(call_word("strcmp", {kIram, text(kA, "help")})), 0);
    EXPECT_EQ(call_word("strncmp", {kIram, kA, 3}), 0u);
    call_word("strcpy", {kC, kIram});
    EXPECT_EQ(peek(kC, 6), std::string("hello\0", 6));
    call_word("memcpy", {kC, kIram + 1, 4});
    EXPECT_EQ(peek(kC, 4), "ello");
    call("strcmp", {kIram + 1, kA});
    EXPECT_FALSE(returned_);
}

TEST_F(Rom, ChainsOfDescriptors) {
    constexpr u32 kTail = kC + 4;
    // The seventh and eighth argument are on the stack.
    const u32 results[] = {kC, kTail};
    poke(0x3FFFFF00, results, sizeof results);
    call_word("lldesc_build_chain", {kA, 36, kB, 300, 100, 1});
    EXPECT_EQ(board_.word(kC), kA);
    EXPECT_EQ(board_.word(kTail), kA + 24);
    EXPECT_EQ(board_.word(kA), 0x80064064u);
    EXPECT_EQ(board_.word(kA + 16), kB + 100);
    EXPECT_EQ(board_.word(kA + 20), kA + 24);
    EXPECT_EQ(board_.word(kA + 32), 0u);
    EXPECT_EQ(call_word("lldesc_num2link", {kA, 3}), kA + 24);
    call_word("lldesc_set_owner", {kA, 2, 0});
    EXPECT_EQ(board_.word(kA + 12), 0x00064064u);
    EXPECT_EQ(board_.word(kA + 24), 0x80064064u);
}

// The vendor's library formats numbers with them.
TEST_F(Rom, TextsThatProgramsKnowByAddress) {
    EXPECT_EQ(peek(0x3FFFD848, 17), std::string("0123456789abcdef\0", 17));
    EXPECT_EQ(peek(0x3FFFD85C, 17), std::string("0123456789ABCDEF\0", 17));
    EXPECT_EQ(peek(0x3FFFD870, 7), std::string("<null>\0", 7));
}

// The vendor's library finds each function of the radio by its place in the table, and puts others there.
TEST_F(Rom, TheTableOfRadioFunctions) {
    const u32 table = call_word("phy_get_romfuncs");
    EXPECT_EQ(table, board_.word(0x3FFFC730));
    EXPECT_EQ(static_cast<u32>(call_address(board_.word(table), {static_cast<u32>(-5)})), 5u);
    EXPECT_EQ(static_cast<u32>(call_address(board_.word(table + 68), {2437, 0x80})), 6u);
    EXPECT_EQ(static_cast<u32>(call_address(board_.word(table + 68), {2484, 0x80})), 14u);
    EXPECT_EQ(static_cast<u32>(call_address(board_.word(table + 68), {5180, 0x100})), 36u);
    call_address(board_.word(table + 152), {98, 1, 3, 0x5A});
    EXPECT_EQ(static_cast<u32>(call_address(board_.word(table + 144), {98, 1, 3})), 0x5Au);
    EXPECT_EQ(board_.word(table + 20), 0u);
    EXPECT_EQ(static_cast<u32>(call_address(board_.word(table + 276), {1, 2, 3})), 0u);
    EXPECT_TRUE(returned_);
}

TEST_F(Rom, FormattedOutput) {
    const usize before = board_.output().size();
    text(kB, "str");
    call_word("ets_printf", {text(kA, "[%d %5u %-4x %04X %s]"), static_cast<u32>(-42), 7, 0xAB, 0xCD, kB});
    call_word("ets_printf", {text(kA, "[%c%% %b %8s|%.3s|%q]\n"), 'z', 5, kB, kB});
    EXPECT_EQ(board_.output().substr(before), "[-42     7 ab   00CD str][z% 101      str|str|%q]\r\n");
}

TEST_F(Rom, FlashIsErasedWrittenAndRead) {
    std::memset(board_.flash(), 0, 0x20000);
    call_word("SPIParamCfg", {0x1440EF, 0x100000, 0x10000, 0x1000, 0x100, 0xFFFF});
    EXPECT_EQ(call_word("SPIUnlock"), 0u);
    EXPECT_EQ(call_word("SPIEraseSector", {3}), 0u);
    EXPECT_EQ(board_.flash()[0x2FFF], 0);
    EXPECT_EQ(board_.flash()[0x3000], 0xFF);
    EXPECT_EQ(board_.flash()[0x3FFF], 0xFF);
    EXPECT_EQ(board_.flash()[0x4000], 0);
    std::string bytes(600, 0);
    for (usize i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 3);
    poke(kA, bytes.data(), bytes.size());
    EXPECT_EQ(call_word("SPIWrite", {0x3080, kA, 600}), 0u);
    EXPECT_EQ(std::memcmp(board_.flash() + 0x3080, bytes.data(), bytes.size()), 0);
    EXPECT_EQ(call_word("SPIRead", {0x3083, kB, 100}), 0u);
    EXPECT_EQ(peek(kB, 100), bytes.substr(3, 100));
    EXPECT_EQ(call_word("SPIEraseBlock", {1}), 0u);
    EXPECT_EQ(board_.flash()[0x10000], 0xFF);
    EXPECT_EQ(board_.flash()[0x1FFFF], 0xFF);
    EXPECT_EQ(call_word("SPIRead", {0xFFFF0, kB, 32}), 1u);
    EXPECT_EQ(call_word("SPIWrite", {0x3000, kA, 3}), 1u);
    EXPECT_EQ(call_word("SPIEraseSector", {256}), 1u);
}

TEST_F(Rom, AnAreaIsErasedWithTheSiliconsSurplus) {
    std::memset(board_.flash(), 0, 0x100000);
    call_word("SPIParamCfg", {0x1440EF, 0x100000, 0x10000, 0x1000, 0x100, 0xFFFF});
    // Two sectors from sector 14: the head of two up to the block's end, then two more.
    EXPECT_EQ(call_word("SPIEraseArea", {0xE000, 0x2000}), 0u);
    EXPECT_EQ(board_.flash()[0xDFFF], 0);
    EXPECT_EQ(board_.flash()[0xE000], 0xFF);
    EXPECT_EQ(board_.flash()[0x11FFF], 0xFF);
    EXPECT_EQ(board_.flash()[0x12000], 0);
}

TEST_F(Rom, DelaysByTheCycleCounter) {
    const u64 before = board_.machine().stats().cycles;
    call_word("ets_delay_us", {100});
    const u64 passed = board_.machine().stats().cycles - before;
    EXPECT_GE(passed, 8000u);
    EXPECT_LT(passed, 8000u + 65536u);  // the halt is noticed at the end of a slice
    call_word("ets_update_cpu_frequency", {160});
    EXPECT_EQ(call_word("ets_get_cpu_frequency"), 160u);
}

TEST_F(Rom, InterruptHandlersAreCalledWithTheirArgument) {
    // The handler is another function of the ROM, one that leaves a trace: it stores its argument at
    // 0x3FFFDCD0.
    call_word("ets_isr_attach", {7, entries().at("ets_set_user_start"), 0x12345678});
    call_word("ets_isr_unmask", {0x80});
    // rsil a3, 0; wsr.intset a2; rsync; nop.n ...; rsil a3, 15; ret
    static constexpr u8 kRaise[] = {0x30, 0x60, 0x00, 0x20, 0xE2, 0x13, 0x10, 0x20, 0x00, 0x3D,
                                    0xF0, 0x3D, 0xF0, 0x30, 0x6F, 0x00, 0x0D, 0xF0, 0x00, 0x00};
    poke(0x40100100, kRaise, sizeof kRaise);
    call_address(0x40100100, {0x80});
    EXPECT_TRUE(returned_);
    EXPECT_EQ(board_.word(0x3FFFDCD0), 0x12345678u);
    // Level 3 has no handlers.
    call_word("ets_isr_attach", {14, 1, 2});
    EXPECT_EQ(board_.word(0x3FFFC278 - 8 * 14 + 4), 0u);
}

TEST_F(Rom, Heap) {
    call_word("mem_init", {kA, 256});
    const u32 first = call_word("mem_malloc", {100}), second = call_word("mem_malloc", {100});
    EXPECT_NE(first, 0u);
    EXPECT_GE(second, first + 100);
    EXPECT_EQ(call_word("mem_malloc", {100}), 0u);
    call_word("mem_free", {first});
    EXPECT_EQ(call_word("mem_malloc", {90}), first);
    call_word("mem_free", {second});
    text(first, "kept");
    const u32 larger = call_word("mem_realloc", {first, 120});
    EXPECT_EQ(larger != 0 ? peek(larger, 4) : "kept", "kept");
}

TEST_F(Rom, Digests) {
    text(kA, "The quick brown fox jumps over the lazy dog");
    call_word("MD5Init", {kB});
    call_word("MD5Update", {kB, kA, 20});
    call_word("MD5Update", {kB, kA + 20, 23});
    call_word("MD5Final", {kC, kB});
    EXPECT_EQ(board_.word(kC), 0x9D7D109Eu);  // 9e107d9d372bb6826bd81d3542a419d6
    EXPECT_EQ(board_.word(kC + 12), 0xD619A442u);
    call_word("SHA1Init", {kB});
    call_word("SHA1Update", {kB, kA, 43});
    call_word("SHA1Final", {kC, kB});
    EXPECT_EQ(board_.word(kC), 0xC6E1D42Fu);  // 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12
    EXPECT_EQ(board_.word(kC + 16), 0x12EB931Bu);
    // More than one block.
    text(kA, std::string(1000, 'a'));
    call_word("MD5Init", {kB});
    call_word("MD5Update", {kB, kA, 1000});
    call_word("MD5Final", {kC, kB});
    EXPECT_EQ(board_.word(kC), 0xDC45BECAu);  // cabe45dcc9ae5b66ba86600cca6b8ba8
}

std::string bytes_of(const char* hex) {
    std::string bytes;
    for (; *hex; hex += 2) bytes.push_back(static_cast<char>(std::stoi(std::string(hex, 2), nullptr, 16)));
    return bytes;
}

TEST_F(Rom, KeyedDigests) {
    // RFC 2202, 1 and (a key longer than a block) 6; RFC 6070, 2; the PRF by Python's hmac.
    poke(kA, std::string(20, 0x0B).data(), 20);
    text(kB, "Hi There");
    call_word("hmac_md5", {kA, 16, kB, 8, kC});
    EXPECT_EQ(peek(kC, 16), bytes_of("9294727a3638bb1c13f48ef8158bfc9d"));
    call_word("hmac_sha1", {kA, 20, kB, 8, kC});
    EXPECT_EQ(peek(kC, 20), bytes_of("b617318655057264e28bc0b6fb378c8ef146be00"));
    poke(kA, std::string(80, char(0xAA)).data(), 80);
    text(kB, "Test Using Larger Than Block-Size Key - Hash Key First");
    call_word("hmac_md5", {kA, 80, kB, 54, kC});
    EXPECT_EQ(peek(kC, 16), bytes_of("6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"));
    call_word("hmac_sha1", {kA, 80, kB, 54, kC});
    EXPECT_EQ(peek(kC, 20), bytes_of("aa4ae5e15272d00e95705637ce8a3b55ed402112"));
    text(kA, "password");
    text(kB, "salt");
    call_word("pbkdf2_sha1", {kA, kB, 4, 2, kC, 25});
    EXPECT_EQ(peek(kC, 25), bytes_of("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957cae9313626"));
    const u32 size = 30;  // the seventh argument is on the stack
    poke(0x3FFFFF00, &size, sizeof size);
    call_word("sha1_prf", {kA, 8, kB, kB, 4, kC});
    EXPECT_EQ(peek(kC, 30), bytes_of("81d68264e30c0034d9459ee17736bdf32175e63035ba0c7711f882b7a647"));
}

TEST_F(Rom, Ciphers) {
    // FIPS 197, C.1; RFC 3394, 4.1; RFC 6229 skips likewise.
    const std::string key = bytes_of("000102030405060708090a0b0c0d0e0f");
    poke(kA, key.data(), key.size());
    const std::string cipher = bytes_of("69c4e0d86a7b0430d8cdb78070b4c55a");
    poke(kB, cipher.data(), cipher.size());
    EXPECT_EQ(call_word("aes_decrypt_init", {kA, 24}), 0u);
    const u32 context = call_word("aes_decrypt_init", {kA, 16});
    EXPECT_EQ(context, 0x3FFFEA80u);
    call_word("aes_decrypt", {context, kB, kC});
    EXPECT_EQ(peek(kC, 16), bytes_of("00112233445566778899aabbccddeeff"));
    call_word("aes_decrypt_deinit", {context});
    EXPECT_EQ(peek(context, 176), std::string(176, 0));
    std::string wrapped = bytes_of("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
    poke(kB, wrapped.data(), wrapped.size());
    EXPECT_EQ(call_word("aes_unwrap", {kA, 2, kB, kC}), 0u);
    EXPECT_EQ(peek(kC, 16), bytes_of("00112233445566778899aabbccddeeff"));
    wrapped[5] ^= 1;
    poke(kB, wrapped.data(), wrapped.size());
    EXPECT_EQ(call_word("aes_unwrap", {kA, 2, kB, kC}), ~0u);
    text(kA, "Key");
    text(kB, "Plaintext");
    call_word("rc4_skip", {kA, 3, 0, kB, 9});
    EXPECT_EQ(peek(kB, 9), bytes_of("bbf316e8d940af0ad3"));
    text(kB, "Plaintext");
    call_word("rc4_skip", {kA, 3, 0, kB, 2});
    call_word("rc4_skip", {kA, 3, 2, kB + 2, 7});
    EXPECT_EQ(peek(kB, 9), bytes_of("bbf316e8d940af0ad3"));
    EXPECT_EQ(board_.word(entries().at("Te0")), 0xC66363A5u);
    EXPECT_EQ(board_.word(entries().at("Td0")), 0x51F4A750u);
    EXPECT_EQ(board_.word(entries().at("Td4s")), 0xD56A0952u);
}

TEST_F(Rom, TasksRunByPriority) {
    // ets_run never returns; each task is a function of the ROM that leaves a trace: ets_set_user_start
    // stores the address of its event.
    const u32 trace = entries().at("ets_set_user_start");
    call_word("ets_task", {trace, 5, kA, 2});
    EXPECT_EQ(call_word("ets_post", {5, 11, 22}), 0u);
    EXPECT_EQ(call_word("ets_post", {5, 33, 44}), 0u);
    EXPECT_EQ(call_word("ets_post", {5, 55, 66}), 1u);
    EXPECT_EQ(board_.word(kA), 11u);
    EXPECT_EQ(board_.word(kA + 12), 44u);
    EXPECT_EQ(board_.word(0x3FFFC6FC), 1u << 4);
    chip::State& state = board_.machine().cpu().state();
    state.pc = entries().at("ets_run");
    state.a[1] = 0x3FFFFF00;
    state.ps = 0x20;
    state.waiting = 0;
    board_.run(10);
    EXPECT_NE(board_.word(0x3FFFDCD0), 0u);
    EXPECT_EQ(board_.word(0x3FFFC6FC), 0u);
}

TEST_F(Rom, TheResetReasonIsThatOfTheRtcBlock) {
    EXPECT_EQ(call_word("rtc_get_reset_reason"), 1u);
    board_.machine().reset(chip::ResetCause::External);
    EXPECT_EQ(board_.run(1000), chip::StopReason::Halted);
    EXPECT_EQ(call_word("rtc_get_reset_reason"), 2u);
}

TEST_F(Rom, SoftwareResetStartsAgain) {
    const usize before = board_.output().size();
    chip::State& state = board_.machine().cpu().state();
    state.pc = entries().at("software_reset");
    state.ps = 0x2F;
    state.waiting = 0;
    board_.run(300);
    EXPECT_THAT(board_.output().substr(before), HasSubstr("rst cause:3, boot mode:(3,6)"));
}

}  // namespace
}  // namespace kinglet::system_test
