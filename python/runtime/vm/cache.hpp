// The inline caches: one small table for all instructions, keyed by the instruction's address, so that code
// may lie in flash. An entry holds what was found for one shape (attributes), one module or one globals dict.
// Anything that could make an entry wrong flushes the whole table (Thread::flush_caches): a namespace that
// gains, loses or moves names, a changed class, a collection (which may free code and shapes).
#pragma once

#include "python/runtime/object.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

/// What CacheEntry::payload is, in its two low bits.
enum CacheKind : Word {
    kCacheSlot = 0,    // an instance's attribute: slot number << 2
    kCacheValue = 1,   // an object found on the class or among the builtins, not bound: itself
    kCacheMethod = 2,  // a function found on the class, which binds the instance: itself
    kCachePlace = 3,   // a global or a module's attribute: the address of its value
    kCacheKindMask = 3,
};

inline CacheEntry& cache_entry(Thread& thread, const u32* pc) {
    return thread.cache[(reinterpret_cast<Word>(pc) >> 2) & (kCacheEntries - 1)];
}

/// LoadAttr and LoadMethod when the cache had nothing: the attribute, and an entry for the next time where
/// the case is a plain one. For a method pair `self` becomes the object or undefined; with `self` nullptr
/// methods are bound.
Completion load_attribute(Thread&, const u32* pc, Value object, Str& name, Value* self);

/// The instance's slots and how a store that adds an attribute changes its shape, in an entry of StoreAttr:
/// the new shape's address | kCacheValue. Only for instances that have room for one more inside.
inline const InstanceShape* cached_growth(const CacheEntry& entry) {
    return reinterpret_cast<const InstanceShape*>(entry.payload - kCacheValue);
}

/// StoreAttr, the same.
Raised store_attribute(Thread&, const u32* pc, Value object, Str& name, Value value);

/// LoadGlobal, the same. NameError.
Completion load_global(Thread&, const u32* pc, Dict& globals, Str& name);

/// A name that is no global: builtins, or 0.
Value find_builtin(Thread&, const Str& name);

}  // namespace kinglet::runtime
