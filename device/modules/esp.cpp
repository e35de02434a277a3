// esp: the flash as it is. Offsets are bytes from its beginning; what is written where the firmware lies is
// the user's own doing.
#include "device/hal/flash.hpp"
#include "device/hal/flash_layout.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/store/code_store.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

using hal::Flash;

/// What lies outside of the flash, or off its words or sectors, is EIO, as the chip's own functions have it.
Completion outcome(Thread& thread, Flash::Status status) {
    if (status == Flash::Status::Ok) return kNone;
    constexpr i32 kTimedOut = 110;
    if (status == Flash::Status::TimedOut) return raise_os_error(thread, kTimedOut);
    return raise_os_error(thread, Errno::Io);
}

Raised to_u32(Thread& thread, Value value, u32& number) {
    SignedWord word = 0;
    TRY(to_integer(thread, value, word));
    number = word < 0 ? ~u32{0} : static_cast<u32>(word);
    return kFine;
}

Completion esp_flash_id(Thread& thread) {
    return int_create_unsigned(thread, Flash::instance().id());
}
Completion esp_flash_size(Thread& thread) {
    return int_create_unsigned(thread, Flash::instance().size());
}
Completion esp_flash_user_start(Thread&) {
    return Value::from_int(hal::flash_layout(Flash::instance().size()).files_begin);
}

/// flash_read(offset, length): bytes; flash_read(offset, buffer): into it.
Completion esp_flash_read(Thread& thread, Value offset, Value length_or_buffer) {
    u32 from = 0, length = 0;
    Buffer buffer{};
    TRY(to_u32(thread, offset, from));
    if (buffer_of(length_or_buffer, buffer)) {
        if (!buffer.is_writable)
            return raise(thread, type_error_type, "object with buffer protocol required"_packed);
        return outcome(thread, Flash::instance().read(from, {buffer.data, buffer.count}));
    }
    TRY(to_u32(thread, length_or_buffer, length));
    if (length > Flash::instance().size()) return raise_os_error(thread, Errno::Io);
    Bytes* bytes = bytes_create(thread, nullptr, length);
    if (bytes == nullptr) return Value();
    TRY(outcome(thread, Flash::instance().read(from, {bytes->data(), length})));
    return &bytes->header;
}

Completion esp_flash_write(Thread& thread, Value offset, Value data) {
    u32 to = 0;
    Buffer buffer{};
    TRY(to_u32(thread, offset, to));
    if (!buffer_of(data, buffer)) {
        return raise(thread, type_error_type, "object with buffer protocol required"_packed);
    }
    if (buffer.count % 4 != 0) return raise(thread, value_error_type, "len must be multiple of 4"_packed);
    return outcome(thread, Flash::instance().program(to, {buffer.data, buffer.count}));
}

Completion esp_flash_erase(Thread& thread, Value sector) {
    u32 number = 0;
    TRY(to_u32(thread, sector, number));
    if (number >= Flash::instance().size() / Flash::kSectorSize) return raise_os_error(thread, Errno::Io);
    return outcome(thread, Flash::instance().erase_sector(number * Flash::kSectorSize));
}

/// code_store(): (modules, KiB taken, KiB in all). code_store(False): from now on modules are compiled into
/// RAM; True: no longer. code_store(None): what is stored is forgotten at the next start.
Completion esp_code_store(Thread& thread, const Value* arguments, u32 count) {
    CodeStore* const store = thread.store;
    if (store == nullptr) return kNone;
    if (count != 0) {
        if (arguments[0].is_none()) {
            store->forget_all();
        } else {
            bool is_on = false;
            TRY(truth(thread, arguments[0], is_on));
            store->set_enabled(is_on);
        }
        return kNone;
    }
    constexpr u32 kKibOfSector = StoreMedium::kSectorBytes / 1024;
    const StoreFigures figures = store->figures();
    const Value items[] = {Value::from_int(static_cast<SignedWord>(figures.entries)),
                           Value::from_int(static_cast<SignedWord>(figures.sectors * kKibOfSector)),
                           Value::from_int(static_cast<SignedWord>(figures.sector_count * kKibOfSector))};
    return or_raised(tuple_create(thread, items, 3));
}

constinit const NativeFunction code_store_function = native(name<"code_store">, esp_code_store, 0, 1);
constinit const NativeFunction flash_id_function = native(name<"flash_id">, esp_flash_id);
constinit const NativeFunction flash_size_function = native(name<"flash_size">, esp_flash_size);
constinit const NativeFunction flash_user_start_function =
    native(name<"flash_user_start">, esp_flash_user_start);
constinit const NativeFunction flash_read_function = native(name<"flash_read">, esp_flash_read);
constinit const NativeFunction flash_write_function = native(name<"flash_write">, esp_flash_write);
constinit const NativeFunction flash_erase_function = native(name<"flash_erase">, esp_flash_erase);

constinit const Attribute attributes[] = {
    {name<"code_store">, &code_store_function.header},
    {name<"flash_id">, &flash_id_function.header},
    {name<"flash_size">, &flash_size_function.header},
    {name<"flash_user_start">, &flash_user_start_function.header},
    {name<"flash_read">, &flash_read_function.header},
    {name<"flash_write">, &flash_write_function.header},
    {name<"flash_erase">, &flash_erase_function.header},
};

}  // namespace

extern const BuiltinModule esp_module;
constinit const BuiltinModule esp_module = stdlib::builtin_module(name<"esp">, attributes);

}  // namespace kinglet::modules
