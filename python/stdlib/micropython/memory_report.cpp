#include "python/stdlib/micropython/memory_report.hpp"

#include "python/runtime/names.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

// The report counts in MicroPython's blocks; a block of the heap takes as many of them as it touches.
constexpr usize kUnit = 16;
constexpr usize kUnitsInLine = 64;

void write_figure(Printer& out, const char* text, usize figure) {
    out.write_text(text);
    out.write_unsigned(figure);
}

struct BlockCounts {
    usize small[3] = {};  // by how many units they have
    usize largest = 0;

    void add(usize bytes) {
        const usize units = (bytes + kUnit - 1) / kUnit;
        if (units > largest) largest = units;
        if (units < 3) ++small[units];
    }
};

BlockCounts count_blocks(const Heap& heap) {
    BlockCounts counts;
    usize bytes = 0;
    for (usize offset = 0; offset < heap.size(); offset += Heap::kGranule) {
        const GranuleUse use = heap.use_at(offset);
        if (use != GranuleUse::Inside) {
            counts.add(bytes);
            bytes = 0;
        }
        if (use != GranuleUse::Free) bytes += Heap::kGranule;
    }
    counts.add(bytes);
    return counts;
}

/// h: a block begins here, =: it goes on, a dot: free.
char unit_letter(const Heap& heap, usize offset) {
    char letter = '.';
    for (usize end = offset + kUnit; offset < end && offset < heap.size(); offset += Heap::kGranule) {
        const GranuleUse use = heap.use_at(offset);
        if (use == GranuleUse::Begin) return 'h';
        if (use == GranuleUse::Inside) letter = '=';
    }
    return letter;
}

/// A letter for each unit; lines of which all is free are counted.
void write_map(const Heap& heap, Printer& out) {
    out.write_text("GC memory layout; from ");
    out.write_unsigned(heap.start_address(), 16);
    out.write_text(":");
    usize free_lines = 0;
    for (usize start = 0; start < heap.size(); start += kUnit * kUnitsInLine) {
        char line[kUnitsInLine];
        usize length = 0;
        bool is_free = true;
        for (usize at = start; length < kUnitsInLine && at < heap.size(); at += kUnit) {
            line[length] = unit_letter(heap, at);
            is_free = is_free && line[length] == '.';
            ++length;
        }
        const bool is_last = start + kUnit * kUnitsInLine >= heap.size();
        if (is_free) ++free_lines;
        if (free_lines != 0 && (!is_free || is_last)) {
            write_figure(out, "\n       (", free_lines);
            out.write_text(" lines all free)");
            free_lines = 0;
        }
        if (is_free) continue;
        out.write_text("\n");
        out.write_unsigned(start, 16);
        out.write_text(": ");
        out.write({line, length});
    }
    out.write_byte('\n');
}

}  // namespace

usize stack_used(const Thread& thread) {
    const char here = 0;
    return static_cast<usize>(thread.native_stack_base - &here);
}

Completion micropython_mem_info(Thread& thread, const Value*, u32 count) {
    const HeapFigures figures = thread.heap.figures();
    const BlockCounts blocks = count_blocks(thread.heap);
    Printer& out = *thread.console;
    write_figure(out, "mem: total=", thread.heap.allocated_in_all());
    write_figure(out, ", current=", figures.used);
    write_figure(out, ", peak=", figures.peak);
    write_figure(out, "\nstack: ", stack_used(thread));
    write_figure(out, " out of ", static_cast<usize>(thread.native_stack_base - thread.native_stack_limit));
    write_figure(out, "\nGC: total: ", figures.total);
    write_figure(out, ", used: ", figures.used);
    write_figure(out, ", free: ", figures.free);
    write_figure(out, "\n No. of 1-blocks: ", blocks.small[1]);
    write_figure(out, ", 2-blocks: ", blocks.small[2]);
    write_figure(out, ", max blk sz: ", blocks.largest);
    write_figure(out, ", max free sz: ", figures.largest_free / kUnit);
    out.write_byte('\n');
    if (count != 0) write_map(thread.heap, out);
    return kNone;
}

Completion micropython_qstr_info(Thread& thread, const Value*, u32 count) {
    Printer& out = *thread.console;
    usize names = 0;
    usize bytes = 0;
    for (const Str* name = nullptr; (name = next_interned(thread, name)) != nullptr;) {
        ++names;
        bytes += name->length();
    }
    write_figure(out, "qstr pool: n_pool=1, n_qstr=", names);
    write_figure(out, ", n_str_data_bytes=", bytes);
    write_figure(out, ", n_total_bytes=", bytes + intern_table_bytes(thread));
    out.write_byte('\n');
    if (count == 0) return kNone;
    for (const Str* name = nullptr; (name = next_interned(thread, name)) != nullptr;) {
        out.write_text("Q(");
        out.write(name->view());
        out.write_text(")\n");
    }
    return kNone;
}

}  // namespace kinglet::stdlib
