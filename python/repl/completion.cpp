#include "python/repl/completion.hpp"

#include "base/flash.hpp"

namespace kinglet::repl {

namespace {

constexpr usize kSlotWidth = 16;
constexpr usize kLineWidth = 64;
constexpr usize kLeastGap = 2;
constexpr const char* kImport = "import ";
constexpr usize kImportLength = 7;

bool is_path_part(char character) {
    const u8 byte = static_cast<u8>(character);
    const u8 lower = byte | 0x20;
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' ||
           byte >= 0x80;
}

bool is_candidate(std::string_view name, std::string_view word) {
    if (name.size() < word.size()) return false;
    if (word.empty()) return name.empty() || flash_byte(name.data()) != '_';
    return flash_compare(name.data(), word.data(), word.size()) == 0;
}

}  // namespace

/// Finds out how many names there are and what they have in common.
class Completion::Collector final : public NameVisitor {
  public:
    Collector(std::string_view word, LineBuffer& common) : word_(word), common_(common) {}

    void visit(std::string_view name) override {
        if (!is_candidate(name, word_)) return;
        if (count_++ == 0) {
            for (usize index = 0; index < name.size(); ++index) {
                if (!common_.append(flash_byte(name.data() + index))) has_failed_ = true;
            }
            return;
        }
        usize same = 0;
        while (same < name.size() && same < common_.size() &&
               flash_byte(name.data() + same) == static_cast<u8>(common_[same])) {
            ++same;
        }
        common_.truncate(same);
    }

    u32 count() const { return has_failed_ ? 0 : count_; }

  private:
    std::string_view word_;
    LineBuffer& common_;
    u32 count_ = 0;
    bool has_failed_ = false;
};

/// Prints the names in columns.
class Completion::Lister final : public NameVisitor {
  public:
    Lister(std::string_view word, Terminal& terminal) : word_(word), terminal_(terminal) {}

    void visit(std::string_view name) override {
        if (!is_candidate(name, word_)) return;
        usize gap = (kSlotWidth - used_ % kSlotWidth) % kSlotWidth;
        if (gap < kLeastGap) gap += kSlotWidth;
        if (used_ + gap + name.size() <= kLineWidth) {
            used_ += gap + name.size();
            while (gap-- != 0) terminal_.write_byte(' ');
        } else {
            terminal_.write("\r\n");
            used_ = name.size();
        }
        terminal_.write(name);
    }

  private:
    std::string_view word_;
    Terminal& terminal_;
    usize used_ = kLineWidth;  // so that the first name begins a line
};

void Completion::visit(std::string_view line, std::string_view path, NameVisitor& visitor) {
    if (line.size() >= kImportLength && flash_compare(line.data(), kImport, kImportLength) == 0) {
        executor_.visit_modules(visitor);
    } else {
        executor_.visit_names(path, visitor);
    }
}

Completion::Result Completion::complete(std::string_view line) {
    usize begin = line.size();
    while (begin != 0 && is_path_part(line[begin - 1])) --begin;
    usize word_begin = line.size();
    while (word_begin != begin && line[word_begin - 1] != '.') --word_begin;
    const bool has_path = word_begin != begin;
    const std::string_view path(line.data() + begin, has_path ? word_begin - 1 - begin : 0);
    const std::string_view word(line.data() + word_begin, line.size() - word_begin);
    if (has_path && path.empty()) return Result::Nothing;

    common_.release();
    known_ = word.size();
    Collector collector(word, common_);
    visit(line, path, collector);
    if (collector.count() == 0) {
        // The first word of a line may become `import`.
        const bool fits = word_begin == 0 && !word.empty() && word.size() < kImportLength &&
                          flash_compare(word.data(), kImport, word.size()) == 0;
        if (!fits) return Result::Nothing;
        common_.release();
        for (usize index = 0; index < kImportLength; ++index) {
            if (!common_.append(flash_byte(kImport + index))) return Result::Nothing;
        }
        return Result::Insert;
    }
    if (common_.size() > known_) return Result::Insert;
    if (collector.count() == 1) return Result::Nothing;
    Lister lister(word, terminal_);
    visit(line, path, lister);
    terminal_.write("\r\n");
    return Result::Listed;
}

}  // namespace kinglet::repl
