// freeze: Python sources to one C++ file of constant data.
//
//   freeze [-O LEVEL] -o OUT.cpp --root FOLDER FILE.py...
//
// FOLDER/a/b.py becomes module a.b, FOLDER/a/__init__.py the package a. The file defines frozen_modules
// (python/runtime/module.hpp). Exit status 1: a source has an error (file:line: text on standard error), 2:
// wrong usage.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "python/compiler/compiler.hpp"
#include "python/syntax/parser.hpp"
#include "tools/freeze/freezer_sink.hpp"

namespace kinglet::freeze {
namespace {

struct Arguments {
    std::string output, root;
    std::vector<std::string> files;
    u8 optimisation = 0;
};

struct Module {
    std::string name, code;
    bool is_package;
};

bool read_arguments(int count, char** values, Arguments& into) {
    for (int i = 1; i < count; ++i) {
        const std::string argument = values[i];
        const bool has_value = i + 1 < count;
        if (argument == "-o" && has_value)
            into.output = values[++i];
        else if (argument == "--root" && has_value)
            into.root = values[++i];
        else if (argument == "-O" && has_value)
            into.optimisation = static_cast<u8>(std::atoi(values[++i]));
        else if (!argument.empty() && argument[0] == '-')
            return false;
        else
            into.files.push_back(argument);
    }
    return !into.output.empty() && !into.root.empty();
}

bool read_file(const std::string& path, std::string& text) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return false;
    char buffer[4096];
    for (usize n = 0; (n = std::fread(buffer, 1, sizeof(buffer), file)) > 0;) text.append(buffer, n);
    std::fclose(file);
    return true;
}

/// a/b.py -> a.b; a/__init__.py -> a.
Module module_of(std::string path) {
    Module module{path.substr(0, path.size() - 3), "", false};
    constexpr std::string_view kInit = "/__init__";
    if (module.name.size() > kInit.size() && module.name.ends_with(kInit)) {
        module.name.resize(module.name.size() - kInit.size());
        module.is_package = true;
    }
    for (char& c : module.name) {
        if (c == '/') c = '.';
    }
    return module;
}

bool complain(const std::string& path, u32 line, const std::string& text) {
    std::fprintf(stderr, "%s:%u: %s\n", path.c_str(), line, text.c_str());
    return false;
}

bool freeze_file(const std::string& path, const std::string& relative, u8 optimisation, FreezerSink& sink,
                 Module& module) {
    std::string source;
    if (!read_file(path, source)) return complain(path, 0, "cannot be read");
    FreezerSymbols symbols(sink);
    syntax::StringSource text(source);
    syntax::Parser parser(text, symbols, symbols, {});
    compiler::Options options;
    options.optimisation = optimisation;
    compiler::Compiler compiler(sink, options);
    bool good = compiler.begin_module(sink.name("<module>"), sink.name(relative));
    while (good) {
        syntax::Node* statements = nullptr;
        const auto outcome = parser.next_statement(statements);
        if (outcome == syntax::Parser::Outcome::End) break;
        if (outcome == syntax::Parser::Outcome::Error) {
            const bool is_refused = !sink.problem().empty();
            return complain(path, parser.error().line,
                            is_refused ? sink.problem()
                                       : UnpackedText(syntax::message_text(parser.error().message)).c_str());
        }
        good = compiler.add_statements(statements);
    }
    const Handle code = good ? compiler.finish() : 0;
    if (code == 0)
        return complain(path, compiler.error().line,
                        sink.problem().empty()
                            ? UnpackedText(compiler::message_text(compiler.error().message)).c_str()
                            : sink.problem());
    module = module_of(relative);
    module.code = sink.code_address(code);
    return true;
}

bool write(const Arguments& arguments, const std::string& definitions, const std::vector<Module>& modules) {
    std::FILE* file = std::fopen(arguments.output.c_str(), "wb");
    if (file == nullptr) return complain(arguments.output, 0, "cannot be written");
    std::string out =
        "// Made by tools/freeze; not to be edited.\n#include \"python/frozen/constants.hpp\"\n\n"
        "namespace kinglet::runtime {\n\nnamespace {\n\n" +
        definitions + "\n}  // namespace\n\nconstinit const FrozenModule frozen_modules[] = {\n";
    for (const Module& module : modules) {
        out += "    {" + quoted(module.name) + ", " + module.code + ", " + (module.is_package ? "1" : "0") +
               "},\n";
    }
    if (modules.empty()) out += "    {\"\", nullptr, 0},\n";
    out += "};\nconstinit const u32 frozen_module_count = " + std::to_string(modules.size()) +
           ";\n\n}  // namespace kinglet::runtime\n";
    const bool good = std::fwrite(out.data(), 1, out.size(), file) == out.size();
    return std::fclose(file) == 0 && good;
}

int run(int count, char** values) {
    Arguments arguments;
    if (!read_arguments(count, values, arguments)) {
        std::fprintf(stderr, "usage: freeze [-O LEVEL] -o OUT.cpp --root FOLDER FILE.py...\n");
        return 2;
    }
    if (arguments.root.back() != '/') arguments.root += '/';
    FreezerSink sink;
    std::vector<Module> modules;
    for (const std::string& path : arguments.files) {
        if (!path.starts_with(arguments.root) || !path.ends_with(".py")) {
            complain(path, 0, "is no .py file below " + arguments.root);
            return 1;
        }
        Module module;
        if (!freeze_file(path, path.substr(arguments.root.size()), arguments.optimisation, sink, module))
            return 1;
        modules.push_back(module);
    }
    return write(arguments, sink.definitions(), modules) ? 0 : 1;
}

}  // namespace
}  // namespace kinglet::freeze

int main(int count, char** values) {
    return kinglet::freeze::run(count, values);
}
