#include "python/runtime/names.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "python/runtime/thread.hpp"

extern "C" {
extern const kinglet::runtime::Word kinglet_names_begin[];
extern const kinglet::runtime::Word kinglet_names_end[];
}

namespace kinglet::runtime {

namespace {

class NamesTest : public testing::Test {
  protected:
    void SetUp() override {
        thread = std::make_unique<Thread>();
        memory = std::make_unique<char[]>(kBytes);
        ASSERT_TRUE(thread->heap.create(*thread, memory.get(), kBytes, nullptr));
    }
    static constexpr usize kBytes = 64 * 1024;
    std::unique_ptr<char[]> memory;
    std::unique_ptr<Thread> thread;
};

std::string text_of(const Str* str) {
    return std::string(str->view());
}

TEST_F(NamesTest, NamesInFlashAreFoundWhateverTheirOrder) {
    // Lengths and characters around every place where the decimal order differs from the numeric one.
    const Str* names[] = {name<"">,
                          name<"a">,
                          name<"\t">,
                          name<"d">,
                          name<"c">,
                          name<"ab">,
                          name<"zzzzzzzz">,
                          name<"zzzzzzzzz">,
                          name<"zzzzzzzzzz">,
                          name<"aaaaaaaaaaa">,
                          name<"__init__">,
                          name<"append">,
                          name<"appent">,
                          name<"appenc">,
                          name<"~">,
                          name<"\x01">,
                          name<"a\ncd">,
                          name<"a_cd">,
                          name<"Traceback (most recent call last):\n">};
    for (const Str* each : names) {
        EXPECT_EQ(find_interned(*thread, each->view()), each) << text_of(each);
        EXPECT_EQ(intern(*thread, std::string(each->view())), each) << text_of(each);
    }
    for (u32 c = 0; c < 128; ++c) {
        const char character = static_cast<char>(c);
        EXPECT_EQ(find_interned(*thread, {&character, 1}), single_character(static_cast<u8>(c))) << c;
    }
    EXPECT_EQ(single_character('a'), name<"a">);
    EXPECT_EQ(thread->heap.figures().used, 0U);
}

TEST_F(NamesTest, EveryNameOfTheProgramIsFound) {
    usize count = 0;
    const Word header = reinterpret_cast<Word>(&str_type.root);
    const Word* end_of_last = kinglet_names_begin;
    for (const Word* at = kinglet_names_begin; at < kinglet_names_end; ++at) {
        if (*at != header) continue;
        ASSERT_GE(at, end_of_last) << "something inside of a name looks like a header";
        const Str* str = reinterpret_cast<const Str*>(at);
        EXPECT_EQ(find_interned(*thread, str->view()), str) << text_of(str);
        EXPECT_TRUE(str->is_interned() && str->is_ascii());
        end_of_last = reinterpret_cast<const Word*>(str->data() + str->length());
        ++count;
    }
    EXPECT_GE(count, 128U);
}

TEST_F(NamesTest, WhatIsNotThereIsMadeOnce) {
    EXPECT_EQ(find_interned(*thread, "surely not there"), nullptr);
    Str* made = intern(*thread, "surely not there");
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(text_of(made), "surely not there");
    EXPECT_EQ(made->hash, hash_text("surely not there", 16));
    EXPECT_TRUE(made->is_interned() && made->is_ascii());
    EXPECT_EQ(intern(*thread, "surely not there"), made);
    EXPECT_EQ(find_interned(*thread, "surely not there"), made);
    Str* umlaut = intern(*thread, "\xC3\xBC");
    EXPECT_FALSE(umlaut->is_ascii());
    EXPECT_EQ(intern(*thread, "\xC3\xBC"), umlaut);
}

TEST_F(NamesTest, AStrInRamBecomesTheInternedOneItself) {
    const auto make = [&](std::string_view text) {
        Str* str = static_cast<Str*>(thread->heap.allocate(sizeof(Str) + text.size() + 1));
        str->header.shape = &str_type.root;
        str->length_and_flags = str_length_word(text.size(), kStrIsAscii);
        text.copy(str->data(), text.size());
        return str;
    };
    Str* first = make("brand new");
    EXPECT_EQ(intern(*thread, *first), first);
    EXPECT_TRUE(first->is_interned());
    EXPECT_EQ(intern(*thread, *make("brand new")), first);
    EXPECT_EQ(intern(*thread, *make("append")), name<"append">);
    // A constant outside of the heap that is not interned is copied.
    static auto constant = detail::make_static_str("a constant of a frozen module");
    constant.str.length_and_flags &= ~kStrIsInterned;
    Str* copy = intern(*thread, constant.str);
    EXPECT_NE(copy, &constant.str);
    EXPECT_TRUE(copy->is_interned());
}

TEST_F(NamesTest, ManyNamesAndTheDeadAreForgotten) {
    Str* kept = intern(*thread, "kept name");
    thread->handled = Value(&kept->header);
    std::vector<std::string> texts;
    for (int i = 0; i < 5000; ++i) {
        const std::string text = "name number " + std::to_string(i);
        Str* made = intern(*thread, text);
        ASSERT_NE(made, nullptr) << i;
        ASSERT_EQ(intern(*thread, text), made);
    }
    EXPECT_GT(thread->heap.figures().collections, 0U);
    thread->heap.collect();
    EXPECT_EQ(find_interned(*thread, "name number 1"), nullptr);
    EXPECT_EQ(intern(*thread, "kept name"), kept);
    EXPECT_EQ(thread->heap.validate(), nullptr);
}

TEST_F(NamesTest, OutOfMemoryIsANullptr) {
    thread->heap.enabled = false;
    int i = 0;
    while (intern(*thread, "filler " + std::to_string(i)) != nullptr) ++i;
    EXPECT_GT(i, 100);
    EXPECT_EQ(intern(*thread, "one more name"), nullptr);
    EXPECT_EQ(intern(*thread, "append"), name<"append">);
}

}  // namespace
}  // namespace kinglet::runtime
