#include "host/kinglet/fs_options.hpp"

#include <cerrno>
#include <cstdlib>
#include <string_view>

namespace kinglet::host {

const char* const kFsHelp =
    "usage: kinglet fs COMMAND [options] IMAGE [PATH ...]\n"
    "\n"
    "Looks into and changes the littlefs in an image file: of a whole flash, or of a filesystem alone.\n"
    "\n"
    "  ls [-l] IMAGE [PATH ...]       what is in folders; -l with size and time\n"
    "  tree IMAGE [PATH]              the same with all that is below\n"
    "  cat IMAGE PATH ...             files, to standard output\n"
    "  cp IMAGE FROM ... TO           files and folders; a path that begins with ':' is in the image\n"
    "  rm [-r] IMAGE PATH ...         -r: folders with what is in them\n"
    "  mkdir [-p] IMAGE PATH ...      -p: and those that lead to them; none is no failure\n"
    "  df IMAGE                       blocks: all, used, free\n"
    "  check IMAGE                    reads everything; status 1 if something is damaged\n"
    "  repair IMAGE                   makes a new filesystem with what can be read of a damaged one\n"
    "  format [--size SIZE] IMAGE     an empty filesystem; the file is made if it does not exist\n"
    "\n"
    "  --offset SIZE       where in the image the filesystem begins, if it cannot be found\n"
    "  --block-size SIZE   of one that cannot be found, or (default 4096) of a new one\n"
    "\n"
    "SIZE is a number of bytes, of KiB (448K) or MiB (4M). The image file is replaced as a whole when a "
    "command has\n"
    "succeeded, and stays as it was when it fails. What is damaged is told and the rest is shown.\n"
    "exit status: 0, 1 something failed, 2 wrong usage\n";

namespace {

bool parse_size(const std::string& text, u64& bytes) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return false;
    char* end = nullptr;
    errno = 0;
    bytes = std::strtoull(text.c_str(), &end, 0);
    const std::string_view unit = end;
    const u32 shift = unit == "K" ? 10 : unit == "M" ? 20 : 0;
    constexpr u64 kMost = u64{1} << 32;
    if (errno != 0 || (shift == 0 && !unit.empty()) || bytes > kMost >> shift) return false;
    bytes <<= shift;
    return true;
}

bool set_size(FsOptions& options, const std::string& option, const std::string& value) {
    u64 bytes = 0;
    if (!parse_size(value, bytes)) return false;
    if (option == "--offset") options.place.offset = bytes;
    if (option == "--size") options.bytes = bytes;
    if (option == "--block-size") {
        constexpr u64 kLargestBlock = 1 << 20;
        if (bytes < ImageVolume::kSmallestBlock || bytes > kLargestBlock) return false;
        options.place.block_bytes = static_cast<u32>(bytes);
    }
    return true;
}

/// How many paths a command takes behind the image.
struct Rule {
    const char* command;
    usize fewest;
    usize most;
};
constexpr usize kAny = ~usize{0};
constexpr Rule kRules[] = {{"ls", 0, kAny},  {"tree", 0, 1},     {"cat", 1, kAny}, {"cp", 2, kAny},
                           {"rm", 1, kAny},  {"mkdir", 1, kAny}, {"df", 0, 0},     {"check", 0, 0},
                           {"repair", 0, 0}, {"format", 0, 0}};

}  // namespace

bool parse_fs_options(int count, const char* const* words, FsOptions& options, std::string& error) {
    bool only_paths = false;
    for (int i = 0; i < count && error.empty(); ++i) {
        const std::string word = words[i];
        if (only_paths || word.size() < 2 || word[0] != '-') {
            if (options.command.empty())
                options.command = word;
            else if (options.image.empty())
                options.image = word;
            else
                options.paths.push_back(word);
        } else if (word == "--") {
            only_paths = true;
        } else if (word == "-h" || word == "--help") {
            options.help = true;
        } else if (word == "-r" || word == "-R" || word == "--recursive") {
            options.recursive = true;
        } else if (word == "-l") {
            options.long_form = true;
        } else if (word == "-p") {
            options.parents = true;
        } else if (word == "--offset" || word == "--block-size" || word == "--size") {
            if (i + 1 == count)
                error = word + " needs a value";
            else if (!set_size(options, word, words[++i]))
                error = word + " does not take '" + words[i] + "'";
        } else {
            error = "unknown option '" + word + "'";
        }
    }
    if (options.help || !error.empty()) return options.help;
    if (options.command.empty()) {
        error = "a command is missing";
        return false;
    }
    for (const Rule& rule : kRules) {
        if (options.command != rule.command) continue;
        if (options.image.empty())
            error = options.command + " needs an image";
        else if (options.paths.size() < rule.fewest)
            error =
                options.command + (rule.fewest == 1 ? " needs a path" : " needs what to copy, and where to");
        else if (options.paths.size() > rule.most)
            error = "too many arguments: '" + options.paths[rule.most] + "'";
        return error.empty();
    }
    error = "there is no command 'fs " + options.command + "'";
    return false;
}

}  // namespace kinglet::host
