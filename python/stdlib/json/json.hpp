// JSON text from values and back.
#pragma once

#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::stdlib::json {

using runtime::Value;

struct WriteOptions {
    runtime::Text item_separator;
    runtime::Text key_separator;
    runtime::Text indent;      // of one level
    bool is_indented = false;  // a line for each item
    bool sorts_keys = false;
    bool is_ascii = true;
    Value fallback = runtime::kNone;  // called with what has no form in JSON; None: TypeError
};

/// A Printer whose errors show: what lies behind it may raise.
class Sink : public runtime::Printer {
  public:
    virtual bool has_raised() const = 0;

  protected:
    ~Sink() = default;
};

/// Writes a value. Recursion is limited by the C stack; a container within itself is a ValueError.
runtime::Raised write(runtime::Thread&, Value value, const WriteOptions&, runtime::Printer&, const Sink*);

/// Where a document comes from: a text in memory, or a stream that is read piece by piece.
struct Source {
    runtime::Text text;  // what is in memory
    Value read;          // stream.read; 0: there is no more than `text`
};

/// Reads the one value that the source holds. ValueError: what was expected, and where. Nesting is limited
/// by the memory only.
runtime::Completion read(runtime::Thread&, const Source&);

}  // namespace kinglet::stdlib::json
