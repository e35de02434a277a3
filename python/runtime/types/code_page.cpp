#include "python/runtime/types/code_page.hpp"

#include <iterator>

namespace kinglet::runtime {

namespace {

// Byte and character; 0: nothing. From the mappings that unicode.org publishes.
// clang-format off
constexpr CodePageEntry windows_1252[] = {
    {0x80, 0x20AC}, {0x81, 0x0000}, {0x82, 0x201A}, {0x83, 0x0192}, {0x84, 0x201E}, {0x85, 0x2026},
    {0x86, 0x2020}, {0x87, 0x2021}, {0x88, 0x02C6}, {0x89, 0x2030}, {0x8A, 0x0160}, {0x8B, 0x2039},
    {0x8C, 0x0152}, {0x8D, 0x0000}, {0x8E, 0x017D}, {0x8F, 0x0000}, {0x90, 0x0000}, {0x91, 0x2018},
    {0x92, 0x2019}, {0x93, 0x201C}, {0x94, 0x201D}, {0x95, 0x2022}, {0x96, 0x2013}, {0x97, 0x2014},
    {0x98, 0x02DC}, {0x99, 0x2122}, {0x9A, 0x0161}, {0x9B, 0x203A}, {0x9C, 0x0153}, {0x9D, 0x0000},
    {0x9E, 0x017E}, {0x9F, 0x0178},
};

constexpr CodePageEntry iso_8859_15[] = {
    {0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161}, {0xB4, 0x017D}, {0xB8, 0x017E}, {0xBC, 0x0152},
    {0xBD, 0x0153}, {0xBE, 0x0178},
};
// clang-format on

}  // namespace

constinit const CodePage code_pages[kCodePages] = {
    {"cp1252", "windows1252", windows_1252, std::size(windows_1252)},
    {"iso885915", "latin9", iso_8859_15, std::size(iso_8859_15)},
};

u32 code_page_decode(const CodePage& page, u32 byte) {
    for (u32 i = 0; i < page.count; ++i) {
        if (page.entries[i].byte == byte)
            return page.entries[i].character != 0 ? page.entries[i].character : kNotInCodePage;
    }
    return byte;
}

u32 code_page_encode(const CodePage& page, u32 character) {
    for (u32 i = 0; i < page.count; ++i) {
        if (page.entries[i].character == character) return page.entries[i].byte;
        if (page.entries[i].byte == character) return kNotInCodePage;
    }
    return character < 0x100 ? character : kNotInCodePage;
}

}  // namespace kinglet::runtime
