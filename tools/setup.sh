#!/usr/bin/env bash
# Installs the Debian packages that building and testing need, if one is missing. Needs root for that; does nothing otherwise.
#   tools/setup.sh fuzz     what make fuzz needs, too
set -eu

packages=(
  cmake ninja-build g++ ccache git python3 python3-venv
  gcc-xtensa-lx106 binutils-xtensa-lx106 picolibc-xtensa-lx106-elf libstdc++-arm-none-eabi-dev
  qemu-system-misc
  tmux
  libgtest-dev libgmock-dev libbenchmark-dev
  clang-format
  dosfstools mtools
)

[ "${1:-}" != fuzz ] || packages+=(clang-14 libclang-rt-14-dev llvm-14)

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "setup: installing ${missing[*]}"
if [ "$(id -u)" != 0 ]; then
  echo "setup: these Debian packages are missing; run as root: apt-get install ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
