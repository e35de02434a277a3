#include "chip/core/registers.hpp"

#include "chip/core/register_gaps.hpp"

namespace kinglet::chip {

using soc::RegisterFacts;
using soc::RegisterMode;

RegisterStore::RegisterStore(const char* name, std::span<const RegisterFacts> facts, u32 alias_size, Log& log)
    : name_(name), facts_(facts), log_(log), alias_mask_(alias_size - 1) {
    for (usize i = 0; i < facts.size(); ++i) fact_index_[index_of(facts[i].offset)] = static_cast<u8>(i + 1);
    for (const RegisterGap& gap : register_gaps())
        if (gap.concerns(name)) gap_bits_[index_of(gap.offset)] |= gap.bits;
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

const char* RegisterStore::gap_reason(u32 index) const {
    for (const RegisterGap& gap : register_gaps())
        if (gap.concerns(name_) && index_of(gap.offset) == index) return gap.reason;
    return "";
}

void RegisterStore::note_gap_in_read(u32 index) {
    noted_reads_ |= u64{1} << index;
    const RegisterFacts* facts = facts_of(index);
    log_.write(LogLevel::Warning, name_, "read %s: not modelled (%s)", facts ? facts->name : "?",
               gap_reason(index));
}

void RegisterStore::note_gap_in_write(u32 index, u32 value) {
    noted_writes_ |= u64{1} << index;
    const RegisterFacts* facts = facts_of(index);
    log_.write(LogLevel::Warning, name_, "write %s = 0x%08x: not modelled (%s)", facts ? facts->name : "?",
               value, gap_reason(index));
}

void RegisterStore::snapshot_registers(Archive& archive) {
    archive.section(name_);
    archive(values_, noted_reads_, noted_writes_);
}

}  // namespace kinglet::chip
