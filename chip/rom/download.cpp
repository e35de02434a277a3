// Download mode: what a host tool says over the serial line, one packet each way (docs/boot.md). The host
// begins with a SYNC at any rate; its pulses set the divider.
//
// A command's answer has always ten bytes; its value is that of the last SYNC or READ_REG, and an answer that
// says SYNC goes out eight times, as does the one to a command that does not exist.
#include "chip/rom/rom.hpp"
#include "soc/esp8266/interrupts.hpp"

namespace {

enum Opcode : u8 {
    kFlashBegin = 2,
    kFlashData = 3,
    kFlashEnd = 4,
    kMemoryBegin = 5,
    kMemoryEnd = 6,
    kMemoryData = 7,
    kSync = 8,
    kWriteRegister = 9,
    kReadRegister = 10,
    kFlashParameters = 11,
};

enum Error : u8 {
    kNone = 0,
    kInvalidMessage = 5,
    kFailed = 6,
    kWrongChecksum = 7,
    kDiffersFromFlash = 8,
};

constexpr u8 kRequest = 0;
constexpr u8 kResponse = 1;
constexpr u32 kSyncAnswers = 8;
constexpr u8 kChecksumSeed = 0xEF;
constexpr u32 kLargestBlock = 0x1800;

struct Request {
    u8 direction;
    u8 opcode;
    u16 length;
    u32 checksum;
    u32 words[6];  // `length` bytes
};
constexpr u32 kHeaderSize = 8;

/// What FLASH_DATA and MEM_DATA begin with.
struct DataHeader {
    u32 length;
    u32 sequence;
    u32 reserved[2];
};

struct Response {
    u8 direction;
    u8 opcode;
    u16 length;
    u32 value;
    u8 status;
    u8 error;
};
constexpr u32 kResponseSize = 10;

/// What a BEGIN announced, and how much of it has come.
struct Transfer {
    u32 blocks;
    u32 block_size;
    u32 next_block;
    u32 address;
};

Transfer flash_transfer, memory_transfer;

u8 checksum_of(const u8* bytes, u32 size) {
    u8 checksum = kChecksumSeed;
    for (u32 i = 0; i < size; ++i) checksum = static_cast<u8>(checksum ^ bytes[i]);
    return checksum;
}

const DataHeader& data_header(const Request* request) {
    return *reinterpret_cast<const DataHeader*>(request->words);
}
const u8* payload(const Request* request) {
    return reinterpret_cast<const u8*>(request->words) + sizeof(DataHeader);
}

/// Is this the block that is due, whole and undamaged?
Error check_block(const Transfer& transfer, const Request* request) {
    if (request->length < sizeof(DataHeader)) return kInvalidMessage;
    const DataHeader& header = data_header(request);
    if (header.length != request->length - sizeof(DataHeader) || header.length > transfer.block_size ||
        header.sequence != transfer.next_block || transfer.next_block >= transfer.blocks)
        return kInvalidMessage;
    const bool is_whole = checksum_of(payload(request), header.length) == static_cast<u8>(request->checksum);
    return is_whole ? kNone : kWrongChecksum;
}

}  // namespace

extern "C" {

// Where programs that watch the loader look for its last answer.
Response response ROM_RECORD(3fffde00);

u8 FlashDwnLdStartMsgProc(const Request* request) {
    const u32* words = request->words;
    if (request->length != 16 || words[2] > kLargestBlock) return kInvalidMessage;
    flash_transfer = {words[1], words[2], 0, words[3]};
    spi_flash_attach();
    Cache_Read_Disable();
    return SPIEraseArea(words[3], words[0]) == 0 ? kNone : kFailed;
}

/// Writes a block and reads it back, a piece at a time: what counts is what the flash holds then.
u8 FilePacketSendReqMsgProc(const Request* request) {
    const Error error = check_block(flash_transfer, request);
    if (error != kNone) return error;
    const u32 size = data_header(request).length;
    if (SPIWrite(flash_transfer.address, payload(request), size) != 0) return kFailed;
    u8 checksum = kChecksumSeed;
    for (u32 done = 0; done < size;) {
        u32 words[8];
        const u32 part = size - done < sizeof words ? size - done : sizeof words;
        if (SPIRead(flash_transfer.address + done, words, part) != 0) return kFailed;
        for (u32 i = 0; i < part; ++i)
            checksum = static_cast<u8>(checksum ^ reinterpret_cast<const u8*>(words)[i]);
        done += part;
    }
    if (checksum != static_cast<u8>(request->checksum)) return kDiffersFromFlash;
    ++flash_transfer.next_block;
    flash_transfer.address += size;
    return kNone;
}

/// Whether to start what was written is not asked: the loader ends and the flash is booted.
u8 FlashDwnLdStopReqMsgProc(const Request*) {
    if (flash_transfer.next_block != flash_transfer.blocks) return kInvalidMessage;
    return SPILock() == 0 ? kNone : kFailed;
}

u8 FlashDwnLdParamCfgMsgProc(const Request* request) {
    const u32* words = request->words;
    if (request->length != 24) return kInvalidMessage;
    const u32 result = SPIParamCfg(words[0], words[1], words[2], words[3], words[4], words[5]);
    return result == 0 ? kNone : kFailed;
}

u8 MemDwnLdStartMsgProc(const Request* request) {
    const u32* words = request->words;
    if (request->length != 16 || words[2] > kLargestBlock) return kInvalidMessage;
    memory_transfer = {words[1], words[2], 0, words[3]};
    return kNone;
}

/// Anywhere: a block that may not go where it should ends in the fatal-exception text.
u8 MemPacketSendReqMsgProc(const Request* request) {
    const Error error = check_block(memory_transfer, request);
    if (error != kNone) return error;
    const u32 size = data_header(request).length;
    memcpy(reinterpret_cast<void*>(memory_transfer.address), payload(request), size);
    ++memory_transfer.next_block;
    memory_transfer.address += size;
    return kNone;
}

u8 MemDwnLdStopReqMsgProc(const Request* request) {
    return request->length == 8 ? kNone : kInvalidMessage;
}

u8 UartConnectProc(const Request* request) {
    return request->length >= 4 ? kNone : kInvalidMessage;
}

u8 UartRegWriteProc(const Request* request) {
    constexpr u32 kItemWords = 4;  // address, value, mask, delay before it
    if (request->length == 0 || request->length % (4 * kItemWords) != 0) return kInvalidMessage;
    const u32* const end = request->words + request->length / 4;
    for (const u32* item = request->words; item != end; item += kItemWords) {
        volatile u32* const target = reinterpret_cast<volatile u32*>(item[0]);
        ets_delay_us(item[3] & 0xFFFF);
        const u32 kept = item[2] == ~u32{0} ? 0 : *target & ~item[2];
        *target = kept | (item[1] & item[2]);
    }
    return kNone;
}

u8 UartRegReadProc(const Request* request) {
    if (request->length != 4) return kInvalidMessage;
    response.value = *reinterpret_cast<const volatile u32*>(request->words[0]);
    return kNone;
}

}  // extern "C"

namespace {

/// Carries out what a packet asks for.
Error dispatch(const Request* request) {
    switch (request->opcode) {
        case kFlashBegin: return static_cast<Error>(FlashDwnLdStartMsgProc(request));
        case kFlashData: return static_cast<Error>(FilePacketSendReqMsgProc(request));
        case kFlashEnd: return static_cast<Error>(FlashDwnLdStopReqMsgProc(request));
        case kMemoryBegin: return static_cast<Error>(MemDwnLdStartMsgProc(request));
        case kMemoryEnd: return static_cast<Error>(MemDwnLdStopReqMsgProc(request));
        case kMemoryData: return static_cast<Error>(MemPacketSendReqMsgProc(request));
        case kSync: return static_cast<Error>(UartConnectProc(request));
        case kWriteRegister: return static_cast<Error>(UartRegWriteProc(request));
        case kReadRegister: return static_cast<Error>(UartRegReadProc(request));
        case kFlashParameters: return static_cast<Error>(FlashDwnLdParamCfgMsgProc(request));
        default: return kInvalidMessage;
    }
}

bool is_known(u8 opcode) {
    return opcode >= kFlashBegin && opcode <= kFlashParameters;
}

void answer(u8 opcode, Error error) {
    response.direction = kResponse;
    response.opcode = opcode;
    response.length = 2;
    response.status = error == kNone ? 0 : 1;
    response.error = error;
    for (u32 times = opcode == kSync ? kSyncAnswers : 1; times != 0; --times)
        send_packet(reinterpret_cast<const u8*>(&response), kResponseSize);
}

}  // namespace

extern "C" {

/// Waits for a host on the line and takes over its rate.
int UartConnCheck(u32 line) {
    uart_buff_switch(line);
    ets_isr_unmask(kinglet::soc::irq_bit(kinglet::soc::Irq::Uart));
    return uart_baudrate_detect(line, 0) != 0 ? 0 : 1;
}

/// Answers commands until one starts a program. `packet` is aligned. `entry` is then where it begins; null:
/// boot from flash.
void UartDwnLdProc(void* packet, u32 size, Entry* entry) {
    const Request* const request = static_cast<const Request*>(packet);
    while (true) {
        const u32 length = recv_packet(static_cast<u8*>(packet), size, 1);
        if (length < kHeaderSize || request->direction != kRequest) continue;
        if (length > size || request->length != length - kHeaderSize || !is_known(request->opcode)) {
            answer(kSync, kInvalidMessage);
            continue;
        }
        const Error error = dispatch(request);
        if (request->opcode == kSync && error == kNone) response.value = request->words[0];
        answer(request->opcode, error);
        if (error != kNone) continue;
        if (request->opcode == kFlashEnd) {
            *entry = nullptr;
            return;
        }
        if (request->opcode == kMemoryEnd && static_cast<u8>(request->words[0]) == 0) {
            *entry = reinterpret_cast<Entry>(request->words[1]);
            return;
        }
    }
}

}  // extern "C"
