// hashlib: sha1 and sha256, md5 where there is room. A hash goes on after digest(), as CPython's do.
#include "python/runtime/exception.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes_methods.hpp"
#include "python/stdlib/bytes_argument.hpp"
#include "python/stdlib/hashlib/digests.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using hashlib::Algorithm;

namespace {

/// An instance of one of the types below.
struct Hash {
    Object header;
    const Algorithm* algorithm;
    hashlib::Digest digest;
};

extern const Type hash_type, md5_type, sha1_type, sha256_type;

Completion hash_update(Thread& thread, Value self, Value data) {
    Hash& hash = *self.as<Hash>();
    ByteView bytes{};
    TRY(bytes_argument(thread, data, bytes));
    hash.digest.update(*hash.algorithm, bytes.data, bytes.count);
    return kNone;
}

Completion create(Thread& thread, const Type& type, const Algorithm& algorithm) {
    auto* hash = static_cast<Hash*>(thread.heap.allocate(sizeof(Hash)));
    if (hash == nullptr) return raise_memory_error(thread, sizeof(Hash));
    hash->header.shape = &type.root;
    hash->algorithm = &algorithm;
    hash->digest.begin(algorithm);
    return &hash->header;
}

Completion construct(Thread& thread, const Type& type, const Arguments& arguments) {
    const Algorithm& algorithm = &type == &sha256_type              ? hashlib::sha256
                                 : &type == &sha1_type || !kHasRoom ? hashlib::sha1
                                                                    : hashlib::md5;
    static constinit const Parameter parameters[] = {{name<"string">, kUndefined},
                                                     {name<"usedforsecurity">, kTrue, kKeywordOnly}};
    Value in[2];
    TRY(unpack(thread, arguments, type.name, parameters, 2, in));
    const Value hash = TRY(create(thread, type, algorithm));
    if (!in[0].is_undefined()) TRY(hash_update(thread, hash, in[0]));
    return hash;
}

/// The digest of what came so far; the hash itself goes on. Returns its length.
u32 digest_now(Value self, u8* digest) {
    const Hash& hash = *self.as<Hash>();
    hashlib::Digest copy = hash.digest;
    copy.finish(*hash.algorithm, digest);
    return hash.algorithm->words * 4;
}

Completion hash_digest(Thread& thread, Value self) {
    u8 digest[hashlib::kMostDigestBytes];
    const u32 count = digest_now(self, digest);
    return or_raised(bytes_create(thread, digest, count));
}

Completion hash_hexdigest(Thread& thread, Value self) {
    u8 digest[hashlib::kMostDigestBytes];
    const u32 count = digest_now(self, digest);
    StrBuilder builder(thread);
    TRY(write_hex(thread, {digest, count}, nullptr, 0, builder));
    return or_raised(builder.finish());
}

Completion hash_copy(Thread& thread, Value self) {
    const Hash& hash = *self.as<Hash>();
    const Value copy = TRY(create(thread, hash.header.type(), *hash.algorithm));
    copy.as<Hash>()->digest = hash.digest;
    return copy;
}

Completion hash_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    const Hash& hash = *self.as<Hash>();
    found = true;
    if (&attribute == name<"digest_size">) {
        return Value::from_int(static_cast<SignedWord>(hash.algorithm->words * 4));
    }
    if (&attribute == name<"block_size">) return Value::from_int(hashlib::kBlockBytes);
    if (&attribute == name<"name">) return &hash.header.type().name->header;
    found = false;
    return kNone;
}

constinit const NativeFunction copy_method = native(name<"copy">, hash_copy, &hash_type);
constinit const NativeFunction digest_method = native(name<"digest">, hash_digest, &hash_type);
constinit const NativeFunction hexdigest_method = native(name<"hexdigest">, hash_hexdigest, &hash_type);
constinit const NativeFunction update_method = native(name<"update">, hash_update, &hash_type);

constinit const Attribute hash_attributes[] = {
    {name<"copy">, &copy_method.header},
    {name<"digest">, &digest_method.header},
    {name<"hexdigest">, &hexdigest_method.header},
    {name<"update">, &update_method.header},
};

constinit const Slots hash_slots = {.construct = construct, .get_attribute = hash_get_attribute};

constinit const Type hash_type =
    builtin_type(hash_type, name<"HASH">, hash_slots, sizeof(Hash), hash_attributes);
constinit const Type md5_type = builtin_type(md5_type, name<"md5">, hash_slots, sizeof(Hash), 0, hash_type);
constinit const Type sha1_type =
    builtin_type(sha1_type, name<"sha1">, hash_slots, sizeof(Hash), 0, hash_type);
constinit const Type sha256_type =
    builtin_type(sha256_type, name<"sha256">, hash_slots, sizeof(Hash), 0, hash_type);

/// new(name, data=b'').
Completion hashlib_new(Thread& thread, const Value* values, u32 count) {
    for (const Type* type : {&md5_type, &sha1_type, &sha256_type}) {
        if (is_str(values[0]) && str_equal(*values[0].as<Str>(), *type->name))
            return construct(thread, *type, {values + 1, count - 1, nullptr});
    }
    return raise(thread, value_error_type, "unsupported hash type"_packed);
}

constinit const NativeFunction new_function = native(name<"new">, hashlib_new, 1, 2);

constexpr Attribute all_attributes[] = {
    {name<"sha1">, &sha1_type.header},
    {name<"sha256">, &sha256_type.header},
    // rare
    {name<"md5">, &md5_type.header},
    {name<"new">, &new_function.header},
};
constinit const auto attributes = attribute_table<2>(all_attributes);

}  // namespace

extern const BuiltinModule hashlib_module;
constinit const BuiltinModule hashlib_module = builtin_module(name<"hashlib">, attributes.entries);

}  // namespace kinglet::stdlib
