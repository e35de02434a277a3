#include "chip/core/events.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kinglet::chip {
namespace {

struct Recorder {
    std::string text;
    std::vector<u64> deadlines;
    EventQueue* queue = nullptr;
    Event* again = nullptr;

    void on_a(u64 deadline) { note('a', deadline); }
    void on_b(u64 deadline) { note('b', deadline); }
    void on_c(u64 deadline) {
        note('c', deadline);
        if (again) queue->schedule(*again, deadline);
    }
    void note(char which, u64 deadline) {
        text += which;
        deadlines.push_back(deadline);
    }
};

struct EventsTest : testing::Test {
    Clock clock;
    EventQueue queue{clock};
    Recorder recorder;
    Event a = Event::of<&Recorder::on_a>("a", &recorder);
    Event b = Event::of<&Recorder::on_b>("b", &recorder);
    Event c = Event::of<&Recorder::on_c>("c", &recorder, 1);
};

TEST_F(EventsTest, RunsInOrderOfTheDeadline) {
    queue.schedule(a, 30);
    queue.schedule(b, 10);
    queue.schedule(c, 20);
    EXPECT_EQ(queue.next_deadline(), 10u);
    clock.advance(25);
    queue.dispatch();
    EXPECT_EQ(recorder.text, "bc");
    EXPECT_EQ(recorder.deadlines, (std::vector<u64>{10, 20}));
    EXPECT_EQ(queue.next_deadline(), 30u);
    EXPECT_FALSE(b.is_scheduled());
    EXPECT_TRUE(a.is_scheduled());
}

TEST_F(EventsTest, TiesGoByPriorityThenByWhoCameFirst) {
    queue.schedule(b, 10);
    queue.schedule(a, 10);
    queue.schedule(c, 10);
    clock.advance(10);
    queue.dispatch();
    EXPECT_EQ(recorder.text, "cba");
}

TEST_F(EventsTest, ScheduleMovesAndCancelForgets) {
    queue.schedule(a, 10);
    queue.schedule(b, 20);
    queue.schedule(a, 30);
    EXPECT_EQ(queue.next_deadline(), 20u);
    queue.cancel(b);
    queue.cancel(b);
    EXPECT_EQ(queue.next_deadline(), 30u);
    queue.cancel(a);
    EXPECT_EQ(queue.next_deadline(), Clock::kNever);
    EXPECT_EQ(a.deadline(), Clock::kNever);
    clock.advance(100);
    queue.dispatch();
    EXPECT_EQ(recorder.text, "");
}

TEST_F(EventsTest, AHandlerMayScheduleForTheSameCycle) {
    recorder.queue = &queue;
    recorder.again = &a;
    queue.schedule(c, 5);
    clock.advance(5);
    queue.dispatch();
    EXPECT_EQ(recorder.text, "ca");
}

TEST_F(EventsTest, AnEventThatDiesLeavesTheQueue) {
    {
        Event shortlived = Event::of<&Recorder::on_b>("b", &recorder);
        queue.schedule(shortlived, 1);
        queue.schedule(a, 2);
    }
    EXPECT_EQ(queue.next_deadline(), 2u);
    EXPECT_STREQ(queue.first()->name(), "a");
    EXPECT_EQ(EventQueue::next(a), nullptr);
}

}  // namespace
}  // namespace kinglet::chip
