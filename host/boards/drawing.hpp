// Boards in text: the table of all of them, and one of them as a drawing with its pins. No line is longer
// than 80 characters.
#pragma once

#include <string>
#include <vector>

#include "host/boards/board_file.hpp"

namespace kinglet::host {

std::string draw_board(const BoardFile& board);
std::string table_of(const std::vector<BoardFile>& boards);

}  // namespace kinglet::host
