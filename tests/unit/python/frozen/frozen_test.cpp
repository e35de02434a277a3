// Frozen code: constants and functions that lie in read-only memory and run where they lie.
#include <gtest/gtest.h>

#include <cstring>

#include "python/runtime/code.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/vm/calls.hpp"
#include "tests/unit/python/runtime/python_test.hpp"

namespace kinglet::runtime {

extern const BuiltinModule* const builtin_modules[] = {nullptr};
extern const u32 builtin_module_count = 0;

namespace {

class Frozen : public PythonTest {
  protected:
    /// Runs the module and returns its names.
    Module* run(const char* wanted) {
        for (u32 i = 0; i < frozen_module_count; ++i) {
            if (std::strcmp(frozen_modules[i].name, wanted) != 0) continue;
            Module* module = module_create(thread, *intern(thread, wanted));
            const Completion outcome =
                run_code(thread, *reinterpret_cast<const Code*>(frozen_modules[i].code), *module->globals);
            EXPECT_FALSE(outcome.is_raised()) << raised();
            return module;
        }
        return nullptr;
    }
    std::string global(Module& module, const char* name_text) {
        const Value key = Value(&intern(thread, name_text)->header);
        Value found;
        EXPECT_FALSE(dict_get(thread, *module.globals, key, found).is_raised());
        return found ? repr(found) : "not there";
    }
};

TEST_F(Frozen, Constants) {
    Module* module = run("constants");
    ASSERT_NE(module, nullptr);
    EXPECT_EQ(global(*module, "small"), "-5");
    EXPECT_EQ(global(*module, "medium"), "1073741824");
    EXPECT_EQ(global(*module, "medium_negative"), "-2147483649");
    EXPECT_EQ(global(*module, "large"), "90144042682896311822508713865");
    EXPECT_EQ(global(*module, "folded"), "4294967040");
    EXPECT_EQ(global(*module, "floats"), "(0.1, -2.5, 1e-300, 0.0, 1e+300, 123456789.0)");
    EXPECT_EQ(global(*module, "text"), "\"plain 'text'\\n\"");
    EXPECT_EQ(global(*module, "wide"), "'h\u00e9 \U0001f40d'");
    EXPECT_EQ(global(*module, "data"), "b'\\x00\\xff?'");
    EXPECT_EQ(global(*module, "nested"), "(None, True, Ellipsis, (), ('name', (1,)))");
}

TEST_F(Frozen, FunctionsAndClasses) {
    Module* module = run("constants");
    ASSERT_NE(module, nullptr);
    EXPECT_EQ(global(*module, "called"), "(1, 'default', (1, 2), [0, 1, 2])");
    EXPECT_EQ(global(*module, "made"), "'thing'");
}

TEST_F(Frozen, Packages) {
    ASSERT_EQ(frozen_module_count, 2U);
    EXPECT_STREQ(frozen_modules[1].name, "package");
    EXPECT_EQ(frozen_modules[1].is_package, 1U);
    EXPECT_EQ(frozen_modules[0].is_package, 0U);
    Module* module = run("package");
    ASSERT_NE(module, nullptr);
    EXPECT_EQ(global(*module, "name"), "'package'");
}

}  // namespace
}  // namespace kinglet::runtime
