#include "host/boards/board_file.hpp"

#include <gtest/gtest.h>

#include "host/boards/drawing.hpp"

namespace kinglet::host {
namespace {

constexpr const char* kBoard =
    "board my-board \"My board\" # comment\n"
    "flash 1M id=EF4014\n"
    "crystal 40 MHz\n"
    "auto-reset dtr\n"
    "wake wired\n"
    "analog 3.2 V\n"
    "left RST A0 D0=GPIO16 3V3 -\n"
    "right TX=GPIO1 2=GPIO2 GND\n"
    "bottom \"V+\" GPIO5\n"
    "led lamp GPIO2 active=low\n"
    "source \"a schematic\"\n"
    "note \"a note\"\n";

std::string problem_of(const std::string& text) {
    BoardFile board;
    parts::Problem problem;
    EXPECT_FALSE(read_board(text, "b", board, problem)) << text;
    return problem.describe();
}

TEST(BoardFile, SaysWhatIsWhere) {
    BoardFile board;
    parts::Problem problem;
    ASSERT_TRUE(read_board(kBoard, "b", board, problem)) << problem.describe();
    EXPECT_EQ(board.name, "my-board");
    EXPECT_EQ(board.title, "My board");
    EXPECT_EQ(board.flash_bytes, 1u << 20);
    EXPECT_EQ(board.flash_id, 0xEF4014u);
    EXPECT_EQ(board.crystal_hz, 40'000'000u);
    EXPECT_EQ(board.auto_reset, ResetCircuit::Dtr);
    EXPECT_EQ(board.wake, BoardFile::Wake::Wired);
    EXPECT_EQ(board.analog_full_scale_microvolts, 3'200'000u);
    EXPECT_EQ(board.left.size(), 5u);
    EXPECT_EQ(board.parts.size(), 1u);
    const parts::PinNames names = board.pin_names();
    EXPECT_EQ(names.find("D0"), 16u);
    EXPECT_EQ(names.find("2"), 2u);
    EXPECT_EQ(names.find("3V3"), parts::kNoPin);
    EXPECT_TRUE(names.is_brought_out(5));
    EXPECT_TRUE(names.is_brought_out(parts::kResetPin));
    EXPECT_FALSE(names.is_brought_out(4));
}

TEST(BoardFile, IsDrawn) {
    BoardFile board;
    parts::Problem problem;
    ASSERT_TRUE(read_board(kBoard, "b", board, problem));
    const std::string drawing = draw_board(board);
    EXPECT_NE(drawing.find("GPIO16                 D0 | o              o | GND\n"), std::string::npos)
        << drawing;
    EXPECT_NE(drawing.find("                      3V3 | o                |\n"), std::string::npos) << drawing;
    EXPECT_NE(drawing.find("bottom edge   V+  GPIO5\n"), std::string::npos) << drawing;
    EXPECT_NE(drawing.find("on the board  led lamp GPIO2 active=low\n"), std::string::npos) << drawing;
    EXPECT_EQ(table_of({board}),
              "board            flash  GPIOs brought out   LEDs   buttons  A0 takes\n"
              "my-board         1M     1-2 5 16            2      -        3.2 V\n");
}

TEST(BoardFile, NamesFileAndLineOfWhatIsWrong) {
    const std::string head = "board a \"b\"\nflash 1M\n";
    EXPECT_EQ(problem_of(""), "b: the line 'board NAME \"TITLE\"' is missing");
    EXPECT_EQ(problem_of("board a \"b\"\nleft A0"), "b: the line 'flash SIZE' is missing");
    EXPECT_EQ(problem_of(head), "b: it has no pins: the lines 'left', 'right' and 'bottom' are missing");
    EXPECT_EQ(problem_of("board a"), "b:1: board takes a name and a title: board my-board \"My board\"");
    EXPECT_EQ(problem_of(head + "flash 1M"), "b:3: a second line 'flash'");
    EXPECT_EQ(problem_of(head + "left D0=GPIO17"), "b:3: 'D0=' takes GPIO0 to GPIO16, A0 or RST");
    EXPECT_EQ(problem_of(head + "left D0=GPIO1\nright D0=GPIO2"),
              "b:4: 'D0' is the label of another pin already");
    EXPECT_EQ(problem_of(head + "left ="), "b:3: left takes labels: left RST A0 D0=GPIO16 3V3");
    EXPECT_EQ(problem_of(head + "crystal 26"), "b:3: crystal takes a frequency: crystal 26 MHz");
    EXPECT_EQ(problem_of(head + "crystal 1 MHz"), "b:3: a crystal has from 24 MHz to 52 MHz");
    EXPECT_EQ(problem_of(head + "analog 100 V"), "b:3: an analog pin takes from 0.5 V to 24 V");
    EXPECT_EQ(problem_of(head + "wake maybe"), "b:3: wake takes none, jumper or wired");
    EXPECT_EQ(problem_of(head + "wake none now"), "b:3: 'now' is one word too many");
    EXPECT_EQ(problem_of("flash 1M id=EF40"),
              "b:1: 'id' takes six hexadecimal digits: manufacturer, type and capacity");
    EXPECT_EQ(problem_of(head + "source \"a\\nb\""), "b:3: a text that is not printable ASCII");
    EXPECT_EQ(problem_of(head + "note \"a"), "b:3: a text has no end: \" is missing");
    EXPECT_EQ(problem_of(head + "left a-label-that-is-too-long"), "b:3: a label of more than 16 characters");
    EXPECT_TRUE(problem_of(head + "lamp GPIO2")
                    .starts_with("b:3: 'lamp' is no kind of part and none of board source"));
}

}  // namespace
}  // namespace kinglet::host
