#include "chip/inspect/snapshot_file.hpp"

#include <gtest/gtest.h>

#include "tests/chip/small_chip.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::SmallChip;

struct SnapshotFileTest : testing::Test {
    SnapshotFileTest() {
        Assembler code(soc::kResetVector);
        code(Opcode::Addi, {5, 5, 1})(Opcode::J, {soc::kResetVector});
        one.start(code);
        other.start(code);
        one.machine->run_until(1000);
        file = make_snapshot_file(*one.machine, {11, 22}, "kept");
    }
    std::string refusal(const std::vector<u8>& bytes, SnapshotOwner owner = {11, 22}) {
        std::string error;
        EXPECT_FALSE(restore_snapshot_file(*other.machine, owner, bytes, host, error));
        return error;
    }

    SmallChip one, other;
    std::vector<u8> file;
    std::string host;
};

TEST_F(SnapshotFileTest, GoesOnAsIfNothingHadHappened) {
    std::string error;
    ASSERT_TRUE(restore_snapshot_file(*other.machine, {11, 22}, file, host, error)) << error;
    EXPECT_EQ(host, "kept");
    one.machine->run_until(5000);
    other.machine->run_until(5000);
    EXPECT_TRUE(one.machine->save() == other.machine->save());
}

TEST_F(SnapshotFileTest, IsForOneRomAndImage) {
    EXPECT_EQ(refusal(file, {12, 22}), "it was made with another boot ROM");
    EXPECT_EQ(refusal(file, {11, 23}), "it was made with another firmware image");
    std::string error;
    EXPECT_TRUE(restore_snapshot_file(*other.machine, {11, 0}, file, host, error)) << error;
}

TEST_F(SnapshotFileTest, EveryCutAndDamageIsFound) {
    EXPECT_EQ(refusal({}), "it is no snapshot");
    EXPECT_EQ(refusal({1, 2, 3}), "it is no snapshot");
    for (usize size = 0; size < file.size(); size += size < 200 ? 1 : 9973)
        EXPECT_NE(refusal({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)}), "") << size;
    for (usize at = 0; at < file.size(); at += at < 200 ? 1 : 9973) {
        std::vector<u8> damaged = file;
        damaged[at] ^= 0x10;
        EXPECT_NE(refusal(damaged), "") << at;
    }
    std::vector<u8> longer = file;
    longer.push_back(0);
    EXPECT_EQ(refusal(longer), "something is behind its end");
    std::vector<u8> newer = file;
    newer[17] = 99;
    EXPECT_EQ(refusal(newer), "its version is 99, and this kinglet reads version 1");
}

}  // namespace
}  // namespace kinglet::chip
