#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "tests/support/store/stored_board.hpp"

namespace kinglet::test {
namespace {

/// A module with functions, a class, constants of every kind and names that only it has.
std::string module_text(const std::string& tag, int functions) {
    std::string text =
        "TABLE_" + tag + " = (1, 2.5e-300, 'text of " + tag + "', b'bytes', (10**20, ('x', None)))\n";
    for (int i = 0; i < functions; ++i) {
        const std::string name = tag + "_function_" + std::to_string(i);
        text += "def " + name + "(value, *, key_of_" + name + "=" + std::to_string(i) +
                "):\n    try:\n        return value * key_of_" + name + " + len('a text of " + name +
                "')\n    except TypeError:\n        return None\n";
    }
    return text + "class Class_" + tag + ":\n    shared_" + tag + " = 7\n    def method_" + tag +
           "(self): return self.shared_" + tag + "\n" + "def run():\n    return (" + tag +
           "_function_1(2, key_of_" + tag + "_function_1=5), TABLE_" + tag + ", Class_" + tag + "().method_" +
           tag + "())\n";
}

std::string output_of(const std::string& tag) {
    return "(" + std::to_string(10 + 10 + tag.size() + std::string("_function_1").size()) +
           ", (1, 2.5e-300, 'text of " + tag + "', b'bytes', (100000000000000000000, ('x', None))), 7)\n";
}

const char kMain[] = "import app\nprint(app.run())\n";

TEST(CodeStore, TheSecondLifeWritesNothingAndNeedsNoRam) {
    StoredBoard board;
    board.files = {{"main.py", kMain}, {"app.py", module_text("app", 100)}};
    StoredBoard plain;
    plain.files = board.files;
    plain.store.set_enabled(false);
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    const usize first = board.used;
    EXPECT_GT(board.medium.programs, 100U);
    const u64 operations = board.medium.operations();
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    EXPECT_EQ(board.medium.operations(), operations);
    EXPECT_LE(board.used, first);  // the first life runs what it has stored
    EXPECT_FALSE(board.medium.sets_bits);
    EXPECT_EQ(board.store.figures().entries, 2U);
}

TEST(CodeStore, ChangedSourceIsCompiledAgain) {
    StoredBoard board;
    board.files = {{"main.py", "import app\nprint(app.value)\n"}, {"app.py", "value = 11\n"}};
    EXPECT_EQ(board.run("main.py"), "11\n");
    board.files["app.py"] = "value = 12\n";
    EXPECT_EQ(board.run("main.py"), "12\n");
    board.files["app.py"] = "value = 11\n";
    EXPECT_EQ(board.run("main.py"), "11\n");
    EXPECT_EQ(board.store.figures().entries, 3U);
}

TEST(CodeStore, TracebacksNameTheFileOfEachCopy) {
    StoredBoard board;
    const std::string text = "def fail():\n    raise ValueError\n";
    const std::string main =
        "import sys, io, first, second\nfor module in (first, second):\n    try:\n        module.fail()\n    "
        "except ValueError as e:\n"
        "        out = io.StringIO()\n        sys.print_exception(e, out)\n        "
        "print(out.getvalue().split(chr(10))[2])\n";
    board.files = {{"main.py", main}, {"first.py", text}, {"second.py", text}};
    const std::string expected =
        "  File \"first.py\", line 2, in fail\n  File \"second.py\", line 2, in fail\n";
    EXPECT_EQ(board.run("main.py"), expected);
    EXPECT_EQ(board.run("main.py"), expected);
}

TEST(CodeStore, AnotherImageBeginsAnew) {
    StoredBoard board;
    board.files = {{"main.py", kMain}, {"app.py", module_text("app", 3)}};
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    StoredBoard other(32, 8);
    other.files = board.files;
    other.memory = board.memory;
    EXPECT_EQ(other.run("main.py"), output_of("app"));
    EXPECT_GT(other.medium.programs, 10U);
    EXPECT_GE(other.medium.erases, 1U);
    EXPECT_EQ(other.store.figures().entries, 2U);
}

TEST(CodeStore, NamesThatAreInRamWaitForTheNextLife) {
    StoredBoard board;
    board.files = {{"main.py", kMain}, {"app.py", module_text("app", 30)}};
    const std::string before = "class Mine: pass\nMine.app_function_1 = 1\nTABLE_app = 2\n";
    EXPECT_EQ(board.run("main.py", before + "import app\nprint(app.run(), hasattr(app, 'TABLE_app'))\n"),
              output_of("app").insert(output_of("app").size() - 1, " True") + output_of("app"));
    const usize first = board.used;
    const u64 operations = board.medium.operations();
    EXPECT_EQ(board.run("main.py", before), output_of("app"));
    EXPECT_LT(board.used + 2000, first);
    EXPECT_EQ(board.medium.operations(), operations);
}

TEST(CodeStore, AnErrorInTheSourceLeavesNothing) {
    StoredBoard board;
    board.files = {{"main.py", module_text("app", 20) + "def wrong(:\n"}};
    EXPECT_EQ(board.run("main.py"), "SyntaxError");
    EXPECT_EQ(board.store.figures().entries, 0U);
    board.files = {{"main.py", module_text("app", 20) + "print(run())"}};
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    EXPECT_EQ(board.store.figures().entries, 1U);
}

TEST(CodeStore, WhatIsNotUsedGivesWay) {
    StoredBoard board(12);
    // Each takes more than a sector; there is room for three or so.
    std::string all;
    for (int i = 0; i < 12; ++i) {
        const std::string tag = "m" + std::to_string(i % 6);
        board.files[tag + ".py"] = module_text(tag, 6);
        board.files["main.py"] = "import " + tag + "\nprint(" + tag + ".run())\n";
        EXPECT_EQ(board.run("main.py"), output_of(tag));
        EXPECT_EQ(board.run("main.py"), output_of(tag));
    }
    EXPECT_FALSE(board.medium.sets_bits);
    EXPECT_GT(board.medium.erases, 10U);
}

TEST(CodeStore, WhatRunsStays) {
    StoredBoard board(12);
    std::string imports, calls;
    for (int i = 0; i < 9; ++i) {
        const std::string tag = "m" + std::to_string(i);
        board.files[tag + ".py"] = module_text(tag, 6);
        imports += "import " + tag + "\n";
        calls += "print(" + tag + ".run())\n";
    }
    board.files["main.py"] = imports + calls;
    std::string expected;
    for (int i = 0; i < 9; ++i) expected += output_of("m" + std::to_string(i));
    for (int life = 0; life < 4; ++life) EXPECT_EQ(board.run("main.py"), expected) << "life " << life;
    const u64 operations = board.medium.operations();
    EXPECT_EQ(board.run("main.py"), expected);  // the others are compiled into RAM each time, without wear
    EXPECT_LE(board.medium.operations(), operations + 2);
}

TEST(CodeStore, TheLeastRecentlyUsedGoesFirst) {
    StoredBoard board(14);
    const auto use = [&](const std::string& tag) {
        board.files[tag + ".py"] = module_text(tag, 3);
        board.files["main.py"] = "import " + tag + "\nprint(" + tag + ".run())\n";
        const u64 before = board.medium.operations();
        EXPECT_EQ(board.run("main.py"), output_of(tag));
        return board.medium.operations() - before;
    };
    (void)use("kept");
    for (int i = 0; i < 6; ++i) {
        (void)use("other" + std::to_string(i));
        EXPECT_LE(use("kept"), 6U) << i;  // a mark of its use at the most, and main.py
    }
}

TEST(CodeStore, OffAndForgotten) {
    StoredBoard board;
    board.files = {{"main.py", kMain}, {"app.py", module_text("app", 3)}};
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    board.store.forget_all();
    const u64 operations = board.medium.operations();
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    EXPECT_GT(board.medium.operations(), operations + 10);
    EXPECT_EQ(board.store.figures().entries, 2U);
}

TEST(CodeStore, AFlashThatFailsIsNoStore) {
    StoredBoard board;
    board.files = {{"main.py", kMain}, {"app.py", module_text("app", 3)}};
    board.medium.is_off = true;
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    board.medium.is_off = false;
    EXPECT_EQ(board.run("main.py"), output_of("app"));
    EXPECT_EQ(board.store.figures().entries, 2U);
}

// ---- damage

/// So many words are changed: a bit, some, or all of one.
void damage(std::vector<u32>& memory, std::mt19937& random, u32 count) {
    for (u32 i = 0; i < count; ++i) {
        u32& word = memory[random() % memory.size()];
        switch (random() % 4) {
            case 0: word ^= 1U << random() % 32; break;
            case 1: word &= random(); break;
            case 2: word = random(); break;
            default: word = memory[random() % memory.size()];
        }
    }
}

TEST(CodeStoreDamage, WhatIsDamagedIsCompiledAgain) {
    const char* rounds = std::getenv("KINGLET_STORE_ROUNDS");  // fuzz/run.sh
    const char* seed = std::getenv("KINGLET_STORE_SEED");
    const int count = rounds == nullptr ? 150 : std::atoi(rounds);
    StoredBoard sound(12);
    sound.files = {{"main.py", "import m1, m2\nprint(m1.run())\nprint(m2.run())\n"},
                   {"m1.py", module_text("m1", 5)},
                   {"m2.py", module_text("m2", 5)}};
    const std::string expected = output_of("m1") + output_of("m2");
    ASSERT_EQ(sound.run("main.py"), expected);
    std::mt19937 random(seed == nullptr ? 20261121 : static_cast<u32>(std::strtoul(seed, nullptr, 10)));
    for (int round = 0; round < count; ++round) {
        // The addresses in it are those of its own memory.
        const std::vector<u32> before = sound.memory;
        damage(sound.memory, random, 1U << random() % 10);
        for (int life = 0; life < 3; ++life) {
            ASSERT_EQ(sound.run("main.py"), expected) << "round " << round << ", life " << life;
        }
        if (random() % 2 == 0) sound.memory = before;
    }
}

// ---- power cuts

/// Lives that write, change, evict and begin anew.
class Workload {
  public:
    explicit Workload(StoredBoard& board) : board_(board) {}

    static constexpr int kLives = 9;

    /// What the life has for files, and prints.
    std::string prepare(int life) const {
        const std::string tag = "m" + std::to_string(life % 4);
        const std::string other = "m" + std::to_string(life * 3 % 5);
        for (const std::string& each : {tag, other})
            board_.files[each + ".py"] = module_text(each, 4 + life / 4);
        board_.files["main.py"] =
            "import " + tag + ", " + other + "\nprint(" + tag + ".run())\nprint(" + other + ".run())\n";
        if (life == 6) board_.store.forget_all();
        return output_of(tag) + output_of(other);
    }

  private:
    StoredBoard& board_;
};

TEST(CodeStorePower, ACutAtAnyOperationLeavesTheOldOrTheNew) {
    constexpr u32 kSectors = 12;
    u64 operations = 0;
    {
        StoredBoard board(kSectors);
        const Workload work(board);
        for (int life = 0; life < Workload::kLives; ++life) {
            const std::string expected = work.prepare(life);
            ASSERT_EQ(board.run("main.py"), expected) << "life " << life;
        }
        operations = board.medium.operations();
        ASSERT_FALSE(board.medium.sets_bits);
    }
    u64 cuts = 0;
    for (const Cut cut : {Cut::Nothing, Cut::Half, Cut::Garbage}) {
        for (u64 at = 0; at < operations; ++at, ++cuts) {
            StoredBoard board(kSectors);
            const Workload work(board);
            board.medium.cut_at = at;
            board.medium.cut = cut;
            for (int life = 0; life < Workload::kLives; ++life) {
                const std::string expected = work.prepare(life);
                // The life in which the power goes goes on without the store; what it prints nobody sees.
                ASSERT_EQ(board.run("main.py"), expected) << "life " << life << ", cut at " << at;
                if (!board.medium.is_off) continue;
                board.medium.is_off = false;
                board.medium.cut_at = ~u64{0};
                ASSERT_EQ(board.run("main.py"), expected) << "after life " << life << ", cut at " << at;
            }
        }
    }
    std::printf("code store: %llu operations, %llu power cuts in 3 states, no wrong module\n",
                static_cast<unsigned long long>(operations), static_cast<unsigned long long>(cuts));
}

}  // namespace
}  // namespace kinglet::test
