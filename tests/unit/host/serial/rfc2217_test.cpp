#include "host/serial/rfc2217.hpp"

#include <vector>

#include "gtest/gtest.h"

namespace kinglet::host {
namespace {

/// Remembers what was done to it.
struct FakeBoard final : SerialBoard {
    std::string sent;
    std::vector<u32> bauds;  // of each piece
    int breaks = 0, discards = 0;
    std::vector<ControlLines> changes;

    void send(std::span<const u8> bytes, const chip::LineSettings& settings) override {
        sent.append(bytes.begin(), bytes.end());
        bauds.push_back(settings.baud);
    }
    void send_break(const chip::LineSettings&) override { ++breaks; }
    void discard_unsent() override { ++discards; }
    void set_lines(ControlLines lines) override { changes.push_back(lines); }
    ControlLines lines() const override { return changes.empty() ? ControlLines() : changes.back(); }
};

class Rfc2217Test : public testing::Test {
  protected:
    FakeBoard board;
    Rfc2217 server{board};

    /// The server's answer to bytes of a client.
    std::string say(std::string_view bytes) {
        std::string out;
        server.receive({reinterpret_cast<const u8*>(bytes.data()), bytes.size()}, out);
        return out;
    }
    /// The answer to a command of RFC 2217.
    std::string ask(std::string_view command) {
        return say("\xFF\xFA\x2C" + std::string(command) + "\xFF\xF0");
    }
    static std::string answer(std::string_view values) {
        return "\xFF\xFA\x2C" + std::string(values) + "\xFF\xF0";
    }
};

using namespace std::string_literals;

TEST_F(Rfc2217Test, DataGoesThroughWithDoubledEscapes) {
    EXPECT_EQ(say("ab\xFF\xFF"
                  "c\x00"s),
              "");
    EXPECT_EQ(board.sent,
              "ab\xFF"
              "c\x00"s);
    std::string out;
    server.deliver('x', out);
    server.deliver(0xFF, out);
    EXPECT_EQ(out, "x\xFF\xFF");
}

TEST_F(Rfc2217Test, AgreesOnceToWhatItKnowsAndRefusesTheRest) {
    EXPECT_EQ(say("\xFF\xFD\x2C"),
              "\xFF\xFB\x2C" + answer("\x6B\x30"));  // DO COM-PORT: WILL, and the modem lines
    EXPECT_EQ(say("\xFF\xFD\x2C"), "");
    EXPECT_EQ(say("\xFF\xFB\x00"s), "\xFF\xFD\x00"s);  // WILL BINARY: DO
    EXPECT_EQ(say("\xFF\xFD\x18"), "\xFF\xFC\x18");    // DO TERMINAL-TYPE: WONT
    EXPECT_EQ(say("\xFF\xFB\x18"), "\xFF\xFE\x18");    // WILL TERMINAL-TYPE: DONT
    EXPECT_EQ(say("\xFF\xFC\x18\xFF\xFE\x18"), "");
    EXPECT_EQ(say("\xFF\xFE\x2C"), "\xFF\xFC\x2C");  // DONT COM-PORT: WONT
}

TEST_F(Rfc2217Test, TheAnswerToAnOfferIsNotAnswered) {
    std::string greeting;
    server.greet(greeting);
    EXPECT_NE(greeting.find("\xFF\xFB\x2C"), std::string::npos);
    EXPECT_EQ(say("\xFF\xFD\x00\xFF\xFB\x00\xFF\xFD\x03"s), "");
    EXPECT_EQ(say("\xFF\xFD\x2C"), answer("\x6B\x30"));
}

TEST_F(Rfc2217Test, SettingsAreGrantedOrAnsweredWithWhatTheyAre) {
    EXPECT_EQ(ask("\x01\x00\x0E\x10\x00"s), answer("\x65\x00\x0E\x10\x00"s));  // 921600
    EXPECT_EQ(server.settings().baud, 921600u);
    EXPECT_EQ(ask("\x01\x00\x00\x00\x00"s), answer("\x65\x00\x0E\x10\x00"s));
    EXPECT_EQ(ask("\x01\x7F\x00\x00\x00"s), answer("\x65\x00\x0E\x10\x00"s));
    EXPECT_EQ(ask("\x02\x07"), answer("\x66\x07"));
    EXPECT_EQ(ask("\x02\x09"), answer("\x66\x07"));
    EXPECT_EQ(ask("\x03\x02"), answer("\x67\x02"));
    EXPECT_EQ(ask("\x03\x04"), answer("\x67\x02"));  // mark: not granted
    EXPECT_EQ(ask("\x04\x03"), answer("\x68\x03"));
    const chip::FrameFormat& format = server.settings().format;
    EXPECT_EQ(format.data_bits, 7);
    EXPECT_TRUE(format.parity && format.parity_odd);
    EXPECT_EQ(format.stop_half_bits, 3);
    EXPECT_EQ(ask("\x03\x01"), answer("\x67\x01"));
    EXPECT_FALSE(format.parity);
}

TEST_F(Rfc2217Test, ARateWithTheEscapeInItIsDoubled) {
    EXPECT_EQ(ask("\x01\x00\x00\x0F\xFF\xFF"s), answer("\x65\x00\x00\x0F\xFF\xFF"s));
    EXPECT_EQ(server.settings().baud, 0xFFFu);
}

TEST_F(Rfc2217Test, ControlLinesReachTheBoard) {
    EXPECT_EQ(ask("\x05\x08"), answer("\x69\x08"));
    EXPECT_EQ(ask("\x05\x0B"), answer("\x69\x0B"));
    EXPECT_EQ(ask("\x05\x07"), answer("\x69\x08"));
    EXPECT_EQ(ask("\x05\x09"), answer("\x69\x09"));
    EXPECT_EQ(ask("\x05\x0A"), answer("\x69\x0B"));
    const std::vector<ControlLines> expected = {
        {.dtr = true}, {.dtr = true, .rts = true}, {.dtr = false, .rts = true}};
    EXPECT_EQ(board.changes, expected);
}

TEST_F(Rfc2217Test, BreaksAndPurges) {
    EXPECT_EQ(ask("\x05\x05"), answer("\x69\x05"));
    EXPECT_EQ(ask("\x05\x04"), answer("\x69\x05"));
    EXPECT_EQ(ask("\x05\x06"), answer("\x69\x06"));
    EXPECT_EQ(board.breaks, 1);
    say("\xFF\xF3");
    EXPECT_EQ(board.breaks, 2);
    EXPECT_EQ(ask("\x0C\x01"), answer("\x70\x01"));
    EXPECT_TRUE(server.take_purge());
    EXPECT_FALSE(server.take_purge());
    EXPECT_EQ(board.discards, 0);
    EXPECT_EQ(ask("\x0C\x03"), answer("\x70\x03"));
    EXPECT_EQ(board.discards, 1);
}

TEST_F(Rfc2217Test, SuspendsAndSaysWhoItIs) {
    EXPECT_EQ(ask("\x08"), "");
    EXPECT_TRUE(server.is_suspended());
    EXPECT_EQ(ask("\x09"), "");
    EXPECT_FALSE(server.is_suspended());
    EXPECT_EQ(ask("\x00"s), answer("\x64Kinglet"));
    EXPECT_EQ(ask("\x07"), answer("\x6B\x30"));
}

TEST_F(Rfc2217Test, BytesGoOutAtTheRateOfTheirMoment) {
    say("a\xFF\xFA\x2C\x01\x00\x00\x25\x80\xFF\xF0"
        "b"s);
    EXPECT_EQ(board.sent, "ab");
    EXPECT_EQ(board.bauds, (std::vector<u32>{115200, 9600}));
}

TEST_F(Rfc2217Test, CommandsMayComeInAnyPiecesAndBeWrong) {
    const std::string command = "\xFF\xFA\x2C\x02\x05\xFF\xF0";
    std::string out;
    for (const char byte : command) out += say({&byte, 1});
    EXPECT_EQ(out, answer("\x66\x05"));
    EXPECT_EQ(say("\xFF\xFA\x2C\xFF\xF0"), "");                     // no command in it
    EXPECT_EQ(ask("\x01\x00\x01"s), "");                            // a rate of two bytes
    EXPECT_EQ(ask("\x02"), "");                                     // no value
    EXPECT_EQ(ask("\x63\x01"), "");                                 // there is no such command
    EXPECT_EQ(ask(std::string(1000, '\x02')), answer("\x66\x05"));  // cut off; not granted
    EXPECT_EQ(say("\xFF\xFA\x18\x01\xFF\xF0"), "");                 // of another option
    EXPECT_EQ(say("\xFF\xFA\x2C\x02\x08\xFF\x01ok"), "");           // not ended as it should
    EXPECT_EQ(board.sent, "ok");
}

}  // namespace
}  // namespace kinglet::host
