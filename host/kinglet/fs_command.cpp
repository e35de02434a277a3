// kinglet fs: the filesystem in an image file, by the firmware's own code.
#include <sys/stat.h>

#include <cstdio>
#include <ctime>
#include <filesystem>

#include "host/files/image_file.hpp"
#include "host/files/image_volume.hpp"
#include "host/files/tree.hpp"
#include "host/kinglet/commands.hpp"
#include "host/kinglet/fs_options.hpp"

namespace kinglet::host {

namespace {

constexpr int kExitFailed = 1;

bool is_in_image(const std::string& path) {
    return !path.empty() && path[0] == ':';
}
/// The path within the image; the ':' may be left out where no other is possible.
std::string inside(const std::string& path) {
    return clean_path(is_in_image(path) ? path.substr(1) : path);
}

/// A command at work on an image that is open.
class FsCommand {
  public:
    FsCommand(const FsOptions& options, ImageFile& file, ImageVolume& volume)
        : options_(options), file_(file), volume_(volume), system_(volume.system()) {}

    /// The exit status; `changes`: whether the image file is to be replaced.
    int run(bool& changes) {
        const std::string& command = options_.command;
        changes = command == "rm" || command == "mkdir" || command == "format";
        if (command == "ls") list();
        if (command == "tree") show_tree(options_.paths.empty() ? "" : inside(options_.paths[0]), "");
        if (command == "cat") print_files();
        if (command == "cp") changes = copy();
        if (command == "rm") remove();
        if (command == "mkdir") make();
        if (command == "df") show_space();
        if (command == "check") check();
        if (command == "repair") changes = repair();
        changes = changes && (report_.failures() == 0 || command == "repair");
        return report_.failures() == 0 ? kExitEnded : kExitFailed;
    }

  private:
    // ---- looking

    void print_item(const Item& item) const {
        const char* const mark = item.is_folder ? "/" : "";
        if (!options_.long_form) {
            std::printf("%s%s\n", item.name.c_str(), mark);
            return;
        }
        char time[32] = "-";
        const time_t seconds = static_cast<time_t>(item.modified);
        tm parts;
        if (item.modified > 0 && gmtime_r(&seconds, &parts) != nullptr)
            std::strftime(time, sizeof time, "%Y-%m-%d %H:%M:%S", &parts);
        std::printf("%10llu  %-19s  %s%s\n", static_cast<unsigned long long>(item.size), time,
                    item.name.c_str(), mark);
    }

    void list() {
        std::vector<std::string> paths = options_.paths;
        if (paths.empty()) paths.emplace_back("/");
        for (const std::string& given : paths) {
            const std::string path = inside(given);
            bool is_folder;
            std::vector<Item> items;
            if (!is_there(system_, path, is_folder)) {
                report_.fail(":" + path, Errno::NotFound);
                continue;
            }
            if (!is_folder) {
                (void)read_folder(system_, folder_of(path), items);
                std::erase_if(items, [&](const Item& item) { return item.name != last_name(path); });
            } else if (const Errno error = read_folder(system_, path, items); error != Errno::None) {
                report_.fail(":" + path, error);
            }
            if (paths.size() > 1 && is_folder) std::printf(":%s/\n", path.c_str());
            for (const Item& item : items) print_item(item);
        }
    }

    void show_tree(const std::string& path, const std::string& indent) {
        std::vector<Item> items;
        if (indent.empty()) std::printf(":%s/\n", path.c_str());
        if (const Errno error = read_folder(system_, path, items); error != Errno::None)
            report_.fail(":" + path, error);
        for (const Item& item : items) {
            if (item.is_folder) {
                std::printf("%s  %s/\n", indent.c_str(), item.name.c_str());
                if (indent.size() < kDeepest) show_tree(path + "/" + item.name, indent + "  ");
            } else {
                std::printf("%s  %s  %llu\n", indent.c_str(), item.name.c_str(),
                            static_cast<unsigned long long>(item.size));
            }
        }
    }

    void print_files() {
        for (const std::string& given : options_.paths) {
            std::string bytes;
            const std::string path = inside(given);
            const Errno error = read_file(system_, path, bytes);
            std::fwrite(bytes.data(), 1, bytes.size(), stdout);
            if (error != Errno::None) report_.fail(":" + path, error);
        }
    }

    void show_space() {
        fs::Volume volume;
        if (const Errno error = system_.volume("/", volume); error != Errno::None)
            return report_.fail(options_.image, error);
        const auto number = [](u64 value) { return static_cast<unsigned long long>(value); };
        const u64 used = volume.blocks - volume.free_blocks;
        std::printf("%12s %10s %10s %10s\n", "", "all", "used", "free");
        std::printf("%12s %10llu %10llu %10llu\n", "blocks", number(volume.blocks), number(used),
                    number(volume.free_blocks));
        std::printf("%12s %10llu %10llu %10llu\n", "bytes", number(volume.blocks * volume.block_bytes),
                    number(used * volume.block_bytes), number(volume.free_blocks * volume.block_bytes));
        std::printf("blocks of %llu bytes from offset %llu\n", number(volume.block_bytes),
                    number(volume_.offset()));
    }

    // ---- checking

    struct Count {
        u64 files = 0, folders = 0, bytes = 0;
    };

    void read_all(const std::string& path, Count& count, u32 depth) {
        std::vector<Item> items;
        if (const Errno error = read_folder(system_, path, items); error != Errno::None)
            report_.fail(":" + path + "/", error);
        for (const Item& item : items) {
            const std::string name = path + "/" + item.name;
            if (item.is_folder) {
                ++count.folders;
                if (depth != 0) read_all(name, count, depth - 1);
                continue;
            }
            std::string bytes;
            const Errno error = read_file(system_, name, bytes);
            if (error != Errno::None || bytes.size() != item.size)
                report_.fail(":" + name, error == Errno::None ? Errno::Corrupt : error);
            ++count.files;
            count.bytes += bytes.size();
        }
    }

    void check() {
        Count count;
        read_all("", count, kDeepest);
        fs::Volume volume;
        if (const Errno error = system_.volume("/", volume); error != Errno::None)
            report_.fail(options_.image, "its blocks cannot be counted: " + text_of(error));
        std::printf(
            "%s: %llu files with %llu bytes and %llu folders\n",
            report_.failures() == 0 ? "sound" : "damaged", static_cast<unsigned long long>(count.files),
            static_cast<unsigned long long>(count.bytes), static_cast<unsigned long long>(count.folders));
    }

    /// True if the image has become another.
    bool repair() {
        check();
        if (report_.failures() == 0) {
            std::printf("nothing to repair\n");
            return false;
        }
        std::vector<u8> whole(file_.bytes().begin(), file_.bytes().end());
        std::string error;
        const std::unique_ptr<ImageVolume> fresh =
            ImageVolume::format(whole, {volume_.offset(), volume_.block_bytes()}, error);
        if (fresh == nullptr) {
            report_.fail(options_.image, error);
            return false;
        }
        Report lost;
        copy_within(system_, "", fresh->system(), "", lost);
        file_.bytes() = std::move(whole);
        std::printf("made anew with what could be read; %u files or folders are lost or incomplete\n",
                    lost.failures());
        return true;
    }

    // ---- changing

    /// Where a source goes: into `to` if that is a folder, under its own name.
    static std::string below(const std::string& to, bool to_is_folder, const std::string& from) {
        if (!to_is_folder) return to;
        std::string path = from;
        while (path.size() > 1 && path.ends_with('/')) path.pop_back();
        // DIR/. is what is in it.
        return path.ends_with("/.") || path == "." ? to : to + "/" + last_name(path);
    }

    bool copy() {
        std::vector<std::string> sources(options_.paths.begin(), options_.paths.end() - 1);
        std::string to = options_.paths.back();
        bool names_image = is_in_image(to);
        for (const std::string& source : sources) names_image = names_image || is_in_image(source);
        if (!names_image) to.insert(0, ":");  // there is no other use
        if (is_in_image(to)) return copy_to_image(sources, to);
        std::error_code error;
        bool to_is_folder = std::filesystem::is_directory(to, error);
        if (!to_is_folder && (sources.size() > 1 || to.ends_with('/'))) {
            report_.fail(to, Errno::NotFolder);
            return false;
        }
        for (const std::string& source : sources) {
            if (!is_in_image(source)) {
                report_.fail(source, "neither this nor where it is to go is in the image");
                continue;
            }
            const std::string path = inside(source);
            copy_out(system_, path, path.empty() ? to : below(to, to_is_folder, source.substr(1)), report_);
        }
        return false;
    }

    bool copy_to_image(const std::vector<std::string>& sources, const std::string& to) {
        const std::string target = inside(to);
        bool to_is_folder;
        const bool exists = is_there(system_, target, to_is_folder);
        if ((sources.size() > 1 || to.ends_with('/')) && !(exists && to_is_folder)) {
            report_.fail(to, exists ? Errno::NotFolder : Errno::NotFound);
            return false;
        }
        for (const std::string& source : sources) {
            const bool is_inner = is_in_image(source);
            const std::string path =
                below(target, exists && to_is_folder, is_inner ? source.substr(1) : source);
            const std::string from = is_inner ? inside(source) : source;
            if (is_inner && (path + "/").starts_with(from + "/")) {
                report_.fail(source, "into itself");
            } else if (is_inner) {
                copy_within(system_, from, system_, path, report_);
            } else {
                copy_in(system_, from, path, true, report_);
            }
        }
        return true;
    }

    void remove() {
        for (const std::string& given : options_.paths) {
            const std::string path = inside(given);
            if (options_.recursive) {
                remove_tree(system_, path, report_);
                continue;
            }
            bool is_folder;
            Errno error = Errno::NotFound;
            if (is_there(system_, path, is_folder))
                error = is_folder ? system_.remove_folder(path.empty() ? "/" : path.c_str())
                                  : system_.remove(path.c_str());
            if (error != Errno::None) report_.fail(":" + path, error);
        }
    }

    void make() {
        for (const std::string& given : options_.paths) {
            const std::string path = inside(given);
            const Errno error = options_.parents ? make_folders(system_, path)
                                : path.empty()   ? Errno::Exists
                                                 : system_.make_folder(path.c_str());
            if (error != Errno::None) report_.fail(":" + path, error);
        }
    }

    static constexpr u32 kDeepest = 100;

    const FsOptions& options_;
    ImageFile& file_;
    ImageVolume& volume_;
    fs::LittleFileSystem& system_;
    Report report_;
};

int fail(const FsOptions& options, const std::string& why) {
    std::fprintf(stderr, "kinglet: %s: %s\n", options.image.c_str(), why.c_str());
    return kExitFailed;
}

u64 nanoseconds_now() {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<u64>(now.tv_sec) * 1'000'000'000 + static_cast<u64>(now.tv_nsec);
}

}  // namespace

int fs_command(int count, const char* const* words) {
    FsOptions options;
    std::string error;
    if (!parse_fs_options(count, words, options, error)) {
        std::fprintf(stderr, "kinglet: %s\n\n%s", error.c_str(), kFsHelp);
        return kExitUsage;
    }
    if (options.help) {
        std::fputs(kFsHelp, stdout);
        return kExitEnded;
    }
    ImageFile file(options.image);
    const bool is_format = options.command == "format";
    const bool is_new = is_format && !file.exists();
    if (!is_new && !file.read(error)) return fail(options, error);
    if (is_new && options.bytes == 0)
        return fail(options, "does not exist: --size says how large it is to be");
    if (is_format && options.bytes != 0) file.bytes().resize(options.bytes, 0xFF);
    ImageVolume::time_of_changes = nanoseconds_now();
    const std::unique_ptr<ImageVolume> volume = is_format
                                                    ? ImageVolume::format(file.bytes(), options.place, error)
                                                    : ImageVolume::open(file.bytes(), options.place, error);
    if (volume == nullptr) return fail(options, error);
    bool changes = false;
    const int status = FsCommand(options, file, *volume).run(changes);
    if (changes && !file.replace(error)) return fail(options, error);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) return kExitFailed;
    return status;
}

}  // namespace kinglet::host
