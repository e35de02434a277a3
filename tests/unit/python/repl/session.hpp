// A prompt on a scripted stream, with an executor that shows what it is given.
#pragma once

#include <cstdlib>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "python/repl/repl.hpp"
#include "tests/support/repl/scripted_stream.hpp"

namespace kinglet::repl {

/// `x` in mode Single prints `[S x]`. `raise`, `exit` and `stop reading` do as they say.
class ShowingExecutor final : public Executor {
  public:
    explicit ShowingExecutor(ScriptedStream& stream) : stream_(stream) {}

    Outcome execute(Program& program, Mode mode) override {
        std::string text;
        u8 piece[5];
        while (const usize count = program.read(piece)) {
            text.append(reinterpret_cast<const char*>(piece), count);
            if (text == "stop reading") break;
        }
        if (program.was_interrupted()) text = "interrupted";
        for (char& character : text) {
            if (character == '\n') character = '|';
            if (character == '\r') character = '/';
        }
        if (text == "exit") return Outcome::Exit;
        if (text == "raise" || text == "stop reading" || text == "interrupted") {
            exception_ = text;
            return Outcome::Raised;
        }
        stream_.output += std::string("[") + "SPF"[static_cast<int>(mode)] + " " + text + "]";
        return Outcome::Done;
    }
    void print_exception() override { stream_.output += "{" + exception_ + "}"; }
    void raise_out_of_memory() override { exception_ = "MemoryError"; }
    void visit_names(std::string_view path, NameVisitor& visitor) override {
        for (const std::string& name : names[std::string(path)]) visitor.visit(name);
    }
    void visit_modules(NameVisitor& visitor) override {
        for (const char* name : {"sys", "time", "machine", "micropython"}) visitor.visit(name);
    }
    void before_prompt() override { ++prompts; }
    u64 idle() override { return 1000; }

    std::map<std::string, std::vector<std::string>> names;
    u32 prompts = 0;

  private:
    ScriptedStream& stream_;
    std::string exception_;
};

class MallocAllocator final : public Allocator {
  public:
    void* allocate(usize bytes) override {
        if (limit != 0 && in_use + bytes > limit) return nullptr;
        in_use += bytes;
        return std::malloc(bytes);
    }
    void release(void* memory, usize bytes) override {
        in_use -= bytes;
        std::free(memory);
    }
    usize in_use = 0;
    usize limit = 0;
};

struct Session {
    explicit Session(std::string_view script, usize memory_limit = 0) : stream(script), executor(stream) {
        allocator.limit = memory_limit;
        executor.names[""] = {"Ab", "Ac", "print", "_hidden", "sysname"};
        executor.names["Ab"] = {"abc1", "abc2", "xyzabcdefghijklmnopq"};
        executor.names["Ab.abc1"] = {"only"};
    }
    ScriptedStream stream;
    ShowingExecutor executor;
    MallocAllocator allocator;
    Repl repl{stream, executor, allocator, "Kinglet 1.0"};
};

/// What a friendly prompt answers to the keys, after the banner and the first prompt.
inline std::string answer(std::string_view keys, usize memory_limit = 0) {
    Session session(keys, memory_limit);
    (void)session.repl.run();
    const std::string head = "Kinglet 1.0\r\nType \"help()\" for more information.\r\n>>> ";
    if (!session.stream.output.starts_with(head)) return "no banner: " + session.stream.output;
    return session.stream.output.substr(head.size());
}

}  // namespace kinglet::repl
