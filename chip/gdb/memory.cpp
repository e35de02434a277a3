#include "chip/gdb/memory.hpp"

namespace kinglet::chip::gdb {

namespace {

bool is_block(const Bus& bus, u32 address) {
    return !bus.page(address).memory && bus.has_device(address);
}

}  // namespace

bool read_memory(Bus& bus, u32 address, u32 length, std::string& bytes) {
    bytes.clear();
    for (u32 done = 0; done < length;) {
        const u32 at = address + done;
        if (at < address) break;
        char byte = 0;
        if (bus.peek(at, &byte, 1)) {
            bytes.push_back(byte);
            ++done;
            continue;
        }
        if (!is_block(bus, at)) break;
        const u32 word = bus.read_device(at & ~3u);
        for (u32 part = at & 3; part < 4 && done < length; ++part, ++done)
            bytes.push_back(static_cast<char>(word >> (8 * part)));
    }
    return !bytes.empty();
}

Written write_memory(Bus& bus, u32 address, std::string_view bytes) {
    if (bytes.size() > ~u32{0} - address) return Written::NothingThere;
    const u32 size = static_cast<u32>(bytes.size());
    if (size && is_block(bus, address)) {
        if (address % 4 || size % 4) return Written::ReadOnly;
        for (u32 at = 0; at < size; at += 4)
            if (!is_block(bus, address + at)) return Written::NothingThere;
        for (u32 at = 0; at < size; at += 4) {
            u32 word = 0;
            for (u32 part = 0; part < 4; ++part) word |= u32{static_cast<u8>(bytes[at + part])} << (8 * part);
            bus.write_device(address + at, word);
        }
        return Written::Everything;
    }
    for (u32 at = 0; at < size; ++at) {
        const Page& page = bus.page(address + at);
        if (!page.memory) return Written::NothingThere;
        if (!(page.rights & soc::kStore32)) return Written::ReadOnly;
    }
    return bus.poke(address, bytes.data(), size) ? Written::Everything : Written::NothingThere;
}

}  // namespace kinglet::chip::gdb
