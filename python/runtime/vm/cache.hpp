// The inline caches: one table for all instructions, keyed by the instruction's address, so that code may lie
// in flash. An entry holds what was found for one shape (attributes), one object (a module's or a class's own
// attributes) or one globals dict. Each key may stand in two places of the table, so that two hot
// instructions whose addresses collide, or one instruction that meets two shapes in turn, do not evict each
// other.
//
// Anything that could make an entry wrong flushes the whole table (flush_caches): a namespace that gains,
// loses or moves names, a class whose functions change, a collection (which may free code and shapes). What
// is only a changed value needs no flush: entries say where a value lies, not what it is, except for methods.
//
// There is one table because there is one Thread; on the chip it lies in instruction RAM, which costs the
// heap nothing and answers whole words.
#pragma once

#include "base/flash.hpp"
#include "python/runtime/object.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

/// What CacheEntry::payload is, in its two low bits.
enum CacheKind : Word {
    kCacheSlot = 0,     // an instance's attribute: how many bytes behind the first its slot lies
    kCacheSpecial = 1,  // LoadAttr: the getter of a property; StoreAttr: the shape with one attribute more
    kCacheMethod = 2,   // a function found on the class, which binds the instance: itself
    kCachePlace = 3,    // anything that is handed out as it is: the address of its value
    kCacheKindMask = 3,
};

/// One thing that was found, for one instruction (its address) and one key: the shape of the object, the
/// object itself or the globals.
struct CacheEntry {
    const u32* pc;
    const void* key;
    Word payload;
};

inline constexpr u32 kCacheEntries = sizeof(Word) == 4 ? 256 : 1024;
extern CacheEntry inline_cache[kCacheEntries];

/// The first place of an instruction's entries, and the other one.
ALWAYS_INLINE CacheEntry* cache_first(const u32* pc) {
    return &inline_cache[(reinterpret_cast<Word>(pc) >> 2) & (kCacheEntries - 1)];
}
ALWAYS_INLINE CacheEntry* cache_second(const u32* pc) {
    return &inline_cache[((reinterpret_cast<Word>(pc) >> 2) ^ (kCacheEntries / 2)) & (kCacheEntries - 1)];
}

/// The instruction's entry for one of two keys, or nullptr.
ALWAYS_INLINE const CacheEntry* cache_find(const u32* pc, const void* key, const void* other_key) {
    const CacheEntry* entry = cache_first(pc);
    if (LIKELY(entry->pc == pc && (entry->key == key || entry->key == other_key))) return entry;
    entry = cache_second(pc);
    if (entry->pc == pc && (entry->key == key || entry->key == other_key)) return entry;
    return nullptr;
}
ALWAYS_INLINE const CacheEntry* cache_find(const u32* pc, const void* key) {
    return cache_find(pc, key, key);
}

/// An entry for the next time.
void cache_remember(const u32* pc, const void* key, Word payload);

/// class_find through the caches, which hold functions and that there is nothing.
Value class_find_cached(const Type& type, const Str& name);
/// class_find_after, the same.
Value class_find_after_cached(const Type& type, const Type& after, const Str& name);
/// shape_find through the caches.
i32 shape_find_cached(const Shape* shape, const Str& name);

/// A value that becomes a method of the instance it is found through.
bool is_method(Value);

/// True for a class attribute that is handed out as it is, whoever asks: no function, no descriptor.
bool is_plain_attribute(Value);

/// LoadAttr and LoadMethod when the cache had nothing: the attribute, and an entry for the next time where
/// the case is a plain one. For a method pair `self` becomes the object or undefined; with `self` nullptr
/// methods are bound.
Completion load_attribute(Thread&, const u32* pc, Value object, Str& name, Value* self);

ALWAYS_INLINE Value* cached_slot(Instance& instance, Word payload) {
    return reinterpret_cast<Value*>(reinterpret_cast<Word>(instance.slots) + payload);
}
ALWAYS_INLINE Value* cached_place(Word payload) {
    return reinterpret_cast<Value*>(payload - kCachePlace);
}
/// The shape that a store which adds an attribute leads to. Only for instances that have room for one more
/// inside.
inline const InstanceShape* cached_growth(Word payload) {
    return reinterpret_cast<const InstanceShape*>(payload - kCacheSpecial);
}

/// StoreAttr, the same.
Raised store_attribute(Thread&, const u32* pc, Value object, Str& name, Value value);

/// LoadGlobal, the same. NameError.
Completion load_global(Thread&, const u32* pc, Dict& globals, Str& name);

/// Where the value of a name lies that is no global: among the builtins; nullptr: nowhere.
const Value* find_builtin(Thread&, const Str& name);

}  // namespace kinglet::runtime
