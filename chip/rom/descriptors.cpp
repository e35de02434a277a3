// Chains of DMA descriptors.
#include "chip/rom/rom.hpp"
#include "soc/esp8266/regs/slc.hpp"

using namespace kinglet::soc;

namespace {

struct Descriptor {
    u32 flags;
    u8* buffer;
    Descriptor* next;
};

}  // namespace

extern "C" {

/// Cuts a buffer into blocks, one for each descriptor of an array, and gives the chain to the DMA engine.
/// Whole blocks only, and at least one. `is_full`: they hold something to send.
void lldesc_build_chain(Descriptor* array, u32 array_size, u8* buffer, u32 buffer_size, u32 block_size,
                        u8 is_full, Descriptor** head, Descriptor** tail) {
    (void)array_size;
    const u32 count = buffer_size / block_size;
    Descriptor* last = array;
    for (u32 i = 0; i == 0 || i < count; ++i) {
        last = &array[i];
        last->flags = slc::DESCRIPTOR_SIZE.of(block_size) |
                      slc::DESCRIPTOR_LENGTH.of(is_full != 0 ? block_size : 0) | slc::DESCRIPTOR_OWNER.mask();
        last->buffer = buffer + i * block_size;
        last->next = last + 1;
    }
    last->next = nullptr;
    *head = array;
    *tail = last;
}

/// The count-th descriptor of a chain, from 1.
Descriptor* lldesc_num2link(Descriptor* head, u16 count) {
    for (; count > 1; --count) head = head->next;
    return head;
}

void lldesc_set_owner(Descriptor* head, u16 count, u8 owner) {
    for (; count != 0; --count, head = head->next)
        head->flags = slc::DESCRIPTOR_OWNER.put(head->flags, owner);
}

}  // extern "C"
