// The whole protocol against a chip with a small program, without a socket.
#include "chip/gdb/session.hpp"

#include <gtest/gtest.h>

#include "chip/gdb/registers.hpp"
#include "tests/chip/small_chip.hpp"

namespace kinglet::chip::gdb {
namespace {

using test::Assembler;
using test::SmallChip;

constexpr u32 kStart = soc::kResetVector;
constexpr u32 kData = soc::kDramBase + 0x100;

struct GdbSession : testing::Test {
    /// a4 = kData; then for ever: a5 += 1, stored at kData, read back to a6.
    GdbSession() {
        Assembler code(kStart);
        code.load_number(4, kData);
        loop = code.here();
        code(Opcode::Addi, {5, 5, 1});
        store = code.here();
        code(Opcode::S32i, {5, 4, 0});
        load = code.here();
        code(Opcode::L32i, {6, 4, 0});
        jump = code.here();
        code(Opcode::J, {loop});
        chip.start(code);
        program.symbols.add(kStart, 0x80, "start");
        session.emplace(*chip.machine, program);
        chip.machine->cpu().set_probe(&session->probe());
        session->connected();
        EXPECT_EQ(ask("QStartNoAckMode", "+"), "OK");
        raw("+");
    }
    void raw(std::string_view bytes) {
        session->receive({reinterpret_cast<const u8*>(bytes.data()), bytes.size()});
    }
    /// The answer's text; `sign` comes before it.
    std::string ask(std::string_view text, std::string_view sign = {}) {
        raw(framed(text));
        return answer(sign);
    }
    std::string answer(std::string_view sign = {}) {
        std::string out = session->take_output();
        EXPECT_EQ(out.substr(0, sign.size()), sign);
        out.erase(0, sign.size());
        if (out.empty()) return "(none)";
        PacketReader reader;
        for (const char byte : out)
            if (reader.take(static_cast<u8>(byte)) == PacketReader::Event::Packet) return reader.text();
        return "(damaged) " + out;
    }
    /// Lets the chip run until it stops, or for so many cycles.
    std::string run(u64 cycles = 100'000) {
        const u64 end = chip.machine->clock().now() + cycles;
        while (session->may_run() && chip.machine->clock().now() < end)
            session->ran(chip.machine->run_until(std::min(end, chip.machine->clock().now() + 1000)));
        return answer();
    }
    std::string go(std::string_view how) {
        EXPECT_EQ(ask(how), "(none)") << how;
        return run();
    }
    u32 pc() { return chip.state().pc; }
    static std::string at(u32 address) {
        char text[16];
        std::snprintf(text, sizeof text, "%x", address);
        return text;
    }

    SmallChip chip;
    ProgramInfo program;
    std::optional<Session> session;
    u32 loop = 0, store = 0, load = 0, jump = 0;
};

TEST_F(GdbSession, SaysWhatItIs) {
    EXPECT_NE(ask("qSupported:multiprocess+").find("qXfer:features:read+"), std::string::npos);
    EXPECT_EQ(ask("?"), "S05");
    EXPECT_EQ(ask("qAttached"), "1");
    EXPECT_EQ(ask("qC"), "QC1");
    EXPECT_EQ(ask("qfThreadInfo"), "m1");
    EXPECT_EQ(ask("qsThreadInfo"), "l");
    EXPECT_EQ(ask("Hg0"), "OK");
    EXPECT_EQ(ask("vCont?"), "vCont;c;C;s;S;r");
    EXPECT_EQ(ask("vMustReplyEmpty"), "");
    EXPECT_EQ(ask("qWhatever"), "");
}

TEST_F(GdbSession, AcknowledgesUntilToldNotTo) {
    session->connected();
    EXPECT_EQ(ask("?", "+"), "S05");
    raw("$?#00");
    EXPECT_EQ(session->take_output(), "-");
    raw("-");  // the answer to the packet before has not arrived
    EXPECT_EQ(session->take_output(), framed("S05"));
}

TEST_F(GdbSession, TheDescriptionComesInParts) {
    std::string whole;
    for (;;) {
        const std::string part =
            ask("qXfer:features:read:target.xml:" + at(static_cast<u32>(whole.size())) + ",200");
        whole += part.substr(1);
        if (part[0] == 'l') break;
        ASSERT_EQ(part[0], 'm');
    }
    EXPECT_EQ(whole, target_description());
    EXPECT_NE(whole.find("<reg name=\"ps\" bitsize=\"32\" regnum=\"742\""), std::string::npos);
    EXPECT_NE(whole.find("<reg name=\"pc\" bitsize=\"32\" regnum=\"32\""), std::string::npos);
    EXPECT_EQ(ask("qXfer:features:read:other.xml:0,100"), "E16");
}

TEST_F(GdbSession, Registers) {
    EXPECT_EQ(ask("P5=78563412"), "OK");
    EXPECT_EQ(chip.state().a[5], 0x12345678u);
    EXPECT_EQ(ask("p5"), "78563412");
    EXPECT_EQ(ask("p20"), "80000040");
    EXPECT_EQ(ask("p2e6"), "1f000000");  // PS after reset
    EXPECT_EQ(ask("p2b0"), "fada8cc2");  // the configuration's number
    EXPECT_EQ(ask("P2b0=00000000"), "E0d");
    EXPECT_EQ(ask("p2ff"), "xxxxxxxx");
    std::string all = ask("g");
    ASSERT_EQ(all.size(), kInAll * 8u);
    EXPECT_EQ(all.substr(16 * 8, 8), "80000040");
    EXPECT_EQ(all.substr(21 * 8, 8), "1f000000");
    all.replace(3 * 8, 8, "efbeadde");
    EXPECT_EQ(ask("G" + all), "OK");
    EXPECT_EQ(chip.state().a[3], 0xDEADBEEFu);
    EXPECT_EQ(ask("G00"), "E16");
}

TEST_F(GdbSession, Memory) {
    EXPECT_EQ(ask("M" + at(kData) + ",4:01020304"), "OK");
    EXPECT_EQ(ask("m" + at(kData + 1) + ",2"), "0203");
    EXPECT_EQ(ask("X" + at(kData) + ",4:" + std::string("}$#*", 4)), "OK");
    EXPECT_EQ(ask("m" + at(kData) + ",4"), "7d24232a");
    EXPECT_EQ(ask("m0,4"), "E0e");
    EXPECT_EQ(ask("M0,1:00"), "E0e");
    EXPECT_EQ(ask("M40000000,1:00"), "E0d");  // ROM
    EXPECT_EQ(ask("m" + at(kData)), "E16");
    EXPECT_EQ(ask("M" + at(kData) + ",4:0102"), "E16");
    // A block of the chip by words, and no time passes.
    const u64 now = chip.machine->clock().now();
    EXPECT_EQ(ask("M60000304,4:30000000"), "OK");
    EXPECT_EQ(ask("m60000300,4"), "30000000");
    EXPECT_EQ(ask("M60000304,2:3000"), "E0d");
    EXPECT_EQ(chip.machine->clock().now(), now);
    // What ends in the middle is read as far as it goes.
    EXPECT_EQ(ask("m4000fffe,4").size(), 4u);
}

TEST_F(GdbSession, Breakpoints) {
    EXPECT_EQ(ask("Z0," + at(store) + ",3"), "OK");
    EXPECT_EQ(go("c"), "T05thread:1;hwbreak:;");
    EXPECT_EQ(pc(), store);
    EXPECT_EQ(chip.state().a[5], 1u);
    EXPECT_EQ(go("c"), "T05thread:1;hwbreak:;");
    EXPECT_EQ(chip.state().a[5], 2u);
    EXPECT_EQ(ask("?"), "T05thread:1;hwbreak:;");
    EXPECT_EQ(ask("z0," + at(store) + ",3"), "OK");
    EXPECT_EQ(go("vCont;c:1"), "(none)");
    raw("\x03");
    EXPECT_EQ(answer(), "T02thread:1;");
    EXPECT_FALSE(session->may_run());
}

TEST_F(GdbSession, Steps) {
    EXPECT_EQ(ask("Z1," + at(loop) + ",3"), "OK");
    EXPECT_EQ(go("c"), "T05thread:1;hwbreak:;");
    EXPECT_EQ(go("s"), "T05thread:1;");
    EXPECT_EQ(pc(), store);
    EXPECT_EQ(go("vCont;s:1;c"), "T05thread:1;");
    EXPECT_EQ(pc(), load);
    EXPECT_EQ(ask("z1," + at(loop) + ",3"), "OK");
    EXPECT_EQ(go("vCont;r" + at(load) + "," + at(jump + 3) + ":1"), "T05thread:1;");
    EXPECT_EQ(pc(), loop);
    EXPECT_EQ(go("s" + at(store)), "T05thread:1;");
    EXPECT_EQ(pc(), load);
}

TEST_F(GdbSession, WatchpointsStopBehindTheAccess) {
    EXPECT_EQ(ask("Z2," + at(kData + 2) + ",1"), "OK");
    EXPECT_EQ(go("c"), "T05thread:1;watch:" + at(kData + 2) + ";");
    EXPECT_EQ(pc(), load);
    EXPECT_EQ(ask("m" + at(kData) + ",4"), "01000000");
    EXPECT_EQ(ask("z2," + at(kData + 2) + ",1"), "OK");
    EXPECT_EQ(ask("Z3," + at(kData) + ",4"), "OK");
    EXPECT_EQ(go("c"), "T05thread:1;rwatch:" + at(kData) + ";");
    EXPECT_EQ(pc(), jump);
    EXPECT_EQ(ask("Z4," + at(kData) + ",4"), "OK");
    EXPECT_EQ(ask("z3," + at(kData) + ",4"), "OK");
    EXPECT_EQ(go("c"), "T05thread:1;awatch:" + at(kData) + ";");
    EXPECT_EQ(pc(), load);
    EXPECT_EQ(go("c"), "T05thread:1;awatch:" + at(kData) + ";");
    EXPECT_EQ(pc(), jump);
    EXPECT_EQ(ask("z4," + at(kData) + ",4"), "OK");
    EXPECT_EQ(ask("Z2," + at(kData + 4) + ",4"), "OK");  // beside it
    EXPECT_EQ(go("c"), "(none)");
    EXPECT_EQ(ask("Z2,ffffffff,2"), "(none)");  // it runs, and hears nothing
    raw("\x03");
    EXPECT_EQ(answer(), "T02thread:1;");
    EXPECT_EQ(ask("Z2,ffffffff,2"), "E0e");
    EXPECT_EQ(ask("Z5,0,1"), "");
}

TEST_F(GdbSession, AStepGoesIntoAnException) {
    ASSERT_EQ(ask("M" + at(soc::kIramBase) + ",4:00500000"), "OK");  // SYSCALL
    EXPECT_EQ(go("s" + at(soc::kIramBase)), "T05thread:1;");
    EXPECT_EQ(pc(), soc::kRomBase + soc::kVectorDouble);  // reset leaves EXCM set
}

TEST_F(GdbSession, TheChecksumIsGdbs) {
    ASSERT_EQ(ask("M" + at(kData) + ",9:313233343536373839"), "OK");
    EXPECT_EQ(ask("qCRC:" + at(kData) + ",9"), "C376e6e7");
    EXPECT_EQ(ask("qCRC:0,9"), "E0e");
}

TEST_F(GdbSession, MonitorCommands) {
    const auto monitor = [this](std::string_view text) {
        std::string said;
        EXPECT_TRUE(from_hex(ask("qRcmd," + to_hex(text)), said));
        return said;
    };
    EXPECT_NE(monitor("help").find("reset halt"), std::string::npos);
    EXPECT_NE(monitor("dance").find("unknown: dance"), std::string::npos);
    EXPECT_EQ(go("s"), "T05thread:1;");
    EXPECT_NE(pc(), kStart);
    EXPECT_EQ(monitor("where").substr(0, 25), "pc 0x40000083 (start+0x3)");
    EXPECT_EQ(monitor("reset halt"), "at 0x40000080 (start)\n");
    EXPECT_EQ(pc(), kStart);
    EXPECT_EQ(ask("qRcmd,zz"), "E16");
    EXPECT_FALSE(session->may_run());
}

TEST_F(GdbSession, RestartDetachAndKill) {
    EXPECT_EQ(ask("!"), "OK");
    EXPECT_EQ(go("s"), "T05thread:1;");
    EXPECT_EQ(ask("R00"), "(none)");
    EXPECT_EQ(pc(), kStart);
    EXPECT_EQ(ask("Z0," + at(store) + ",3"), "OK");
    EXPECT_EQ(ask("D"), "OK");
    EXPECT_TRUE(session->may_run());
    EXPECT_EQ(run(), "(none)");
    session->connected();
    EXPECT_FALSE(session->may_run());
    raw(framed("k"));
    EXPECT_TRUE(session->may_run());
    EXPECT_EQ(chip.machine->run_for(1'000'000), StopReason::PowerCut);
}

TEST_F(GdbSession, AChipThatHasStoppedForGoodSaysSo) {
    ASSERT_EQ(ask("M" + at(soc::kIramBase) + ",4:00700f00"), "OK");  // WAITI 15
    EXPECT_EQ(ask("c" + at(soc::kIramBase)), "(none)");
    const std::string said = run();
    EXPECT_EQ(said[0], 'O') << said;
    EXPECT_FALSE(session->may_run());
}

TEST_F(GdbSession, LooksChangeNothing) {
    SmallChip other;
    Assembler code(kStart);
    code.load_number(4, kData);
    code(Opcode::Addi, {5, 5, 1})(Opcode::S32i, {5, 4, 0})(Opcode::L32i, {6, 4, 0})(Opcode::J, {loop});
    other.start(code);
    for (u32 i = 0; i < 30; ++i) EXPECT_EQ(go("s"), "T05thread:1;");
    other.machine->run_until(chip.machine->clock().now());
    EXPECT_TRUE(other.machine->save() == chip.machine->save());
}

}  // namespace
}  // namespace kinglet::chip::gdb
