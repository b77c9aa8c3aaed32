/** Decodes a file as UTF-8 without its byte order mark, or says why it is no text. */
export function decodeText(bytes: Uint8Array): { text: string } | { problem: string; hint: string } {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    return { problem: `Unexpected NUL at byte ${nul}, expected text`, hint: "Save the file as UTF-8 text." };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: "Unexpected bytes that are not UTF-8", hint: "Save the file as UTF-8." };
  }
}
