#include "parts/bench.hpp"

#include <gtest/gtest.h>

#include "chip/core/random.hpp"
#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

std::string problem_of(const char* text) {
    LooseBench bench;
    return bench.add(text);
}

TEST(Bench, PlacesPartsByKindNameAndPins) {
    LooseBench bench;
    EXPECT_EQ(bench.add("led GPIO2\nled red GPIO4 active=low\nled blue pin=GPIO5\nvoltage A0 value=0.5V\n"
                        "eeprom sda=GPIO4 GPIO5; spiflash GPIO15 GPIO14 GPIO13 do=GPIO12"),
              "");
    EXPECT_EQ(bench.bench.parts().size(), 6u);
    EXPECT_NE(bench.bench.find("led"), nullptr);
    EXPECT_NE(bench.bench.find("red"), nullptr);
    EXPECT_EQ(bench.bench.find("green"), nullptr);
    EXPECT_EQ(bench.microvolts, 500'000u);
}

TEST(Bench, SaysWhatIsWrongWithAPlacement) {
    EXPECT_EQ(problem_of("\nlamp GPIO2").substr(0, 55),
              "w:2: 'lamp' is no kind of part and no name of one; kind");
    EXPECT_EQ(problem_of("led"), "w:1: led: the pin 'pin' is not connected");
    EXPECT_EQ(problem_of("led GPOI2"),
              "w:1: led: the pin 'pin' is not connected ('GPOI2' is no pin of this board, "
              "so it is the name)");
    EXPECT_EQ(problem_of("led GPIO17").substr(0, 40), "w:1: led: the pin 'pin' is not connected");
    EXPECT_EQ(problem_of("led GPIO2 GPIO3"), "w:1: led: there is no pin left for GPIO3");
    EXPECT_EQ(problem_of("led a b GPIO2"), "w:1: led: 'b' is no pin of this board");
    EXPECT_EQ(problem_of("led GPIO2 active=up"), "w:1: led: 'active' is one of high, low");
    EXPECT_EQ(problem_of("led GPIO2 colour=red"), "w:1: led: it has no 'colour'; it has pin active");
    EXPECT_EQ(problem_of("led GPIO2 active="), "w:1: led: 'active=' needs a value");
    EXPECT_EQ(problem_of("led pin=D99"), "w:1: led: 'D99' is no pin of this board");
    EXPECT_EQ(problem_of("led pin=GPIO1 GPIO2"), "w:1: led: there is no pin left for GPIO2");
    EXPECT_EQ(problem_of("led A0"), "w:1: led: the analog pin can't be 'pin'");
    EXPECT_EQ(problem_of("voltage GPIO2"), "w:1: voltage: the pin 'pin' takes the analog pin A0");
    EXPECT_EQ(problem_of("voltage A0 value=5s"),
              "w:1: voltage: 'value' takes a number of V from 0 V to 24 V");
    EXPECT_EQ(problem_of("voltage A0 value=99V"),
              "w:1: voltage: 'value' takes a number of V from 0 V to 24 V");
    EXPECT_EQ(problem_of("button GPIO0 bounce=5"),
              "w:1: button: 'bounce' takes a number of s from 0 s to 0.1 s");
    EXPECT_EQ(problem_of("led x.y GPIO2"),
              "w:1: led: 'x.y' is no pin of this board, and no name: letters, digits, _ and -");
    EXPECT_EQ(problem_of("button pressed GPIO2"),
              "w:1: button: 'pressed' is what it does, and can't be its name");
    EXPECT_EQ(problem_of("led buzzer GPIO2"), "w:1: 'buzzer' can't be a name");
    EXPECT_EQ(problem_of("led GPIO2; led GPIO4"),
              "w:1: there is a part called 'led' already: give this one a name of its own, 'led NAME ...'");
    EXPECT_EQ(problem_of("uart"), "w:1: uart: neither 'rx' nor 'tx' is connected");
    EXPECT_EQ(problem_of("jumper GPIO4 GPIO4"), "w:1: jumper: both ends are at the same pin");
    EXPECT_EQ(problem_of("led 5 GPIO2"), "w:1: led: '5' is no pin of this board and can't be a name");
    EXPECT_EQ(problem_of("== 5").substr(0, 29), "w:1: '==' is no kind of part ");
}

TEST(Bench, KnowsTheBoardsNamesForPins) {
    LooseBench bench;
    PinNames& pins = bench.bench.pins();
    EXPECT_TRUE(pins.add("D4", 2));
    EXPECT_TRUE(pins.add("D4", 2));
    EXPECT_FALSE(pins.add("D4", 3));
    EXPECT_TRUE(pins.add("4", 4));
    for (const u32 pin : {2u, 4u, kAnalogPin}) pins.bring_out(pin);
    EXPECT_EQ(bench.add("led a D4; led b 4; led c GPIO2; voltage A0"), "");
    EXPECT_EQ(bench.add("led d GPIO5"),
              "w:1: led: GPIO5 is not brought out on this board (kinglet boards NAME shows its pins)");
    EXPECT_EQ(bench.add("led d GPIO5", Bench::Author::Board), "");
}

TEST(Bench, HoldsAsManyPartsAsItSays) {
    LooseBench bench;
    for (usize i = 0; i < Bench::kMostParts; ++i)
        ASSERT_EQ(bench.add("led l" + std::to_string(i) + " GPIO2"), "");
    EXPECT_EQ(bench.add("led more GPIO2"), "w:1: more than 256 parts");
}

TEST(Bench, PartsAtTheSamePinsEndInPeace) {
    // Found by fuzzing: the line that falls when the sender goes was a start bit to a receiver half gone.
    LooseBench bench;
    ASSERT_EQ(
        bench.add("uart GPIO3 GPIO3 echo=yes; uart b rx=GPIO3; led GPIO3; jumper GPIO3 GPIO4; led c GPIO4\n"
                  "expect not led.on; expect c.blinks > 3"),
        "");
    bench.bench.start();
    bench.run_ms(1);
}

TEST(Bench, ResetsTheChipBetweenTwoThings) {
    LooseBench bench;
    ASSERT_EQ(bench.add("jumper GPIO16 RST; button RST\nbutton pressed at 5 ms for 1 ms"), "");
    bench.bench.start();
    bench.push(16, false);
    EXPECT_TRUE(bench.resets.empty());
    bench.run_ns(100);
    EXPECT_EQ(bench.resets, (std::vector<bool>{false}));
    bench.push(16, true);
    bench.run_ms(1);
    EXPECT_EQ(bench.resets, (std::vector<bool>{false, true}));
    bench.run_ms(10);
    EXPECT_EQ(bench.resets, (std::vector<bool>{false, true, false, true}));
}

TEST(Bench, ComplaintsAreToldThreeTimesAndCounted) {
    LooseBench bench;
    ASSERT_EQ(
        bench.add("voltage A0\nvoltage rises from 0 V to 3 V between 1 ms and 2 ms every 10 ms 5 times"), "");
    bench.run_ms(30);
    EXPECT_TRUE(bench.complaints.empty());
    bench.bench.start();
    bench.run_ms(100);
    ASSERT_EQ(bench.complaints.size(), Bench::kMostTold);
    EXPECT_TRUE(bench.complaints[0].starts_with("voltage: 1.0")) << bench.complaints[0];
    EXPECT_TRUE(bench.complaints[0].ends_with(" V at A0, which takes 1 V at most on this board"));
    EXPECT_EQ(bench.bench.complaints(), 5u);
    EXPECT_EQ(bench.bench.untold_complaints(),
              (std::vector<std::string>{"voltage: 2 more complaints about the analog pin's range"}));
}

/// Two benches of the same statements: the one goes on, the other is restored from its snapshot and goes on.
TEST(Bench, ASnapshotGoesOnAsIfNothingHadBeen) {
    const char* const wiring =
        "led GPIO2; button GPIO0 bounce=3ms; voltage A0; buzzer GPIO4; neopixel strip GPIO5 pixels=2\n"
        "uart rx=GPIO13 tx=GPIO12 baud=9600 echo=yes\nuart sends \"hello\" at 3 ms\n"
        "eeprom GPIO14 GPIO15; button pressed at 1 ms for 20 ms every 40 ms\n"
        "voltage rises from 0 V to 1 V between 0 ms and 50 ms; expect led.blinks == 9 by 60 ms; expect "
        "button.pressed";
    const auto play = [](LooseBench& bench, u32 from, u32 to) {
        for (u32 i = from; i < to; ++i) {
            for (const u32 pad : {2u, 4u, 5u, 13u, 14u, 15u})
                bench.push(pad, (i * pad * 7919 >> pad % 5) & 1);
            bench.run_ns(333'333);
        }
    };
    LooseBench one, two;
    for (LooseBench* bench : {&one, &two}) {
        ASSERT_EQ(bench->add(wiring), "");
        bench->bench.start();
    }
    play(one, 0, 50);
    ASSERT_TRUE(two.restore(one.save()));
    EXPECT_EQ(one.save(), two.save());
    play(one, 50, 150);
    play(two, 50, 150);
    EXPECT_EQ(one.save(), two.save());
    EXPECT_EQ(one.finish(), two.finish());
    LooseBench other;
    ASSERT_EQ(other.add("led GPIO2"), "");
    EXPECT_FALSE(other.restore(one.save()));
}

TEST(Bench, ADamagedSnapshotDoesNoHarm) {
    const char* const wiring =
        "led GPIO2; button GPIO0 bounce=3ms; voltage A0; neopixel strip GPIO5 pixels=2; eeprom GPIO14 "
        "GPIO15\n"
        "uart rx=GPIO2 tx=GPIO12 echo=yes; uart sends \"hello\" at 3 ms; button pressed at 1 ms for 20 ms "
        "every 40 ms\n"
        "voltage rises from 0 V to 1 V between 0 ms and 50 ms; expect led.blinks == 9 by 60 ms; spiflash "
        "GPIO1 GPIO3 GPIO4 GPIO13 model=25q40";
    LooseBench one;
    ASSERT_EQ(one.add(wiring), "");
    one.bench.start();
    for (u32 i = 0; i < 100; ++i) {
        one.push(2, i % 3 == 0);
        one.push(5, i % 2 == 0);
        one.run_ns(50'000);
    }
    const std::vector<u8> good = one.save();
    // What is in front is the clock, the sequence and the pads: those of the machine, whose own tests damage
    // them.
    const usize first = good.size() / 4;
    chip::Random random{5};
    for (u32 round = 0; round < 300; ++round) {
        std::vector<u8> bytes = good;
        for (u32 i = 0; i < 8; ++i) {
            const usize at = first + random.next() % (bytes.size() - first);
            for (u32 j = 0; j < 1 + round % 8 && at + j < bytes.size(); ++j)
                bytes[at + j] = static_cast<u8>(random.next());
        }
        LooseBench other;
        ASSERT_EQ(other.add(wiring), "");
        if (!other.restore(bytes)) continue;
        for (u32 i = 0; i < 20; ++i) {
            other.push(2, i % 3 == 0);
            other.push(0, i % 2 == 0);
            if (!other.run_ns(1'000'000, 100'000)) break;
        }
        (void)other.finish();
    }
}

TEST(Script, SaysWhatIsWrong) {
    const auto script = [](const std::string& text) {
        return problem_of(("button b GPIO0; voltage v A0; uart u rx=GPIO2\n" + text).c_str());
    };
    EXPECT_EQ(script("b"), "w:2: a button can be told: pressed released");
    EXPECT_EQ(script("b pushed at 1 s"), "w:2: a button can be told: pressed released");
    EXPECT_EQ(script("b pressed"), "w:2: 'at' and a time are missing: b pressed ... at 1.5 s");
    EXPECT_EQ(script("b pressed at"), "w:2: 'at' needs a time such as 1.5 s or 20 ms");
    EXPECT_EQ(script("b pressed at 5"), "w:2: 'at' needs a time such as 1.5 s or 20 ms");
    EXPECT_EQ(script("b pressed at -1s"), "w:2: 'at' needs a time such as 1.5 s or 20 ms");
    EXPECT_EQ(script("b pressed at 1s for 0s"), "w:2: 'for' needs a time above 0");
    EXPECT_EQ(script("b released at 1s for 1s"), "w:2: 'released' does not last, so 'for' has no meaning");
    EXPECT_EQ(script("b pressed at 1s now"), "w:2: 'now' is one word too many");
    EXPECT_EQ(script("b pressed at 1s for 1s every 1s"),
              "w:2: 'every' needs a time that is longer than one time takes");
    EXPECT_EQ(script("b pressed at 1s every 1ns"), "w:2: 'every' needs a time of 1 us or more");
    EXPECT_EQ(script("b pressed at 1s every 2s 0 times"), "w:2: 'times' needs a number from 1 on");
    EXPECT_EQ(script("b pressed at 1s every 2s 3"), "w:2: 'times' is missing behind the number");
    EXPECT_EQ(script("v set at 1s"), "w:2: 'set' needs a number of V");
    EXPECT_EQ(script("v set 1s at 1s"), "w:2: 'set' needs a number of V");
    EXPECT_EQ(script("v set -1V at 1s"), "w:2: a voltage is from 0 V to 24 V");
    EXPECT_EQ(script("v rises at 1s"), "w:2: rises needs 'from VALUE to VALUE'");
    EXPECT_EQ(script("v rises from 1V to 0V between 1s and 2s"), "w:2: it rises to a higher voltage");
    EXPECT_EQ(script("v falls from 0V to 1V between 1s and 2s"), "w:2: it falls to a lower voltage");
    EXPECT_EQ(script("v rises from 0V to 1V at 1s"), "w:2: rises needs 'between TIME and TIME'");
    EXPECT_EQ(script("v rises from 0V to 1V between 1s"),
              "w:2: 'between' needs a second time: between 1 s and 3 s");
    EXPECT_EQ(script("v rises from 0V to 1V between 1s and 1s"),
              "w:2: the second time is not after the first");
    EXPECT_EQ(script("u sends \"a\" at 1s"), "w:2: its pin 'tx' is not connected, so it can send nothing");
    EXPECT_EQ(script("u sends a at 1s"), "w:2: 'sends' needs a text in quotes");
}

TEST(Script, HappensAtItsTimes) {
    LooseBench bench;
    ASSERT_EQ(bench.add("button b GPIO0 pull=up\nb pressed at 10 ms for 5 ms every 20 ms 2 times\nb pressed "
                        "at 90 ms\nb released at 95 ms"),
              "");
    EXPECT_TRUE(bench.level(0));
    bench.run_ms(1000);
    EXPECT_TRUE(bench.level(0)) << "before the start";
    bench.bench.start();
    EXPECT_EQ(bench.bench.last_time(), 95'000'000u);
    std::string levels;
    for (u32 i = 0; i < 50; ++i) {
        bench.run_ms(2);
        levels += bench.level(0) ? '1' : '0';
    }
    EXPECT_EQ(levels, "11110001111111000111111111111111111111111111000111");
    EXPECT_EQ(bench.value("b", 1).number, 3);
}

}  // namespace
}  // namespace kinglet::parts
