#include "chip/core/log.hpp"

#include <string>

#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

struct Line final : LogSink {
    LogLevel level = LogLevel::Info;
    u64 nanoseconds = 0;
    std::string source, text;
    void log(LogLevel line_level, u64 at, const char* from, const char* what) override {
        level = line_level;
        nanoseconds = at;
        source = from;
        text = what;
    }
};

TEST(Log, ALineSaysWhenWhoAndWhat) {
    Clock clock;
    Log log(clock);
    Line line;
    log.write(LogLevel::Warning, "nobody", "listens");
    log.set_sink(&line);
    clock.advance(52'000);
    log.write(LogLevel::Warning, "uart0", "byte 0x%02x", 0x5A);
    EXPECT_EQ(line.level, LogLevel::Warning);
    EXPECT_EQ(line.nanoseconds, 1'000'000u);
    EXPECT_EQ(line.source, "uart0");
    EXPECT_EQ(line.text, "byte 0x5a");
}

TEST(Log, ALongLineIsCut) {
    Clock clock;
    Log log(clock);
    Line line;
    log.set_sink(&line);
    log.write(LogLevel::Info, "x", "%s", std::string(1000, 'a').c_str());
    EXPECT_EQ(line.text, std::string(200, 'a'));
}

}  // namespace
}  // namespace kinglet::chip
