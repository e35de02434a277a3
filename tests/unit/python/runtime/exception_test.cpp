#include "python/runtime/exception.hpp"

#include <cstring>

#include "python/runtime/call.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/types/exception.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/os_error.hpp"
#include "python/runtime/types/tuple.hpp"
#include "tests/unit/python/runtime/python_test.hpp"

namespace kinglet::runtime {
namespace {

class ExceptionTest : public PythonTest {
  protected:
    std::string printed(Value exception) {
        TextPrinter printer;
        print_exception(thread, exception, printer);
        return printer.text;
    }
    Value made(const Type& type, const char* argument) {
        return exception_create(thread, type, text(argument)).value();
    }
};

TEST_F(ExceptionTest, RaiseSetsWhatWaits) {
    Raised outcome = raise(thread, value_error_type, "text"_packed);
    EXPECT_TRUE(outcome.is_raised());
    EXPECT_EQ(raised(), "ValueError('text',)");
    (void)raise(thread, stop_iteration_type);
    EXPECT_EQ(raised(), "StopIteration()");
    (void)raise(thread, key_error_type, Value::from_int(7));
    EXPECT_EQ(raised(), "KeyError(7,)");
    (void)raise_os_error(thread, 19);
    EXPECT_EQ(raised(), "OSError(19,)");
}

TEST_F(ExceptionTest, FormatKnowsEachDirective) {
    (void)raise_format(thread, type_error_type, "%s|%q|%r|%t|%d|%u|%c|%%|"_packed, "c text", text("str"),
                       text("repr"), Value::from_int(1), -5, 4000000000U, 'x');
    EXPECT_EQ(raised(), "TypeError(\"c text|str|'repr'|int|-5|4000000000|x|%|\",)");
    (void)raise_format(thread, type_error_type, ""_packed);
    EXPECT_EQ(raised(), "TypeError('',)");
    (void)raise_format(thread, type_error_type, "ends with %"_packed);
    EXPECT_EQ(raised(), "TypeError('ends with ',)");
}

/// A soft reset makes the new heap where the old one was: what the last Python raised with its heap locked is
/// gone with it.
TEST_F(ExceptionTest, EmergencyEndsWithItsPython) {
    constexpr usize kBytes = 64 * 1024;
    const auto memory = std::make_unique<char[]>(kBytes);
    for (u32 life = 0; life < 2; ++life) {
        const auto again = std::make_unique<Thread>();
        ASSERT_TRUE(thread_create(*again, memory.get(), kBytes, __libc_stack_end, 1 << 20, console));
        again->heap.collect();
        const Value argument(&str_create(*again, "an argument in the heap")->header);
        again->heap.lock();
        (void)raise(*again, key_error_type, argument);
        again->heap.unlock();
        std::memset(memory.get(), 0, kBytes);
    }
}

TEST_F(ExceptionTest, MemoryErrorNeedsNoMemory) {
    (void)raise_memory_error(thread, 1234);
    EXPECT_EQ(raised(), "MemoryError('memory allocation failed, allocating 1234 bytes',)");
    thread.heap.lock();
    (void)raise_memory_error(thread, 5);
    const Value first = thread.raised;
    EXPECT_TRUE(exception_matches(first, memory_error_type));
    EXPECT_FALSE(thread.heap.owns(first.as_object()));
    // Anything else comes from the place that is kept for it.
    thread.raised = Value();
    (void)raise(thread, value_error_type, "text"_packed);
    EXPECT_TRUE(exception_matches(thread.raised, value_error_type));
    EXPECT_FALSE(thread.heap.owns(thread.raised.as_object()));
    EXPECT_EQ(raised(), "ValueError('text',)");
    // Nothing of the heap gets stored in it.
    Exception& spare = *first.as<Exception>();
    traceback_add_place(thread, spare, name_ref<"a">, 1);
    thread.heap.unlock();
    traceback_add_place(thread, spare, name_ref<"a">, 1);
    exception_set_context(thread, spare, made(value_error_type, "x"));
    EXPECT_FALSE(traceback_started(spare));
    EXPECT_TRUE(spare.context().is_undefined());
}

TEST_F(ExceptionTest, OnlyExceptionsCanBeRaised) {
    (void)raise_value(thread, Value::from_int(5));
    EXPECT_EQ(raised(), "TypeError('exceptions must derive from BaseException',)");
    (void)raise_value(thread, Value(&list_type.header));
    EXPECT_EQ(raised(), "TypeError('exceptions must derive from BaseException',)");
    (void)raise_value(thread, Value(&index_error_type.header));
    EXPECT_EQ(raised(), "IndexError()");
}

TEST_F(ExceptionTest, OsErrorTellsTheNameOfTheNumber) {
    EXPECT_EQ(printed(exception_create(thread, os_error_type, Value::from_int(2)).value()),
              "OSError: [Errno 2] ENOENT\n");
    EXPECT_EQ(printed(exception_create(thread, os_error_type, Value::from_int(12345)).value()),
              "OSError: 12345\n");
    EXPECT_STREQ(errno_name(110), "ETIMEDOUT");
    EXPECT_EQ(errno_name(0), nullptr);
}

TEST_F(ExceptionTest, TheTracebackIsPrintedOutermostFirst) {
    const Value exception = made(value_error_type, "text");
    Exception& object = *exception.as<Exception>();
    EXPECT_EQ(printed(exception), "ValueError: text\n");
    for (u32 line = 1; line <= 5; ++line) traceback_add_place(thread, object, name_ref<"x.py">, line);
    thread.handled = exception;
    thread.heap.collect();
    EXPECT_EQ(
        printed(exception),
        "Traceback (most recent call last):\n  File \"x.py\", line 5\n  File \"x.py\", line 4\n"
        "  File \"x.py\", line 3\n  File \"x.py\", line 2\n  File \"x.py\", line 1\nValueError: text\n");
    EXPECT_EQ(repr(traceback_as_tuple(thread, object).value()).substr(0, 36),
              "(('x.py', 5, None), ('x.py', 4, None");
    for (u32 line = 0; line < 1000; ++line) traceback_add_place(thread, object, name_ref<"x.py">, line);
    EXPECT_LT(printed(exception).size(), 3000U);
}

TEST_F(ExceptionTest, ChainsArePrintedOldestFirstAndCirclesEnd) {
    const Value first = made(value_error_type, "first");
    const Value second = made(type_error_type, "second");
    const Value third = made(key_error_type, "third");
    exception_set_context(thread, *second.as<Exception>(), first);
    ASSERT_FALSE(exception_set_cause(thread, *third.as<Exception>(), second).is_raised());
    EXPECT_EQ(printed(third),
              "ValueError: first\n"
              "\nDuring handling of the above exception, another exception occurred:\n\n"
              "TypeError: second\n"
              "\nThe above exception was the direct cause of the following exception:\n\n"
              "KeyError: 'third'\n");
    // from None
    ASSERT_FALSE(exception_set_cause(thread, *second.as<Exception>(), kNone).is_raised());
    EXPECT_EQ(printed(second), "TypeError: second\n");
    // Setting a context never closes a circle; a cause that does is printed once.
    exception_set_context(thread, *first.as<Exception>(), second);
    EXPECT_TRUE(second.as<Exception>()->context().is_undefined());
    ASSERT_FALSE(exception_set_cause(thread, *first.as<Exception>(), first).is_raised());
    EXPECT_EQ(printed(first), "ValueError: first\n");
}

TEST_F(ExceptionTest, AnythingCanBePrinted) {
    EXPECT_EQ(printed(Value::from_int(5)), "5\n");
    EXPECT_EQ(printed(made(system_exit_type, "")), "SystemExit: \n");
}

}  // namespace
}  // namespace kinglet::runtime
