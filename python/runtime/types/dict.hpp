// dict: keeps insertion order; compact. Up to kLinearMax entries it is an array of entries searched one after
// the other (identity first, then the cached hash of strs); beyond, an index of bytes or halfwords lies in
// front of the entries in the same raw block (table.hpp).
//
// A dict that is a module's or a class's namespace has `state.is_namespace` set: when its layout changes (a
// key comes or goes, the entries move) the inline caches are flushed (Thread::flush_caches); a changed value
// of a key that stays is no change of layout, so caches may hold a pointer to an entry's value.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// The state of the table in a dict or a set, in one word of the machine.
struct TableState {
    static constexpr u32 kCountBits = sizeof(Word) == 4 ? 13 : 28;

    Word used : kCountBits;                  // entries taken, deleted ones included
    Word count : kCountBits;                 // live entries
    Word index : sizeof(Word) == 4 ? 5 : 7;  // the number of its size (table.hpp); 0: none
    Word is_namespace : 1;                   // of a set: it is scattered (table.hpp)
};

struct DictEntry {
    Value key;  // 0: deleted
    Value value;
};

struct Dict {
    Object header;
    DictEntry* entries;  // within a raw block; nullptr while empty
    TableState state;

    u32 count() const { return state.count; }
};

extern const Type dict_type;
extern const Type ordered_dict_type;  // collections.OrderedDict: a dict with a few more methods

/// An empty dict with room for `capacity` entries; nullptr with MemoryError raised.
Dict* dict_create(Thread&, usize capacity = 0);
/// A namespace dict (see above).
Dict* dict_create_namespace(Thread&, usize capacity = 0);
/// Turns any dict into a namespace (exec(code, {...})): interns its keys that are strs, so that names are
/// found by identity.
Raised dict_make_namespace(Thread&, Dict&);

/// By interned name: identity only, never raises, never allocates. nullptr: not there. The pointer holds
/// until the layout changes.
Value* dict_find_name(const Dict&, const Str& name);
Raised dict_set_name(Thread&, Dict&, Str& name, Value value);
bool dict_delete_name(Thread&, Dict&, const Str& name);

/// The entry that a small int or a str finds without running any code; nullptr:
/// there is none, or finding it takes more.
DictEntry* dict_find_quickly(Dict&, Value key);

/// By any key (hash and equality may run Python code): the value or 0 in `result`.
Raised dict_get(Thread&, const Dict&, Value key, Value& result);
Raised dict_set(Thread&, Dict&, Value key, Value value);
Raised dict_delete(Thread&, Dict&, Value key, bool& found);
/// Adds all of a mapping or of an iterable of pairs.
Raised dict_update(Thread&, Dict&, Value mapping_or_pairs);
void dict_clear(Thread&, Dict&);
Dict* dict_copy(Thread&, const Dict&);

/// Walks the live entries: `position` starts at 0; nullptr at the end. Adding during a walk is for the caller
/// to detect (count).
DictEntry* dict_next(const Dict&, u32& position);

}  // namespace kinglet::runtime
