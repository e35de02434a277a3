#include "parts/expectation.hpp"

#include <gtest/gtest.h>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

/// The LED is on from 10 ms to 20 ms and from 30 ms to 40 ms; the run has 50 ms.
std::string outcome_of(const std::string& expectation) {
    LooseBench bench;
    const std::string problem =
        bench.add("led GPIO2\nuart u rx=GPIO5\nneopixel n GPIO4 pixels=3\n" + expectation);
    if (!problem.empty()) return problem;
    bench.push(2, false);
    bench.bench.start();
    for (const bool level : {false, true, false, true, false}) {
        bench.push(2, level);
        bench.run_ms(10);
    }
    const std::vector<std::string> failures = bench.finish();
    return failures.empty() ? "" : failures[0].substr(failures[0].find(": ") + 2);
}

TEST(Expectations, AreMet) {
    for (const char* text : {"expect led.on",
                             "expect not led.on",
                             "expect led.on at 15 ms",
                             "expect not led.on at 25 ms",
                             "expect led.on at 10 ms +- 1 ms",
                             "expect led.on at 31 ms +- 2 ms",
                             "expect led.on by 10 ms",
                             "expect not led.on at 20 ms +- 500 us",
                             "expect led.blinks == 2",
                             "expect led.blinks == 2 at end",
                             "expect led.blinks < 2 at 25 ms",
                             "expect led.blinks >= 1 between 15 ms and 45 ms",
                             "expect led.on between 11 ms and 19 ms",
                             "expect never led.blinks > 2",
                             "expect not led.on at end",
                             "expect led.on == no at 5 ms",
                             "expect led.on != yes at 5 ms",
                             "expect u.text == \"\"",
                             "expect never u.text contains \"x\"",
                             "expect n.pixel[2] == #000000 at end",
                             "expect led.blinks ~ 2 +- 1",
                             "expect led.blinks == 1.9 +- 0.1 at end",
                             "expect never not led.blinks < 3"})
        EXPECT_EQ(outcome_of(text), "") << text;
}

TEST(Expectations, SayWhatWasTheCaseInstead) {
    EXPECT_EQ(outcome_of("expect led.blinks == 3"), "expect led.blinks == 3: at the end it was 2");
    EXPECT_EQ(outcome_of("expect led.on at 25 ms"), "expect led.on at 0.025 s: it was no");
    EXPECT_EQ(outcome_of("expect led.on at 25 ms +- 2 ms"),
              "expect led.on at 0.025 s +- 0.002 s: it came true at 0.010000 s and at 0.030000 s");
    EXPECT_EQ(outcome_of("expect led.on at 45 ms +- 1 ms"),
              "expect led.on at 0.045 s +- 0.001 s: it came true at 0.030000 s");
    EXPECT_EQ(outcome_of("expect led.blinks == 9 by 20 ms"),
              "expect led.blinks == 9 by 0.02 s: it did not come true; at 0.020000 s it was 1");
    EXPECT_EQ(outcome_of("expect led.on by 5 ms"), "expect led.on by 0.005 s: it came true at 0.010000 s");
    EXPECT_EQ(outcome_of("expect never led.on"), "expect never led.on: at 0.010000 s it was yes");
    EXPECT_EQ(outcome_of("expect led.on at end"), "expect led.on at end: it was no");
    EXPECT_EQ(outcome_of("expect led.on between 12 ms and 25 ms"),
              "expect led.on between 0.012 s and 0.025 s: at 0.020000 s it was no");
    EXPECT_EQ(outcome_of("expect led.on at 2 s"), "expect led.on at 2 s: the run ended at 0.050000 s");
    EXPECT_EQ(outcome_of("expect n.pixel[1] == #ff0000"),
              "expect n.pixel[1] == #ff0000: at the end it was #000000");
}

TEST(Expectations, SayWhatIsWrongWithThem) {
    const auto problem = [](const std::string& text) { return outcome_of("expect " + text); };
    EXPECT_EQ(problem(""), "w:4: an expectation begins with PART.PROPERTY, as in led.on or strip.pixel[0]");
    EXPECT_EQ(problem("led"),
              "w:4: an expectation begins with PART.PROPERTY, as in led.on or strip.pixel[0]");
    EXPECT_EQ(problem("n.pixel[x] == #000000"),
              "w:4: an expectation begins with PART.PROPERTY, as in led.on or strip.pixel[0]");
    EXPECT_EQ(problem("lamp.on"), "w:4: there is no part called 'lamp'");
    EXPECT_EQ(problem("led.colour"), "w:4: a led has no 'colour'; it has on brightness frequency blinks");
    EXPECT_EQ(problem("led.on[1]"), "w:4: 'on' has no index");
    EXPECT_EQ(problem("n.pixel == #000000"), "w:4: 'pixel' needs an index: pixel[0]");
    EXPECT_EQ(problem("n.pixel[3] == #000000"), "w:4: n has pixel[0] to [2]");
    EXPECT_EQ(problem("led.blinks"), "w:4: 'blinks' is to be compared: blinks == ...");
    EXPECT_EQ(problem("led.blinks == yes"), "w:4: 'blinks' is compared with a number");
    EXPECT_EQ(problem("led.frequency == 5 V"), "w:4: 'frequency' is compared with a number of Hz");
    EXPECT_EQ(problem("led.on < yes"), "w:4: only a number can be compared with <");
    EXPECT_EQ(problem("u.text ~ \"a\""), "w:4: only a number can be compared with ~");
    EXPECT_EQ(problem("led.on contains \"a\""), "w:4: only a text can contain something");
    EXPECT_EQ(problem("led.blinks < 5 +- 1"), "w:4: '+-' goes with == and ~ only");
    EXPECT_EQ(problem("led.blinks == 5 +-"), "w:4: '+-' needs a number");
    EXPECT_EQ(problem("led.on soon"), "w:4: 'soon': at, by or between and a time can follow");
    EXPECT_EQ(problem("led.on at"), "w:4: a time such as 1.5 s or 20 ms is missing");
    EXPECT_EQ(problem("led.on by 5"), "w:4: a time such as 1.5 s or 20 ms is missing");
    EXPECT_EQ(problem("led.on between 1 s"), "w:4: 'between' needs a second time: between 1 s and 3 s");
    EXPECT_EQ(problem("led.on between 1 s and 1 s"), "w:4: the second time is not after the first");
    EXPECT_EQ(problem("never led.on at 1 s"), "w:4: 'never' means at no time, so no time can follow");
    EXPECT_EQ(problem("led.on at 1 s sharp"), "w:4: 'sharp' is one word too many");
}

}  // namespace
}  // namespace kinglet::parts
