// Cuts the power at every program and every erase of a workload, with the operation not done, half done, and
// half done with noise in the rest: afterwards the filesystem mounts, and everything in it is as it was
// before or after the step that was cut; it takes a new file, and is right still after the next mount. What
// the cut left may need repair, which is cut as well.
//   power_cut [--random N] [--seed N]      default: the fixed workload; else N random ones
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "device/fs/littlefs/little_file_system.hpp"
#include "tests/support/fs/ram_device.hpp"
#include "tests/support/fs/tree.hpp"

namespace {

using namespace kinglet;
using test::Cut;
using test::RamDevice;
using test::Tree;
using Bytes = std::vector<u8>;

struct Geometry {
    u32 block_bytes, block_count, unit, cache_bytes;
};

constexpr Geometry kGeometries[] = {
    {4096, 16, 32, 128},  // what a flash of 512 KiB keeps
    {4096, 16, 256, 256}, {512, 48, 16, 64}, {256, 64, 8, 64}, {128, 120, 8, 32}, {1024, 32, 64, 256},
};

/// A filesystem on a device, mounted.
struct Mounted {
    fs::LittleFileSystem::Setup setup;
    std::vector<u32> buffers;
    std::unique_ptr<fs::LittleFileSystem> system;

    Mounted(RamDevice& device, const Geometry& geometry) {
        setup.units = {geometry.unit, geometry.unit, geometry.cache_bytes};
        setup.lookahead_bytes = 8;
        setup.block_cycles = 4;  // so that pairs move
        setup.nanoseconds = [] { return u64{1'700'000'000'000'000'000}; };
        buffers.resize(fs::LittleFileSystem::buffer_bytes(setup) / 4 + 1);
        system = std::make_unique<fs::LittleFileSystem>(device, setup, reinterpret_cast<u8*>(buffers.data()));
    }
};

using Step = std::function<Errno(fs::FileSystem&)>;

struct Workload {
    std::vector<Step> steps;
    std::vector<std::string> texts;

    void add(const std::string& text, Step step) {
        steps.push_back(std::move(step));
        texts.push_back(text);
    }
    /// In two steps: the file is made, empty, by opening it.
    void create(const std::string& path) {
        add("create " + path,
            [=](fs::FileSystem& system) { return test::write_file(system, path, "", fs::kRead); });
    }
    void write(const std::string& path, const std::string& content) {
        create(path);
        add("write " + path,
            [=](fs::FileSystem& system) { return test::write_file(system, path, content, fs::kTruncate); });
    }
    void append(const std::string& path, const std::string& content) {
        create(path);
        add("append " + path,
            [=](fs::FileSystem& system) { return test::write_file(system, path, content, fs::kAppend); });
    }
    void rename(const std::string& from, const std::string& to) {
        add("rename " + from + " " + to,
            [=](fs::FileSystem& system) { return system.rename(from.c_str(), to.c_str()); });
    }
    void remove(const std::string& path) {
        add("remove " + path, [=](fs::FileSystem& system) { return system.remove(path.c_str()); });
    }
    void make_folder(const std::string& path) {
        add("mkdir " + path, [=](fs::FileSystem& system) { return system.make_folder(path.c_str()); });
    }
    void remove_folder(const std::string& path) {
        add("rmdir " + path, [=](fs::FileSystem& system) { return system.remove_folder(path.c_str()); });
    }
};

std::string text(usize length, char first) {
    std::string result(length, ' ');
    for (usize i = 0; i < length; ++i) result[i] = static_cast<char>(first + i % 23);
    return result;
}

/// Creates, appends, renames, deletes, changes of folders, and a full disk.
Workload fixed_workload(const Geometry& geometry) {
    const u32 block = geometry.block_bytes;
    Workload work;
    work.write("/main.py", text(40, 'a'));
    work.write("/data", text(block + block / 2, 'b'));
    work.append("/data", text(10, 'c'));
    work.append("/data", text(block, 'd'));
    work.make_folder("/lib");
    for (int i = 0; i < 8; ++i) work.write("/lib/module" + std::to_string(i) + ".py", text(20 + 9 * i, 'e'));
    work.make_folder("/lib/deep");
    work.write("/lib/deep/x", text(3, 'f'));
    work.rename("/lib/module3.py", "/lib/module9.py");
    work.rename("/lib/module4.py", "/lib/deep/y");
    work.rename("/lib/module5.py", "/main.py");
    work.rename("/lib/deep", "/deeper");
    work.make_folder("/empty");
    work.make_folder("/other");
    work.rename("/empty", "/other");
    work.remove("/deeper/x");
    work.remove("/deeper/y");
    work.remove_folder("/deeper");
    work.write("/data", text(block * 2, 'g'));
    for (int i = 0; i < 6; ++i) work.append("/log", text(block / 16, static_cast<char>('h' + i)));
    for (int i = 0; i < 8; ++i) {
        if (i < 3 || i > 5) work.remove("/lib/module" + std::to_string(i) + ".py");
    }
    for (u32 i = 0; i < geometry.block_count; i += 3) {
        work.write("/full" + std::to_string(i), text(3 * block, 'i'));
    }
    work.remove("/full0");
    work.append("/log", text(block / 2, 'k'));
    work.remove("/data");
    return work;
}

Workload random_workload(const Geometry& geometry, u32 seed) {
    std::mt19937 random(seed);
    const auto below = [&](usize limit) { return random() % limit; };
    static const char* const kNames[] = {"/a",   "/b",   "/c",     "/d", "/d/a",
                                         "/d/b", "/d/e", "/d/e/a", "/f", "/f/a"};
    const auto name = [&] { return std::string(kNames[below(std::size(kNames))]); };
    Workload work;
    for (int i = 0; i < 60; ++i) {
        const usize lengths[] = {below(30), below(200), below(3 * geometry.block_bytes)};
        const std::string content = text(lengths[below(3)], static_cast<char>('a' + below(4)));
        switch (below(8)) {
            case 0:
            case 1: work.write(name(), content); break;
            case 2: work.append(name(), content); break;
            case 3: work.make_folder(name()); break;
            case 4: work.remove_folder(name()); break;
            case 5: work.remove(name()); break;
            default: work.rename(name(), name()); break;
        }
    }
    return work;
}

u64 cuts_done = 0;

[[noreturn]] void fail(const Geometry& geometry, const std::string& where, const std::string& what) {
    std::printf("geometry %u x %u, unit %u: %s: %s\n", geometry.block_bytes, geometry.block_count,
                geometry.unit, where.c_str(), what.c_str());
    std::exit(1);
}

std::string difference(const Tree& found, const Tree& expected) {
    for (const auto& [name, content] : expected) {
        const auto at = found.find(name);
        if (at == found.end()) return name + " is missing";
        if (at->second != content) {
            return name + ": " + std::to_string(at->second.size()) + " bytes, expected " +
                   std::to_string(content.size());
        }
    }
    for (const auto& [name, content] : found) {
        if (!expected.contains(name)) return name + " was not expected";
    }
    return "";
}

Tree tree_of(const Geometry& geometry, RamDevice& device, const std::string& where) {
    Mounted mounted(device, geometry);
    const Errno error = mounted.system->mount();
    if (error != Errno::None) fail(geometry, where, "mount: " + std::to_string(static_cast<int>(error)));
    Tree tree;
    const Errno read = test::read_tree(*mounted.system, tree);
    if (read != Errno::None) fail(geometry, where, "reading: " + std::to_string(static_cast<int>(read)));
    return tree;
}

constexpr const char* kCutNames[] = {"not done", "half done", "noise"};

/// The state after a cut: as before or as after; takes a file. `depth`: cuts of the repair that may follow.
void check_after_cut(const Geometry& geometry, const Bytes& bytes, const Tree& before, const Tree& after,
                     const std::string& where, int depth) {
    RamDevice device(geometry.block_bytes, geometry.block_count, geometry.unit);
    device.bytes = bytes;
    const Tree found = tree_of(geometry, device, where);
    if (found != before && found != after) {
        fail(geometry, where,
             "neither old (" + difference(found, before) + ") nor new (" + difference(found, after) + ")");
    }
    const Step step = [](fs::FileSystem& system) {
        return test::write_file(system, "/after", "", fs::kRead);
    };
    Errno error;
    {
        Mounted mounted(device, geometry);
        if (mounted.system->mount() != Errno::None) fail(geometry, where, "second mount");
        error = step(*mounted.system);
        fs::Volume volume;
        if (mounted.system->volume("", volume) != Errno::None) fail(geometry, where, "counting blocks");
    }
    if (error != Errno::None && error != Errno::NoSpace) {
        fail(geometry, where, "writing after it: " + std::to_string(static_cast<int>(error)));
    }
    Tree with_file = found;
    with_file.try_emplace("/after", "");
    const Tree found_after = tree_of(geometry, device, where + ", after writing");
    if (found_after != with_file && (error == Errno::None || found_after != found)) {
        fail(geometry, where, "after writing: " + difference(found_after, with_file));
    }
    if (device.was_misused) fail(geometry, where, "programmed what was not erased");
    if (depth == 0) return;
    const u64 operations = device.operations;
    for (u64 at = 0; at < operations; ++at) {
        RamDevice again(geometry.block_bytes, geometry.block_count, geometry.unit);
        again.bytes = bytes;
        again.cut_at = at;
        again.cut = static_cast<Cut>((at + cuts_done) % 3);
        {
            Mounted mounted(again, geometry);
            if (mounted.system->mount() != Errno::None) fail(geometry, where, "third mount");
            (void)step(*mounted.system);
        }
        ++cuts_done;
        check_after_cut(geometry, again.bytes, found, with_file,
                        where + ", cut again at " + std::to_string(at), depth - 1);
    }
}

void run(const Geometry& geometry, const Workload& work, u32 every) {
    RamDevice device(geometry.block_bytes, geometry.block_count, geometry.unit);
    if (Mounted(device, geometry).system->format() != Errno::None) fail(geometry, "format", "failed");
    Tree before = tree_of(geometry, device, "format");
    u32 failed = 0, full = 0;
    const u64 cuts_before = cuts_done;
    for (usize i = 0; i < work.steps.size(); ++i) {
        const Bytes start = device.bytes;
        device.operations = 0;
        Errno error;
        {
            Mounted mounted(device, geometry);
            if (mounted.system->mount() != Errno::None) fail(geometry, work.texts[i], "mount");
            error = work.steps[i](*mounted.system);
        }
        full += error == Errno::NoSpace;
        failed += error != Errno::None;
        if (device.was_misused) fail(geometry, work.texts[i], "programmed what was not erased");
        const Tree after = tree_of(geometry, device, work.texts[i]);
        if (error != Errno::None && error != Errno::NoSpace && after != before) {
            fail(geometry, work.texts[i], "failed, but changed something: " + difference(after, before));
        }
        const u64 operations = device.operations;
        for (u64 at = 0; at < operations; ++at) {
            for (const Cut cut : {Cut::Nothing, Cut::Half, Cut::Garbage}) {
                RamDevice half(geometry.block_bytes, geometry.block_count, geometry.unit);
                half.bytes = start;
                half.cut_at = at;
                half.cut = cut;
                {
                    Mounted mounted(half, geometry);
                    if (mounted.system->mount() != Errno::None) fail(geometry, work.texts[i], "mount");
                    (void)work.steps[i](*mounted.system);
                }
                ++cuts_done;
                const std::string where = "step " + std::to_string(i) + " (" + work.texts[i] +
                                          "), operation " + std::to_string(at) + " " +
                                          kCutNames[static_cast<int>(cut)];
                check_after_cut(geometry, half.bytes, before, after, where, (at + i) % every == 0 ? 1 : 0);
            }
        }
        before = after;
    }
    std::printf("blocks of %4u x %3u, units of %3u: %zu steps, %llu cuts, %u times full, %u other failures\n",
                geometry.block_bytes, geometry.block_count, geometry.unit, work.steps.size(),
                static_cast<unsigned long long>(cuts_done - cuts_before), full, failed - full);
}

}  // namespace

int main(int count, char** arguments) {
    u32 rounds = 0, seed = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        if (std::strcmp(arguments[i], "--random") == 0)
            rounds = static_cast<u32>(std::atoi(arguments[i + 1]));
        if (std::strcmp(arguments[i], "--seed") == 0) seed = static_cast<u32>(std::atoi(arguments[i + 1]));
    }
    for (const Geometry& geometry : kGeometries) {
        if (rounds == 0) run(geometry, fixed_workload(geometry), 7);
    }
    for (u32 i = 0; i < rounds; ++i) {
        const Geometry& geometry = kGeometries[i % std::size(kGeometries)];
        std::printf("seed %u: ", seed + i);
        run(geometry, random_workload(geometry, seed + i), 1);
    }
    std::printf("%llu cuts, every file as before or as after each\n",
                static_cast<unsigned long long>(cuts_done));
    return 0;
}
