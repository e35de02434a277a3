// A board with a code store and files in memory: each run is a life of Python that executes one of the files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "python/runtime/call.hpp"
#include "python/runtime/store/code_store.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/list.hpp"
#include "tests/support/python/world.hpp"
#include "tests/support/store/nor_medium.hpp"

namespace kinglet::test {

class StoredBoard {
  public:
    explicit StoredBoard(u32 sectors = 32, u32 image = 7)
        : memory(usize{sectors} * runtime::StoreMedium::kSectorWords, runtime::StoreMedium::kErased),
          medium(memory, image),
          store(medium) {
        store.set_least_source(0);
    }

    std::map<std::string, std::string> files;
    std::vector<u32> memory;
    NorMedium medium;
    runtime::CodeStore store;
    usize used = 0;  // bytes of heap at the end of the last run
    usize peak = 0;  // bytes of heap handed out in it

    /// What it prints, and the exception that ends it. `before` is run first, as at the prompt.
    NOINLINE std::string run(const std::string& path, const std::string& before = "") {
        runtime::World world(__builtin_frame_address(0), kHeapBytes);
        runtime::Thread& thread = world.thread();
        current = this;
        store.attach();
        thread.store = &store;
        thread.compile_stream = frontend::compile_stream;
        thread.files = &kFiles;
        EXPECT_FALSE(runtime::list_append(thread, *thread.path, world.str("")).is_raised());
        std::string text = before.empty() ? "" : world.run(before);
        world.output.text.clear();
        const runtime::Completion code = runtime::compile_file(thread, world.name_of(path));
        if (code.is_raised() ||
            runtime::run_code(thread, *code.value().as<runtime::Code>(), *thread.main->globals).is_raised())
            world.output.text += world.raised();
        thread.heap.collect();
        used = thread.heap.figures().used;
        peak = thread.heap.allocated_in_all();
        return text + world.output.text;
    }

  private:
    static constexpr usize kHeapBytes = usize{1} << 20;
    static inline StoredBoard* current = nullptr;

    static runtime::Raised kind(runtime::Thread&, runtime::Str& path, runtime::PathKind& kind) {
        kind = current->files.contains(std::string(path.view())) ? runtime::PathKind::File
                                                                 : runtime::PathKind::Nothing;
        return runtime::kFine;
    }
    static runtime::Completion open(runtime::Thread& thread, runtime::Value path, runtime::Value) {
        const std::string& text = current->files[std::string(path.as<runtime::Str>()->view())];
        const auto* bytes =
            runtime::bytes_create(thread, reinterpret_cast<const u8*>(text.data()), text.size());
        const runtime::Value io =
            TRY(runtime::import_module(thread, runtime::name_ref<"io">, runtime::kNone, 0, nullptr));
        const runtime::Value type = TRY(runtime::get_attribute(thread, io, runtime::name_ref<"BytesIO">));
        const runtime::Value argument(&bytes->header);
        return runtime::call(thread, type, argument);
    }
    static constexpr runtime::FileAccess kFiles{kind, open};
};

}  // namespace kinglet::test
