#include "python/runtime/heap.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "base/attributes.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {
namespace {

/// An object with any number of edges and a raw block.
struct Node {
    Object header;
    Word count;
    Word stamp;
    void* raw;
    Value* edges() { return reinterpret_cast<Value*>(this + 1); }
};

void node_trace(Tracer& tracer, Object& self) {
    Node& node = reinterpret_cast<Node&>(self);
    tracer.visit_array(node.edges(), node.count);
    tracer.visit_raw(node.raw);
}
usize node_size(const Object& self) {
    return sizeof(Node) + reinterpret_cast<const Node&>(self).count * sizeof(Value);
}
int finalized = 0;
void count_finalized(Object&) {
    ++finalized;
}

constexpr Slots kNodeSlots = {.trace = node_trace, .size = node_size};
const Type node_type = {.header = {nullptr}, .root = {&node_type}, .slots = &kNodeSlots};
constexpr Slots kDyingSlots = {.trace = node_trace, .size = node_size, .finalize = count_finalized};
const Type dying_type = {.header = {nullptr}, .root = {&dying_type}, .slots = &kDyingSlots};

/// The stack base is a local of the test's caller in most tests; tests that want no stack at all give an
/// address below.
class HeapTest : public testing::Test {
  protected:
    void SetUp() override { create(64 * 1024, false); }
    void create(usize bytes, bool scan_stack) {
        memory = std::make_unique<char[]>(bytes + 64);
        size = bytes;
        thread = std::make_unique<Thread>();
        const void* base = scan_stack ? __builtin_frame_address(0) : nullptr;
        ASSERT_TRUE(thread->heap.create(*thread, memory.get() + 3, bytes, base));
    }
    Heap& heap() { return thread->heap; }
    Node* make(usize edges, const Type& type = node_type) {
        Node* node = static_cast<Node*>(heap().allocate(sizeof(Node) + edges * sizeof(Value)));
        if (node == nullptr) return nullptr;
        node->header.shape = &type.root;
        node->count = edges;
        return node;
    }
    void root(Node* node) { thread->handled = node == nullptr ? kNone : Value(&node->header); }
    void expect_valid() {
        const char* fault = heap().validate();
        EXPECT_EQ(fault, nullptr) << fault;
    }

    std::unique_ptr<char[]> memory;
    usize size = 0;
    std::unique_ptr<Thread> thread;
};

TEST_F(HeapTest, RefusesARegionWithoutRoom) {
    Thread other;
    char small[20];
    EXPECT_FALSE(other.heap.create(other, small, sizeof small, nullptr));
    EXPECT_FALSE(other.heap.create(other, small, 0, nullptr));
}

TEST_F(HeapTest, BlocksAreZeroedAlignedAndApart) {
    char* last = nullptr;
    for (usize bytes = 1; bytes < 700; ++bytes) {
        char* block = static_cast<char*>(heap().allocate_raw(bytes, RawKind::Bytes));
        if (block == nullptr) break;
        ASSERT_EQ(reinterpret_cast<Word>(block) % sizeof(Word), 0U);
        for (usize i = 0; i < bytes; ++i) ASSERT_EQ(block[i], 0);
        std::memset(block, 0xFF, bytes);
        ASSERT_GE(heap().raw_capacity(block), bytes);
        if (last != nullptr) {
            ASSERT_EQ(static_cast<u8>(last[0]), 0xFF);
        }
        last = block;
    }
    expect_valid();
}

TEST_F(HeapTest, HopelessSizesFail) {
    EXPECT_EQ(heap().allocate(~usize{0}), nullptr);
    EXPECT_EQ(heap().allocate(~usize{0} - 100), nullptr);
    EXPECT_EQ(heap().allocate_raw(~usize{0}, RawKind::Bytes), nullptr);
    EXPECT_EQ(heap().allocate_raw(size, RawKind::Bytes), nullptr);
    void* block = heap().allocate_raw(10, RawKind::Bytes);
    EXPECT_EQ(heap().reallocate_raw(block, ~usize{0}, RawKind::Bytes), nullptr);
    EXPECT_EQ(heap().reallocate_raw(block, size, RawKind::Bytes), nullptr);
    expect_valid();
}

TEST_F(HeapTest, ReachableStaysAndTheRestGoes) {
    Node* kept = make(3);
    root(kept);
    kept->edges()[0] = &make(0)->header;
    kept->edges()[1] = Value::from_int(5);
    kept->raw = heap().allocate_raw(100, RawKind::Bytes);
    for (int i = 0; i < 100; ++i) make(2);
    const usize before = heap().figures().used;
    heap().collect();
    const HeapFigures after = heap().figures();
    EXPECT_LT(after.used, before);
    EXPECT_EQ(after.used + after.free, after.total);
    EXPECT_EQ(after.collections, 1U);
    expect_valid();
    root(nullptr);
    heap().collect();
    EXPECT_EQ(heap().figures().used, 0U);
    EXPECT_EQ(heap().figures().largest_free, heap().figures().total);
}

TEST_F(HeapTest, CollectsByItselfWhenMemoryRunsOut) {
    for (int i = 0; i < 100000; ++i) ASSERT_NE(make(i % 7), nullptr);
    EXPECT_GT(heap().figures().collections, 10U);
    expect_valid();
}

TEST_F(HeapTest, WithoutCollectionMemoryRunsOutAndComesBack) {
    heap().enabled = false;
    int count = 0;
    while (make(1) != nullptr) ++count;
    EXPECT_GT(count, 500);
    EXPECT_EQ(heap().figures().collections, 0U);
    EXPECT_EQ(make(1), nullptr);
    heap().enabled = true;
    EXPECT_NE(make(1), nullptr);
}

TEST_F(HeapTest, ThresholdCollectsEarlier) {
    heap().threshold = 8 * 1024;
    for (int i = 0; i < 1000; ++i) make(0);
    EXPECT_GE(heap().figures().collections, 3U);
}

TEST_F(HeapTest, ALongListDoesNotOverflowTheMarkStack) {
    create(4 * 1024 * 1024, false);
    Node* head = nullptr;
    int length = 0;
    for (; length < 30000; ++length) {
        Node* node = make(2);
        ASSERT_NE(node, nullptr);
        node->stamp = 77;
        if (head != nullptr) node->edges()[0] = &head->header;
        head = node;
        root(head);
    }
    // A wide node: more children with children of their own than the mark stack holds.
    Node* wide = make(20000);
    ASSERT_NE(wide, nullptr);
    wide->edges()[0] = &head->header;
    root(wide);
    for (int i = 1; i < 20000; ++i) {
        Node* child = make(1);
        ASSERT_NE(child, nullptr);
        wide->edges()[i] = &child->header;
        Node* grandchild = make(0);
        ASSERT_NE(grandchild, nullptr);
        child->edges()[0] = &grandchild->header;
    }
    const usize used = heap().figures().used;
    heap().collect();
    heap().collect();
    EXPECT_EQ(heap().figures().used, used);
    expect_valid();
}

TEST_F(HeapTest, GrowingInPlaceKeepsTheContent) {
    u8* block = static_cast<u8*>(heap().allocate_raw(1, RawKind::Bytes));
    for (usize i = 0; i < heap().raw_capacity(block); ++i) block[i] = static_cast<u8>(i);
    for (usize bytes = 1; bytes < 20000; bytes += bytes / 2 + 1) {
        const usize old = heap().raw_capacity(block);
        block = static_cast<u8*>(heap().reallocate_raw(block, bytes, RawKind::Bytes));
        ASSERT_NE(block, nullptr);
        for (usize i = 0; i < heap().raw_capacity(block); ++i) {
            ASSERT_EQ(block[i], i < old ? static_cast<u8>(i) : 0) << i;
            block[i] = static_cast<u8>(i);
        }
        expect_valid();
    }
    // The old blocks were given back: what is used is the block and nothing more.
    EXPECT_LE(heap().figures().used, heap().raw_capacity(block) + 2 * Heap::kGranule);
}

TEST_F(HeapTest, TheYoungestBlockGrowsWithoutMoving) {
    void* block = heap().allocate_raw(8, RawKind::Bytes);
    for (usize bytes = 16; bytes < 400; bytes += 8) {
        ASSERT_EQ(heap().reallocate_raw(block, bytes, RawKind::Bytes), block);
    }
    heap().free_raw(block);
    EXPECT_EQ(heap().allocate_raw(8, RawKind::Bytes), block);
}

TEST_F(HeapTest, ALargeBlockGrowsIntoAlmostTheWholeRegion) {
    // Only by moving down within itself: two copies would not fit.
    heap().enabled = false;
    u8* block = static_cast<u8*>(heap().allocate_raw(1000, RawKind::Bytes));
    for (usize bytes = 1000; bytes < size * 9 / 10; bytes += 1000) {
        block[bytes - 1] = static_cast<u8>(bytes / 1000);
        block = static_cast<u8*>(heap().reallocate_raw(block, bytes + 1000, RawKind::Bytes));
        ASSERT_NE(block, nullptr) << bytes;
        for (usize i = 1000; i <= bytes; i += 1000) ASSERT_EQ(block[i - 1], static_cast<u8>(i / 1000));
    }
    expect_valid();
}

TEST_F(HeapTest, ShrinkingGivesBackTheTail) {
    void* block = heap().allocate_raw(10000, RawKind::Bytes);
    EXPECT_EQ(heap().reallocate_raw(block, 100, RawKind::Bytes), block);
    EXPECT_LT(heap().figures().used, 200U);
    expect_valid();
}

TEST_F(HeapTest, ScannedBlocksAreFollowedAndBytesAreNot) {
    Node* holder = make(0);
    root(holder);
    Word* scanned = static_cast<Word*>(heap().allocate_raw(64, RawKind::Scanned));
    holder->raw = scanned;
    scanned[3] = reinterpret_cast<Word>(make(4)) + 5;  // an interior pointer
    Word* bytes = static_cast<Word*>(heap().allocate_raw(64, RawKind::Bytes));
    scanned[7] = reinterpret_cast<Word>(bytes) + 63;
    bytes[0] = reinterpret_cast<Word>(make(9));
    heap().collect();
    const usize expected = 3 * sizeof(Node) + 4 * sizeof(Word) + 2 * 72;
    EXPECT_NEAR(static_cast<double>(heap().figures().used), static_cast<double>(expected),
                3 * Heap::kGranule + sizeof(Node));
    expect_valid();
}

NOINLINE void overwrite_stack() {
    volatile char junk[2048];
    for (volatile char& byte : junk) byte = 1;
}

TEST_F(HeapTest, TheStackIsARoot) {
    create(64 * 1024, true);
    const usize used = [&] {
        Node* local = make(1);
        local->edges()[0] = &make(0)->header;
        const char* interior = reinterpret_cast<const char*>(local->edges()) + 1;
        asm volatile("" : "+r"(interior));
        local = nullptr;
        heap().collect();
        const usize result = heap().figures().used;
        asm volatile("" : : "r"(interior));
        return result;
    }();
    EXPECT_GE(used, 2 * sizeof(Node) + sizeof(Value));
    overwrite_stack();
}

TEST_F(HeapTest, FinalizersRunOnce) {
    finalized = 0;
    heap().expect_finalizer();
    root(make(0, dying_type));
    for (int i = 0; i < 10; ++i) make(0, dying_type);
    heap().collect();
    EXPECT_EQ(finalized, 10);
    heap().collect();
    EXPECT_EQ(finalized, 10);
    heap().finalize_all();
    EXPECT_EQ(finalized, 11);
}

TEST_F(HeapTest, LockedRefuses) {
    Node* node = make(1);
    ASSERT_NE(node, nullptr);
    void* raw = heap().allocate_raw(8, RawKind::Bytes);
    heap().lock();
    heap().lock();
    EXPECT_EQ(make(1), nullptr);
    EXPECT_EQ(heap().allocate_raw(10, RawKind::Bytes), nullptr);
    EXPECT_EQ(heap().reallocate_raw(raw, 100, RawKind::Bytes), nullptr);
    heap().unlock();
    EXPECT_EQ(heap().lock_depth(), 1U);
    EXPECT_EQ(make(1), nullptr);
    heap().unlock();
    EXPECT_NE(make(1), nullptr);
}

TEST_F(HeapTest, TheNthAllocationFailsOnce) {
    heap().set_torture({.fail_after = 3});
    EXPECT_NE(make(0), nullptr);
    EXPECT_NE(make(0), nullptr);
    EXPECT_EQ(make(0), nullptr);
    EXPECT_NE(make(0), nullptr);
    EXPECT_EQ(heap().tortured_allocations(), 4U);
    heap().set_torture({.collect_at_every_allocation = true, .poison = true});
    const u32 before = heap().figures().collections;
    Node* dead = make(0);
    dead->stamp = 1;
    make(0);
    EXPECT_EQ(heap().figures().collections, before + 2);
    EXPECT_NE(dead->stamp, 1U);
}

TEST_F(HeapTest, LargeAndSmallBlocksGrowTowardsEachOther) {
    const char* small = static_cast<char*>(heap().allocate_raw(8, RawKind::Bytes));
    const char* large = static_cast<char*>(heap().allocate_raw(2000, RawKind::Bytes));
    EXPECT_LT(small, memory.get() + size / 8);
    EXPECT_GT(large, memory.get() + size * 7 / 8);
}

/// Random graph surgery beside a model of what must be there.
class HeapStress : public HeapTest, public testing::WithParamInterface<int> {};

TEST_P(HeapStress, AgreesWithAModel) {
    std::mt19937 random(static_cast<u32>(GetParam()));
    create(24 * 1024, false);
    if (GetParam() % 3 == 1) heap().set_torture({.collect_at_every_allocation = true, .poison = true});
    if (GetParam() % 3 == 2) heap().set_torture({.poison = true});
    constexpr usize kSlots = 40;
    Node* table = make(kSlots);
    root(table);
    Word stamps[kSlots] = {};
    std::vector<u8> contents[kSlots];
    const auto node_at = [&](usize i) { return table->edges()[i].as<Node>(); };
    const auto drop = [&](usize i) {
        table->edges()[i] = Value();
        stamps[i] = 0;
        contents[i].clear();
    };
    for (int step = 0; step < 4000; ++step) {
        const usize i = random() % kSlots;
        switch (random() % 6) {
            case 0:
            case 1: {
                drop(i);
                Node* node = make(random() % (random() % 20 == 0 ? 100 : 6));
                if (node == nullptr) break;
                node->stamp = stamps[i] = random() | 1U;
                for (usize edge = 0; edge < node->count; ++edge) {
                    node->edges()[edge] =
                        random() % 2 == 0 ? table->edges()[random() % kSlots] : Value::from_int(7);
                }
                table->edges()[i] = &node->header;
                break;
            }
            case 2:
            case 3: {
                if (stamps[i] == 0) break;
                const usize bytes = random() % (random() % 10 == 0 ? 3000 : 60);
                void* raw = heap().reallocate_raw(node_at(i)->raw, bytes, RawKind::Bytes);
                if (raw == nullptr) break;
                node_at(i)->raw = raw;
                const usize kept = std::min(contents[i].size(), bytes);
                ASSERT_TRUE(kept == 0 || std::memcmp(raw, contents[i].data(), kept) == 0);
                contents[i].resize(bytes);
                for (usize k = kept; k < bytes; ++k) contents[i][k] = static_cast<u8>(random());
                if (bytes != 0) std::memcpy(raw, contents[i].data(), bytes);
                break;
            }
            case 4: drop(i); break;
            case 5:
                if (stamps[i] != 0 && random() % 4 == 0) {
                    // Nodes share raw blocks with nobody, so giving one back is allowed.
                    heap().free_raw(node_at(i)->raw);
                    node_at(i)->raw = nullptr;
                    contents[i].clear();
                } else if (random() % 10 == 0) {
                    heap().collect();
                }
                break;
        }
        if (step % 16 == 0) {
            const char* fault = heap().validate();
            ASSERT_EQ(fault, nullptr) << fault << " at step " << step;
            for (usize k = 0; k < kSlots; ++k) {
                if (stamps[k] == 0) continue;
                ASSERT_EQ(node_at(k)->stamp, stamps[k]);
                ASSERT_EQ(node_at(k)->header.shape, &node_type.root);
                ASSERT_TRUE(contents[k].empty() ||
                            std::memcmp(node_at(k)->raw, contents[k].data(), contents[k].size()) == 0);
            }
        }
    }
    root(nullptr);
    heap().collect();
    EXPECT_EQ(heap().figures().used, 0U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HeapStress, testing::Range(0, 30));

}  // namespace
}  // namespace kinglet::runtime
