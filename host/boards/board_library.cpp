#include "host/boards/board_library.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace kinglet::host {

namespace fs = std::filesystem;

namespace {

constexpr const char* kSuffix = ".board";
constexpr usize kLargestFile = 1 << 20;

/// Empty if there is none.
std::string boards_folder() {
    char path[4096];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0) return {};
    const fs::path program = fs::path(std::string(path, static_cast<usize>(length))).parent_path();
    for (const char* place :
         {"boards", "../boards", "../../boards", "../../../boards", "../share/kinglet/boards"}) {
        std::error_code error;
        const fs::path folder = program / place;
        if (fs::is_regular_file(folder / (std::string(kDefaultBoard) + kSuffix), error))
            return folder.lexically_normal().string();
    }
    return {};
}

bool read_file(const std::string& path, BoardFile& board, std::string& error) {
    std::string text;
    if (!read_text_file(path, text, error)) return false;
    parts::Problem problem;
    if (read_board(text, path, board, problem)) return true;
    error = problem.describe();
    return false;
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == kSuffix) names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

bool read_text_file(const std::string& path, std::string& text, std::string& error) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) {
        error = "can't open " + path + ": " + std::strerror(errno);
        return false;
    }
    char buffer[65536];
    usize count = 0;
    while (text.size() <= kLargestFile && (count = std::fread(buffer, 1, sizeof buffer, file)) != 0)
        text.append(buffer, count);
    if (std::ferror(file))
        error = "can't read " + path + ": " + std::strerror(errno);
    else if (text.size() > kLargestFile)
        error = path + " has more than a mebibyte: that is no such file";
    std::fclose(file);
    return error.empty();
}

bool find_board(const std::string& name_or_file, BoardFile& board, std::string& error) {
    const bool is_file = name_or_file.find('/') != std::string::npos || name_or_file.ends_with(kSuffix);
    if (is_file) return read_file(name_or_file, board, error);
    const std::string folder = boards_folder();
    if (folder.empty()) {
        error = "can't find the folder 'boards' beside this program";
        return false;
    }
    const std::vector<std::string> names = names_in(folder);
    if (std::find(names.begin(), names.end(), name_or_file) != names.end())
        return read_file(folder + '/' + name_or_file + kSuffix, board, error);
    error = "there is no board '" + name_or_file + "'; there are";
    for (const std::string& name : names) error += ' ' + name;
    error += "; your own is given as a file, with a '/' or '.board' in its name";
    return false;
}

bool all_boards(std::vector<BoardFile>& boards, std::string& error) {
    const std::string folder = boards_folder();
    if (folder.empty()) {
        error = "can't find the folder 'boards' beside this program";
        return false;
    }
    for (const std::string& name : names_in(folder))
        if (!read_file(folder + '/' + name + kSuffix, boards.emplace_back(), error)) return false;
    return true;
}

}  // namespace kinglet::host
