#include "python/runtime/builtins/builtins.hpp"

#include <set>
#include <string>

#include "tests/support/python/world.hpp"

namespace kinglet::runtime {
namespace {

TEST(Builtins, EachNameIsFoundAndFoundOnce) {
    std::set<std::string> names;
    u32 position = 0;
    while (const Attribute* entry = builtin_next(position)) {
        EXPECT_EQ(builtin_find(*entry->name), entry->value) << entry->name->view();
        EXPECT_TRUE(names.insert(std::string(entry->name->view())).second) << entry->name->view();
    }
    for (const char* expected :
         {"len", "print", "int", "ValueError", "Ellipsis", "__build_class__", "zip", "OSError"}) {
        EXPECT_TRUE(names.count(expected) == 1) << expected;
    }
    EXPECT_GT(names.size(), 90U);
}

TEST(Builtins, OtherNamesAreNot) {
    World world(__builtin_frame_address(0));
    for (const char* other : {"lenn", "x", "", "opens"}) {
        EXPECT_FALSE(builtin_find(world.name_of(other))) << other;
    }
}

}  // namespace
}  // namespace kinglet::runtime
