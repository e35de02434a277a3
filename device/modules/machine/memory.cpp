#include "device/modules/machine/memory.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

constexpr u32 kBits = 8;

/// The low bits of an int of any size.
Raised to_word(Thread& thread, Value value, Word& word) {
    if (!is_int(value)) {
        SignedWord number = 0;
        TRY(to_integer(thread, value, number));
        word = static_cast<Word>(number);
        return kFine;
    }
    bool fits = false;
    word = static_cast<Word>(int_to_i64(value, fits));
    return kFine;
}

Raised to_address(Thread& thread, Value self, Value key, Word& address) {
    const u32 width = self.as<MemoryObject>()->width;
    TRY(to_word(thread, key, address));
    if (address % width == 0) return kFine;
    return raise_format(thread, value_error_type, "address %u is not aligned to %u bytes"_packed,
                        static_cast<u32>(address), width);
}

/// By whole words: much of the chip's memory answers no others.
Completion memory_get_item(Thread& thread, Value self, Value key) {
    const u32 width = self.as<MemoryObject>()->width;
    Word address = 0;
    TRY(to_address(thread, self, key, address));
    const u32 place = address % sizeof(u32);
    const u32 word = *reinterpret_cast<const volatile u32*>(address - place);
    return int_create_unsigned(thread, word >> place * kBits & ~u32{0} >> (sizeof(u32) - width) * kBits);
}

Raised memory_set_item(Thread& thread, Value self, Value key, Value value) {
    Word address = 0, number = 0;
    if (value.is_undefined()) return raise(thread, type_error_type, "can't delete memory"_packed);
    TRY(to_address(thread, self, key, address));
    TRY(to_word(thread, value, number));
    switch (self.as<MemoryObject>()->width) {
        case 1: *reinterpret_cast<volatile u8*>(address) = static_cast<u8>(number); break;
        case 2: *reinterpret_cast<volatile u16*>(address) = static_cast<u16>(number); break;
        default: *reinterpret_cast<volatile u32*>(address) = static_cast<u32>(number);
    }
    return kFine;
}

Raised memory_print(Thread&, Value self, Printer& printer, PrintForm) {
    printer.write_text("<");
    printer.write_signed(static_cast<SignedWord>(self.as<MemoryObject>()->width * kBits));
    printer.write_text("-bit memory>");
    return kFine;
}

constinit const Slots memory_slots = {
    .print = memory_print, .get_item = memory_get_item, .set_item = memory_set_item};
constinit const Type memory_type = builtin_type(memory_type, name<"mem">, memory_slots, sizeof(MemoryObject));

}  // namespace

constinit const MemoryObject memory8 = {{&memory_type.root}, 1};
constinit const MemoryObject memory16 = {{&memory_type.root}, 2};
constinit const MemoryObject memory32 = {{&memory_type.root}, 4};

}  // namespace kinglet::modules
