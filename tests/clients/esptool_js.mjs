// esptool-js from npm, as it is, does with a board what the browser's flashers do: node esptool_js.mjs ESPTOOL_JS PORT BAUD IMAGE [rom]
// ESPTOOL_JS is its index.js. With `rom` no RAM stub is loaded. Prints what it found; its own messages go to standard error.
import assert from "node:assert";
import crypto from "node:crypto";
import fs from "node:fs";

import { NetworkSerialPort } from "./web_serial.mjs";

const [library, port, baud, path, mode] = process.argv.slice(2);
const { ESPLoader, Transport } = await import(library);
console.log = (...words) => console.error(...words);
const say = (text) => process.stdout.write(text + "\n");

const image = new Uint8Array(fs.readFileSync(path));
const transport = new Transport(new NetworkSerialPort(Number(port)), false);
const loader = new ESPLoader({
  transport,
  baudrate: Number(baud),
  terminal: { clean() {}, write: (text) => process.stderr.write(text), writeLine: (text) => process.stderr.write(text + "\n") },
});

// Resets the board and ends the program.
async function finish() {
  await transport.setDTR(false);  // its flashers do these two: the library's reset only lets go of RTS, and believes that DTR is still set
  await transport.setRTS(true);
  await loader.after("hard_reset");
  await transport.disconnect();
  say("done");
  process.exit(0);
}

if (mode === "rom") {
  await loader.detectChip();
} else {
  await loader.main();
}
say(`chip ${loader.chip.CHIP_NAME}, ${await loader.chip.getChipDescription(loader)}`);
say(`mac ${await loader.chip.readMac(loader)}`);
say(`crystal ${await loader.chip.getCrystalFreq(loader)}`);
if (mode === "rom") {
  // It sends one word too many for this chip's ROM, which says so as the silicon does.
  await assert.rejects(loader.flashBegin(0, 0), /failed with status 1,5/);
  await finish();
}
await loader.eraseFlash();
say("erased");
await loader.writeFlash({
  fileArray: [{ data: image, address: 0 }],
  flashMode: "keep",
  flashFreq: "keep",
  flashSize: "keep",
  eraseAll: false,
  compress: true,
  calculateMD5Hash: (data) => crypto.createHash("md5").update(data).digest("hex"),  // compared with the board's
});
say("written");
const size = 0x8000;
const read = await loader.readFlash(0, size);
assert.deepStrictEqual(Buffer.from(read), Buffer.from(image.slice(0, size)));
say("read");
await finish();
