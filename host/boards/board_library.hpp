// The descriptions of boards that this program finds: those in the folder `boards` beside it or in the source
// tree that it was built in, and a user's own file.
#pragma once

#include <string>
#include <vector>

#include "host/boards/board_file.hpp"

namespace kinglet::host {

inline constexpr const char* kDefaultBoard = "feather-huzzah";

/// A board by its name, or by its file if the word has a '/' or ends with ".board". False with `error` set.
[[nodiscard]] bool find_board(const std::string& name_or_file, BoardFile& board, std::string& error);

/// All boards by name. False with `error` set when one cannot be read.
[[nodiscard]] bool all_boards(std::vector<BoardFile>& boards, std::string& error);

/// The whole of a text file. False with `error` set when it cannot be read or has more than 1 MiB.
[[nodiscard]] bool read_text_file(const std::string& path, std::string& text, std::string& error);

}  // namespace kinglet::host
