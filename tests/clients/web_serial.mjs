// A port of the Web Serial API, as a browser gives esptool-js one, over RFC 2217 to a board of `kinglet board`: what the adapter's driver does.
import net from "node:net";

const IAC = 255, DO = 253, WILL = 251, SB = 250, SE = 240, COM_PORT = 44;
const SET_BAUD = 1, SET_CONTROL = 5;
const BREAK_ON = 5, BREAK_OFF = 6, DTR_ON = 8, DTR_OFF = 9, RTS_ON = 11, RTS_OFF = 12;

export class NetworkSerialPort {
  #port;
  #socket = null;
  #answers = [];  // who waits for the server's answers, in the order of the questions
  #command = null;  // bytes of a telnet command so far
  #input = null;
  readable = null;
  writable = null;

  constructor(port) {
    this.#port = port;
  }

  getInfo() {
    return {};
  }

  async open({ baudRate }) {
    const socket = net.connect({ host: "127.0.0.1", port: this.#port, noDelay: true });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    this.#socket = socket;
    this.readable = new ReadableStream({ start: (controller) => (this.#input = controller) });
    this.writable = new WritableStream({ write: (bytes) => this.#send(bytes) });
    socket.on("data", (bytes) => this.#receive(bytes));
    socket.on("error", () => {});
    for (const option of [0, 3, COM_PORT]) socket.write(Uint8Array.of(IAC, DO, option, IAC, WILL, option));
    const rate = new DataView(new ArrayBuffer(4));
    rate.setUint32(0, baudRate);
    await this.#ask(SET_BAUD, new Uint8Array(rate.buffer));
  }

  async close() {
    const socket = this.#socket;
    this.#socket = this.readable = this.writable = null;
    try {
      this.#input.close();
    } catch {
      // the reader has cancelled it
    }
    await new Promise((resolve) => socket.end(resolve));
    socket.destroy();
  }

  async setSignals({ dataTerminalReady, requestToSend, break: isBreak }) {
    if (dataTerminalReady !== undefined) await this.#ask(SET_CONTROL, [dataTerminalReady ? DTR_ON : DTR_OFF]);
    if (requestToSend !== undefined) await this.#ask(SET_CONTROL, [requestToSend ? RTS_ON : RTS_OFF]);
    if (isBreak !== undefined) await this.#ask(SET_CONTROL, [isBreak ? BREAK_ON : BREAK_OFF]);
  }

  #ask(command, values) {
    const bytes = [...values].flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte]));
    this.#socket.write(Uint8Array.of(IAC, SB, COM_PORT, command, ...bytes, IAC, SE));
    return new Promise((resolve) => this.#answers.push({ command: command + 100, resolve }));
  }

  #send(bytes) {
    const out = [];
    for (const byte of bytes) byte === IAC ? out.push(IAC, IAC) : out.push(byte);
    return new Promise((resolve, reject) => this.#socket.write(Uint8Array.from(out), (error) => (error ? reject(error) : resolve())));
  }

  #receive(bytes) {
    const data = [];
    for (const byte of bytes) {
      if (this.#command === null) {
        byte === IAC ? (this.#command = []) : data.push(byte);
      } else if (this.#command.length === 0 && byte === IAC) {
        this.#command = null;
        data.push(IAC);
      } else {
        this.#command.push(byte);
        this.#finishCommand();
      }
    }
    if (data.length) this.#input.enqueue(Uint8Array.from(data));
  }

  #finishCommand() {
    const command = this.#command;
    const isWhole = command[0] === SB ? command.at(-1) === SE && command.at(-2) === IAC : command.length === 2;
    if (!isWhole) return;
    this.#command = null;
    const next = this.#answers[0];
    if (command[0] !== SB || !next || command[1] !== COM_PORT || command[2] !== next.command) return;
    this.#answers.shift();
    next.resolve();
  }
}
