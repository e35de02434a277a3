#include "chip/core/registers.hpp"

namespace kinglet::chip {

using soc::RegisterFacts;
using soc::RegisterMode;

RegisterStore::RegisterStore(const char* name, std::span<const RegisterFacts> facts, u32 alias_size, Log& log)
    : name_(name), facts_(facts), log_(log), alias_mask_(alias_size - 1) {
    for (usize i = 0; i < facts.size(); ++i) fact_index_[index_of(facts[i].offset)] = static_cast<u8>(i + 1);
    reset_registers();
}

void RegisterStore::reset_registers() {
    for (const RegisterFacts& facts : facts_) values_[index_of(facts.offset)] = facts.reset;
}

u32 RegisterStore::read_stored(u32 offset) {
    const u32 index = index_of(offset);
    const RegisterFacts* facts = facts_of(index);
    if (!facts) {
        note_once(index, noted_reads_, "read of unknown register", 0);
        return 0;
    }
    return facts->mode == RegisterMode::WriteOnly ? 0 : values_[index];
}

void RegisterStore::write_stored(u32 offset, u32 value) {
    const u32 index = index_of(offset);
    const RegisterFacts* facts = facts_of(index);
    if (!facts)
        note_once(index, noted_writes_, "write to unknown register", value);
    else if (facts->mode == RegisterMode::ReadOnly)
        note_once(index, noted_writes_, "write to read-only register", value);
    else
        values_[index] = (values_[index] & ~facts->writable) | (value & facts->writable);
}

void RegisterStore::note_once(u32 index, u64& noted, const char* what, u32 value) {
    if (noted >> index & 1) return;
    noted |= u64{1} << index;
    const RegisterFacts* facts = facts_of(index);
    log_.write(LogLevel::Warning, name_, "%s +0x%02x %s (value 0x%08x)", what, index * 4,
               facts ? facts->name : "", value);
}

}  // namespace kinglet::chip
