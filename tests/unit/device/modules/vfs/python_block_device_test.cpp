#include "device/modules/vfs/python_block_device.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/python/world.hpp"

namespace kinglet::modules {
namespace {

using runtime::Value;

constexpr char kDevice[] = R"(
class Device:
    def __init__(self, count=4, size=32):
        self.count, self.size, self.result = count, size, None
        self.data = bytearray(b'\xff' * count * size)

    def readblocks(self, block, buffer, offset=0):
        at = block * self.size + offset
        buffer[:] = self.data[at : at + len(buffer)]
        return self.result

    def writeblocks(self, block, buffer, offset=0):
        at = block * self.size + offset
        self.data[at : at + len(buffer)] = buffer
        return self.result

    def ioctl(self, request, argument):
        if request == 4:
            return self.count
        if request == 5:
            return self.size
        if request == 6:
            self.data[argument * self.size : (argument + 1) * self.size] = b'\xff' * self.size
        return self.result


class ReadOnly:
    def readblocks(self, block, buffer, offset):
        raise KeyError(block)

    def ioctl(self, request, argument):
        return 7 if request == 4 else None


class Growing(Device):
    def readblocks(self, block, buffer, offset=0):
        buffer.extend(b'more')
)";

class Devices : public testing::Test {
  protected:
    Devices() : world(__builtin_frame_address(0)) { world.run(kDevice); }

    PythonBlockDevice make(const char* expression) {
        object = world.eval(expression);
        return {world.thread(), object, PythonBlockDevice::Form::WithOffset};
    }
    Errno program(PythonBlockDevice& device, u32 block, u32 offset, std::string_view text) {
        return device.program(block, offset, {reinterpret_cast<const u8*>(text.data()), text.size()});
    }
    std::string read(PythonBlockDevice& device, u32 block, u32 offset, usize count) {
        std::string text(count, ' ');
        last = device.read(block, offset, {reinterpret_cast<u8*>(text.data()), count});
        return text;
    }

    runtime::World world;
    Value object;
    Errno last = Errno::None;
};

TEST_F(Devices, AreReadProgrammedAndErased) {
    PythonBlockDevice device = make("Device(4, 32)");
    ASSERT_FALSE(device.open().is_raised());
    EXPECT_EQ(device.block_count(), 4U);
    EXPECT_EQ(device.block_bytes(), 32U);
    EXPECT_EQ(program(device, 1, 4, "text"), Errno::None);
    EXPECT_EQ(read(device, 1, 3, 6), "\xFFtext\xFF");
    EXPECT_EQ(read(device, 0, 0, 2), "\xFF\xFF");
    EXPECT_EQ(device.erase(1), Errno::None);
    EXPECT_EQ(read(device, 1, 4, 4), "\xFF\xFF\xFF\xFF");
    EXPECT_EQ(device.sync(), Errno::None);
    EXPECT_EQ(device.close(), Errno::None);
}

TEST_F(Devices, AnswerWithErrnos) {
    PythonBlockDevice device = make("[d := Device(), setattr(d, 'result', -28)][0]");
    EXPECT_TRUE(device.open().is_raised());
    EXPECT_EQ(world.raised(), "OSError");
    EXPECT_EQ(program(device, 0, 0, "x"), Errno::NoSpace);
    read(device, 0, 0, 1);
    EXPECT_EQ(last, Errno::NoSpace);
    for (const char* odd : {"5", "-1000", "'text'"}) {
        const std::string made = std::string("[d := Device(), setattr(d, 'result', ") + odd + ")][0]";
        PythonBlockDevice other = make(made.c_str());
        read(other, 0, 0, 1);
        EXPECT_NE(last, Errno::None) << odd;
        EXPECT_EQ(world.raised(), odd[0] == '\'' ? "TypeError" : "");
    }
}

TEST_F(Devices, RaiseWhenTheOperationHasEnded) {
    PythonBlockDevice device = make("ReadOnly()");
    ASSERT_FALSE(device.open().is_raised());
    EXPECT_EQ(device.block_bytes(), 512U) << "a card need not say";
    EXPECT_EQ(program(device, 0, 0, "x"), Errno::ReadOnly);
    read(device, 3, 0, 1);
    EXPECT_EQ(last, Errno::Io);
    EXPECT_EQ(device.sync(), Errno::Io) << "it is not called while an exception waits";
    EXPECT_TRUE(PythonBlockDevice::end_operation(world.thread(), Errno::Io).is_raised());
    EXPECT_EQ(world.raised(), "KeyError");
    read(device, 3, 0, 1);
    EXPECT_FALSE(PythonBlockDevice::end_operation(world.thread(), Errno::None).is_raised());
    EXPECT_EQ(world.raised(), "");
    EXPECT_TRUE(PythonBlockDevice::end_operation(world.thread(), Errno::NoSpace).is_raised());
    EXPECT_EQ(world.raised(), "OSError");
}

TEST_F(Devices, MustLeaveTheBufferAsItIs) {
    PythonBlockDevice device = make("Growing()");
    read(device, 0, 0, 8);
    EXPECT_EQ(last, Errno::Io);
    EXPECT_EQ(world.raised(), "ValueError");
}

TEST_F(Devices, NeedASize) {
    for (const char* wrong : {"Device(0, 32)", "Device(4, 0)", "object()"}) {
        PythonBlockDevice device = make(wrong);
        EXPECT_TRUE(device.open().is_raised()) << wrong;
        EXPECT_NE(world.raised(), "");
    }
}

}  // namespace
}  // namespace kinglet::modules
