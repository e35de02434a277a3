// cryptolib: aes(key, mode[, IV]) with the modes ECB, CBC and CTR (NIST SP 800-38A).
#include "python/runtime/exception.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/stdlib/bytes_argument.hpp"
#include "python/stdlib/cryptolib/aes.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using cryptolib::kAesBlock;

namespace {

enum Mode : SignedWord { kEcb = 1, kCbc = 2, kCtr = 6 };
enum class Direction : u32 { Encrypt, Decrypt };

struct Cipher {
    Object header;
    Mode mode;
    u32 used;      // CTR: bytes of `stream` that are used up
    u32 chain[4];  // CBC: what the next block is mixed with; CTR: the counter
    u32 stream[4];
    cryptolib::Aes aes;
};

extern const Type aes_type;

Completion aes_construct(Thread& thread, const Type&, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"aes">, 2, 3));
    SignedWord mode = 0;
    TRY(to_integer(thread, arguments[1], mode));
    if (mode != kEcb && mode != kCbc && mode != kCtr) return raise(thread, value_error_type, "mode"_packed);
    ByteView key{};
    TRY(bytes_argument(thread, arguments[0], key));
    if (key.count != 16 && key.count != 24 && key.count != 32)
        return raise(thread, value_error_type, "key"_packed);
    ByteView start{};
    if (arguments.count == 3 && !arguments[2].is_none()) TRY(bytes_argument(thread, arguments[2], start));
    if (mode != kEcb && start.count != kAesBlock) return raise(thread, value_error_type, "IV"_packed);
    auto* cipher = static_cast<Cipher*>(thread.heap.allocate(sizeof(Cipher)));
    if (cipher == nullptr) return raise_memory_error(thread, sizeof(Cipher));
    cipher->header.shape = &aes_type.root;
    cipher->mode = static_cast<Mode>(mode);
    cipher->used = kAesBlock;
    if (mode != kEcb) flash_copy(cipher->chain, start.data, kAesBlock);
    cipher->aes.set_key(key.data, static_cast<u32>(key.count));
    return &cipher->header;
}

void mix(u32* block, const u32* other) {
    for (u32 i = 0; i < 4; ++i) block[i] ^= other[i];
}

void encrypt_or_decrypt(Cipher& cipher, Direction direction, u32* block) {
    u32 before[4];
    std::memcpy(before, block, kAesBlock);
    if (direction == Direction::Encrypt) {
        if (cipher.mode == kCbc) mix(block, cipher.chain);
        cipher.aes.encrypt(block);
        std::memcpy(cipher.chain, block, kAesBlock);
    } else {
        cipher.aes.decrypt(block);
        if (cipher.mode == kCbc) mix(block, cipher.chain);
        std::memcpy(cipher.chain, before, kAesBlock);
    }
}

/// The next byte that CTR mixes in.
u8 stream_byte(Cipher& cipher) {
    if (cipher.used == kAesBlock) {
        std::memcpy(cipher.stream, cipher.chain, kAesBlock);
        cipher.aes.encrypt(cipher.stream);
        auto* counter = reinterpret_cast<u8*>(cipher.chain);
        for (u32 i = kAesBlock; i-- != 0 && ++counter[i] == 0;) {
        }
        cipher.used = 0;
    }
    return reinterpret_cast<const u8*>(cipher.stream)[cipher.used++];
}

/// encrypt and decrypt: values are self, the data and perhaps where the result goes, which may be the same.
Completion process(Thread& thread, const Value* values, u32 count, Direction direction) {
    Cipher& cipher = *values[0].as<Cipher>();
    ByteView in{};
    TRY(bytes_argument(thread, values[1], in));
    if (cipher.mode != kCtr && in.count % kAesBlock != 0)
        return raise(thread, value_error_type, "blksize % 16"_packed);
    Value result;
    u8* to = nullptr;
    if (count == 3) {
        Buffer out{};
        if (!buffer_of(values[2], out) || !out.is_writable)
            return raise(thread, type_error_type, "a writable bytes-like object is required"_packed);
        if (out.count < in.count) return raise(thread, value_error_type, "output too small"_packed);
        result = values[2];
        to = out.data;
    } else {
        Bytes* bytes = bytes_create(thread, nullptr, in.count);
        if (bytes == nullptr) return Value();
        result = &bytes->header;
        to = bytes->data();
    }
    if (cipher.mode == kCtr) {
        for (usize i = 0; i < in.count; ++i)
            to[i] = static_cast<u8>(flash_byte(in.data + i) ^ stream_byte(cipher));
        return result;
    }
    for (usize i = 0; i < in.count; i += kAesBlock) {
        u32 block[4];
        flash_copy(block, in.data + i, kAesBlock);
        encrypt_or_decrypt(cipher, direction, block);
        std::memcpy(to + i, block, kAesBlock);
    }
    return result;
}

Completion aes_encrypt(Thread& thread, const Value* values, u32 count) {
    return process(thread, values, count, Direction::Encrypt);
}
Completion aes_decrypt(Thread& thread, const Value* values, u32 count) {
    return process(thread, values, count, Direction::Decrypt);
}

constinit const NativeFunction decrypt_method = native(name<"decrypt">, aes_decrypt, 2, 3, &aes_type);
constinit const NativeFunction encrypt_method = native(name<"encrypt">, aes_encrypt, 2, 3, &aes_type);

constinit const Attribute aes_attributes[] = {
    {name<"decrypt">, &decrypt_method.header},
    {name<"encrypt">, &encrypt_method.header},
};

constinit const Slots aes_slots = {.construct = aes_construct};
constinit const Type aes_type =
    builtin_type(aes_type, name<"aes">, aes_slots, sizeof(Cipher), aes_attributes);

constinit const Attribute attributes[] = {
    {name<"MODE_CBC">, Value::from_int(kCbc)},
    {name<"MODE_CTR">, Value::from_int(kCtr)},
    {name<"MODE_ECB">, Value::from_int(kEcb)},
    {name<"aes">, &aes_type.header},
};

}  // namespace

extern const BuiltinModule cryptolib_module;
constinit const BuiltinModule cryptolib_module = builtin_module(name<"cryptolib">, attributes);

}  // namespace kinglet::stdlib
