#include "chip/inspect/inputs.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/chip/small_chip.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::SmallChip;

using Kind = Input::Kind;

TEST(Inputs, AreTextAndBack) {
    const Input inputs[] = {
        {.kind = Kind::Bytes, .bytes = {0x00, 0xFF, 0x0A}, .settings = {}},
        {.kind = Kind::Bytes, .bytes = {1}, .settings = {.baud = 74880, .format = {7, true, true, 4}}},
        {.kind = Kind::Break, .settings = {.baud = 9600, .format = {}}},
        {.kind = Kind::Discard},
        {.kind = Kind::ResetPin, .level = true},
        {.kind = Kind::Pad, .number = 16, .strength = Strength::BoardPull, .level = true},
        {.kind = Kind::Voltage, .number = 987'654},
        {.kind = Kind::Power},
    };
    for (const Input& input : inputs) {
        Input again{};
        EXPECT_TRUE(again.parse(input.text())) << input.text();
        EXPECT_EQ(again.text(), input.text());
        EXPECT_EQ(again.bytes, input.bytes);
        EXPECT_EQ(again.settings.baud, input.settings.baud);
    }
    Input input{};
    for (const char* wrong :
         {"", "uart0", "uart0 auto - 0", "uart0 0 8n2 00", "uart0 9600 9n2 00", "uart0 auto - 0g",
          "pad 17 push 1", "pad 1 hard 1", "reset 2", "discard now", "voltage -1", "knock"})
        EXPECT_FALSE(input.parse(wrong)) << wrong;
}

/// Echoes UART0: what is received goes out again, until the chip is reset.
Assembler echo() {
    Assembler code(soc::kResetVector);
    code.load_number(2, soc::kUart0Base);
    const u32 again = code.here();
    code(Opcode::L32i, {3, 2, 0x1C})(Opcode::Extui, {3, 3, 0, 8})(Opcode::Beqz, {3, again});
    code(Opcode::L32i, {4, 2, 0})(Opcode::S32i, {4, 2, 0})(Opcode::J, {again});
    return code;
}

struct Host final : SerialPort {
    explicit Host(Machine& watched) : machine(watched) { machine.uart0().attach(this); }
    ~Host() { machine.uart0().attach(nullptr); }
    void frame_sent(const SerialFrame& frame) override {
        said += static_cast<char>(frame.byte);
        if (recorder) recorder->output(frame.byte);
        if (replay) replay->output(machine, frame.byte);
    }
    Machine& machine;
    Recorder* recorder = nullptr;
    Replay* replay = nullptr;
    std::string said;
};

struct Recording : testing::Test {
    /// A session with bytes at odd moments and a reset between them.
    void record() {
        SmallChip chip;
        Machine& machine = chip.start(echo());
        char* bytes = nullptr;
        usize size = 0;
        std::FILE* file = open_memstream(&bytes, &size);
        Recorder recorder(machine, file);
        Host host(machine);
        host.recorder = &recorder;
        InputDoor door(machine);
        const auto give = [&](const Input& input) {
            recorder.input(input);
            door.apply(input);
        };
        u64 pause = 12'345;
        for (const char* word : {"hello ", "brave ", "world"}) {
            const std::string said_to = word;
            give({.kind = Kind::Bytes,
                  .bytes = {said_to.begin(), said_to.end()},
                  .settings = {.baud = 115200, .format = {}}});
            machine.run_for(pause *= 37);
            give({.kind = Kind::ResetPin, .level = false});
            machine.run_for(1'000'003);
            give({.kind = Kind::ResetPin, .level = true});
        }
        machine.run_for(777);
        recorder.finish();
        said = host.said;
        std::fclose(file);
        text = std::string(bytes, size);
        std::free(bytes);  // NOLINT: of open_memstream()
    }
    /// What the replay of it says, run in slices of so many cycles.
    std::string repeat(u64 slice) {
        SmallChip chip;
        Machine& machine = chip.start(echo());
        Host host(machine);
        InputDoor door(machine);
        Replay replay;
        std::string error;
        EXPECT_TRUE(replay.load(text, error)) << error;
        EXPECT_TRUE(replay.fits(machine, error)) << error;
        host.replay = &replay;
        while (!replay.is_at_end(machine))
            machine.run_until(std::min(replay.advance(machine, door), machine.clock().now() + slice));
        replay.finish();
        EXPECT_EQ(host.said, said);
        return replay.difference();
    }

    std::string text;
    std::string said;
};

TEST_F(Recording, IsRepeatedToTheCycle) {
    record();
    EXPECT_GE(said.size(), 6u);
    for (const u64 slice : {~u64{0} >> 2, u64{9973}, u64{100'000}}) EXPECT_EQ(repeat(slice), "");
}

TEST_F(Recording, ADifferenceIsNamed) {
    record();
    const usize out = text.find("\nout ");
    ASSERT_NE(out, std::string::npos);
    std::string changed = text;
    const usize end = changed.find('\n', out + 1);
    changed[end - 1] = changed[end - 1] == '0' ? '1' : '0';
    text = changed;
    EXPECT_NE(repeat(100'000).find("byte 0 from the board is 0x"), std::string::npos);
}

TEST_F(Recording, IsForOneBoardOnly) {
    record();
    SmallChip chip;
    Machine& machine = chip.start(echo());
    Replay replay;
    std::string error;
    ASSERT_TRUE(replay.load(text, error));
    machine.run_until(100);
    EXPECT_FALSE(replay.fits(machine, error));
    EXPECT_NE(error.find("begins at cycle 0"), std::string::npos);
    SmallChip other;
    other.rom[0x1000] = 1;
    EXPECT_FALSE(replay.fits(other.start(echo()), error));
    EXPECT_NE(error.find("another board"), std::string::npos);
}

TEST_F(Recording, WhatIsNoneIsRefusedWithItsLine) {
    record();
    Replay replay;
    std::string error;
    EXPECT_FALSE(replay.load("hello\n", error));
    EXPECT_NE(error.find("does not begin"), std::string::npos);
    EXPECT_FALSE(Replay().load(text.substr(0, text.rfind("end ")), error));
    EXPECT_NE(error.find("has no end"), std::string::npos);
    std::string damaged = text;
    damaged.replace(damaged.find("\nin "), 4, "\nup ");
    EXPECT_FALSE(Replay().load(damaged, error));
    EXPECT_NE(error.find("line 3"), std::string::npos) << error;
}

}  // namespace
}  // namespace kinglet::chip
