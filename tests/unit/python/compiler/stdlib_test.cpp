// Compiles all of CPython's standard library that the grammar accepts, and proves the code sound. No
// expectation of what it should be: a large body of Python that was not written for this compiler.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

namespace fs = std::filesystem;

std::string library_folder() {
    for (const char* folder : {"/usr/lib/python3.11", "/usr/lib/python3.12", "/usr/lib/python3.13"}) {
        if (fs::exists(folder)) return folder;
    }
    return "";
}

std::string check(const TextSink::Code& code) {
    if (const bytecode::Defect defect = verify(code.view()))
        return code.name + ": " + defect.text + " at " + std::to_string(defect.position) + "\n" +
               code.listing();
    std::vector<u32> work(code.instructions.size() * bytecode::kFlowWords);
    if (const bytecode::Defect defect = verify_flow(code.view(), work))
        return code.name + ": " + defect.text + " at " + std::to_string(defect.position) + "\n" +
               code.listing();
    return "";
}

TEST(StandardLibrary, CompilesToSoundCode) {
    const std::string folder = library_folder();
    ASSERT_FALSE(folder.empty()) << "no Python library to compile";
    u32 files = 0;
    u32 refused = 0;
    u64 words = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".py") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        TextSink sink;
        const Outcome outcome = compile(sink, text.str());
        ++files;
        if (!outcome.error.empty()) {
            ++refused;
            RecordProperty("refused", entry.path().string() + ": " + outcome.error);
            if (std::getenv("SHOW_REFUSED") != nullptr)
                printf("%s: %s\n", entry.path().c_str(), outcome.error.c_str());
            continue;
        }
        for (const TextSink::Code& code : sink.codes()) {
            words += code.instructions.size();
            const std::string defect = check(code);
            ASSERT_TRUE(defect.empty()) << entry.path() << "\n" << defect;
        }
    }
    printf("%u files, %u refused, %llu words of code\n", files, refused,
           static_cast<unsigned long long>(words));
    EXPECT_GT(files, 100U);
    EXPECT_LT(refused, files / 50);
}

}  // namespace
}  // namespace kinglet::compiler
