#include "python/runtime/shape.hpp"

#include <map>
#include <random>

#include "python/runtime/class.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "tests/unit/python/runtime/python_test.hpp"

namespace kinglet::runtime {
namespace {

class ShapeTest : public PythonTest {
  protected:
    ShapeTest() : PythonTest(512 * 1024) {}
    const Type& make_class(const Type& base = object_type) {
        const Value first(&base.header);
        Tuple* bases = tuple_create(thread, &first, 1);
        return *class_create(thread, name_ref<"Made">, *bases, *dict_create(thread)).value().as<Type>();
    }
    Object& make(const Type& type, usize bytes = 0) {
        return *instance_create(thread, type, bytes).value().as_object();
    }
    void set(Object& object, Str& name, int n) {
        ASSERT_FALSE(instance_set(thread, object, name, Value::from_int(n)).is_raised());
    }
};

TEST_F(ShapeTest, TheSameAttributesInTheSameOrderShareAShape) {
    const Type& type = make_class();
    Object &a = make(type), &b = make(type), &c = make(type);
    EXPECT_EQ(a.shape, b.shape);
    set(a, name_ref<"x">, 1);
    EXPECT_NE(a.shape, b.shape);
    set(a, name_ref<"y">, 2);
    set(b, name_ref<"x">, 3);
    set(b, name_ref<"y">, 4);
    EXPECT_EQ(a.shape, b.shape);
    set(c, name_ref<"y">, 5);
    set(c, name_ref<"x">, 6);
    EXPECT_NE(a.shape, c.shape);
    EXPECT_EQ(shape_find(a.shape, *name<"x">), 0);
    EXPECT_EQ(shape_find(c.shape, *name<"x">), 1);
    EXPECT_EQ(shape_find(c.shape, *name<"z">), -1);
    EXPECT_EQ(instance_get(c, *name<"x">), Value::from_int(6));
    EXPECT_FALSE(instance_get(c, *name<"z">));
    bool found = false;
    ASSERT_FALSE(instance_delete(thread, c, name_ref<"y">, found).is_raised());
    EXPECT_TRUE(found);
    EXPECT_EQ(instance_get(c, *name<"x">), Value::from_int(6));
    EXPECT_EQ(shape_find(c.shape, *name<"x">), 0);
    ASSERT_FALSE(instance_delete(thread, c, name_ref<"y">, found).is_raised());
    EXPECT_FALSE(found);
}

TEST_F(ShapeTest, LaterInstancesHaveRoomForWhatEarlierOnesNeeded) {
    const Type& type = make_class();
    Str* const names[] = {&name_ref<"a">, &name_ref<"b">, &name_ref<"c">, &name_ref<"d">, &name_ref<"e">};
    Object& first = make(type);
    for (Str* each : names) set(first, *each, 1);
    EXPECT_FALSE(reinterpret_cast<char*>(instance_slots(first)) > reinterpret_cast<char*>(&first) &&
                 reinterpret_cast<char*>(instance_slots(first)) < reinterpret_cast<char*>(&first) + 128);
    Object& second = make(type);
    for (Str* each : names) set(second, *each, 1);
    EXPECT_EQ(reinterpret_cast<char*>(instance_slots(second)),
              reinterpret_cast<char*>(&second) + sizeof(Instance));
    EXPECT_EQ(instance_attribute_count(second), 5U);
    EXPECT_EQ(instance_attribute_name(second, 3), names[3]);
}

TEST_F(ShapeTest, SubclassesOfBuiltinsBeginWithTheirStruct) {
    Object& list = make(make_class(list_type));
    set(list, name_ref<"x">, 5);
    ASSERT_FALSE(list_append(thread, reinterpret_cast<List&>(list), Value::from_int(1)).is_raised());
    EXPECT_EQ(repr(Value(&list)), "[1]");
    const Type& number = make_class(int_type);
    for (i64 n : {0LL, 1LL, -1LL, 1LL << 40, -(1LL << 62)}) {
        const Value plain = int_create(thread, n).value();
        const Value made = instance_create_from(thread, number, plain).value();
        set(*made.as_object(), name_ref<"x">, 5);
        set(*made.as_object(), name_ref<"y">, 6);
        set(*made.as_object(), name_ref<"z">, 7);
        thread.handled = made;
        thread.heap.collect();
        EXPECT_EQ(repr(made), std::to_string(n));
        EXPECT_EQ(instance_get(*made.as_object(), *name<"z">), Value::from_int(7));
        EXPECT_EQ(thread.heap.validate(), nullptr);
    }
    const Type& str = make_class(str_type);
    const Value made = instance_create_from(thread, str, text("some text")).value();
    set(*made.as_object(), name_ref<"x">, 5);
    EXPECT_EQ(repr(made), "'some text'");
}

/// Attributes set and deleted at random, beside a model, with a collection at every allocation.
TEST_F(ShapeTest, AgreesWithAModel) {
    std::mt19937 random(5);
    const Type& type = make_class();
    constexpr usize kObjects = 6;
    Tuple* all = tuple_create(thread, nullptr, kObjects);
    const Value kept[] = {Value(&all->header), Value(&type.header)};
    thread.handled = Value(&tuple_create(thread, kept, 2)->header);
    std::map<std::string, int> models[kObjects];
    thread.heap.set_torture({.collect_at_every_allocation = true, .poison = true});
    for (usize i = 0; i < kObjects; ++i) all->items()[i] = Value(&make(type));
    for (int step = 0; step < 3000; ++step) {
        const usize i = random() % kObjects;
        Object& object = *(*all)[i].as_object();
        if (random() % 100 == 0) {
            all->items()[i] = Value(&make(type));
            models[i].clear();
            continue;
        }
        const std::string attribute = "attribute" + std::to_string(random() % 9);
        Str& interned = *intern(thread, attribute);
        if (random() % 3 == 0) {
            bool found = false;
            ASSERT_FALSE(instance_delete(thread, object, interned, found).is_raised());
            ASSERT_EQ(found, models[i].erase(attribute) == 1);
        } else {
            set(object, interned, step);
            models[i][attribute] = step;
        }
        ASSERT_EQ(instance_attribute_count(object), models[i].size());
        for (const auto& [key, value] : models[i]) {
            ASSERT_EQ(instance_get(object, *intern(thread, key)), Value::from_int(value));
        }
    }
    EXPECT_EQ(thread.heap.validate(), nullptr);
}

TEST_F(ShapeTest, OutOfMemoryLeavesTheInstanceAsItWas) {
    const Type& type = make_class();
    Object& object = make(type);
    set(object, name_ref<"x">, 1);
    Str& fresh = *intern(thread, "fresh name");
    thread.heap.lock();
    EXPECT_TRUE(instance_set(thread, object, fresh, kNone).is_raised());
    EXPECT_NE(raised(), "");
    EXPECT_TRUE(instance_create(thread, type).is_raised());
    thread.raised = Value();
    thread.heap.unlock();
    EXPECT_EQ(instance_attribute_count(object), 1U);
    EXPECT_EQ(instance_get(object, *name<"x">), Value::from_int(1));
}

}  // namespace
}  // namespace kinglet::runtime
