// Where connections are waited for.
#pragma once

#include <string>

#include "base/integers.hpp"

namespace kinglet::host {

/// A socket that listens at "PORT" or "ADDRESS:PORT" (IPv4; without an address on this machine only), with
/// the port that it got; 0 asks for any free one. -1 with `error` set.
int listen_at(const std::string& address, u16& port, std::string& error);

}  // namespace kinglet::host
