# kinglet_builtin_modules(program folder... [WITHOUT module...]): gives a program the table of its builtin modules: every foo.cpp that lies directly in
# one of the folders and so defines `const BuiltinModule foo_module`, in the namespace kinglet::<last part of the folder's name>. What a module keeps in
# further files lies in a subfolder of its name.
function(kinglet_builtin_modules program)
  cmake_parse_arguments(arg "" "" "WITHOUT" ${ARGN})
  set(declarations "")
  set(entries "")
  set(count 0)
  foreach(folder IN LISTS arg_UNPARSED_ARGUMENTS)
    get_filename_component(space ${folder} NAME)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
    list(SORT sources)
    foreach(source IN LISTS sources)
      get_filename_component(module ${source} NAME_WE)
      if(module IN_LIST arg_WITHOUT)
        continue()
      endif()
      string(APPEND declarations "namespace kinglet::${space} { extern const runtime::BuiltinModule ${module}_module; }\n")
      string(APPEND entries "    &${space}::${module}_module,\n")
      math(EXPR count "${count} + 1")
    endforeach()
  endforeach()
  set(registry ${CMAKE_CURRENT_BINARY_DIR}/${program}_modules.cpp)
  file(CONFIGURE OUTPUT ${registry} @ONLY CONTENT
"// Made by cmake/modules.cmake from the names of the files.
#include \"python/runtime/module.hpp\"

@declarations@
namespace kinglet::runtime {

constinit const BuiltinModule* const builtin_modules[] = {
@entries@};
constinit const u32 builtin_module_count = @count@;

}  // namespace kinglet::runtime
")
  target_sources(${program} PRIVATE ${registry})
endfunction()
