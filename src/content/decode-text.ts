import { Buffer, isAscii, isUtf8 } from "node:buffer";

/** Decodes a file as UTF-8 without its byte order mark, or says why it is no text. */
export function decodeText(bytes: Uint8Array): { text: string } | { problem: string; hint: string } {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    return { problem: `Unexpected NUL at byte ${nul}, expected text`, hint: "Save the file as UTF-8 text." };
  }
  if (!isUtf8(bytes)) return { problem: "Unexpected bytes that are not UTF-8", hint: "Save the file as UTF-8." };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(bytes)) return { text: buffer.toString("latin1") };
  const text = buffer.toString("utf8");
  return { text: text.startsWith("\uFEFF") ? text.slice(1) : text };
}
