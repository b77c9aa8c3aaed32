/** Makes control, bidirectional and other invisible characters visible as `\u{…}`, half surrogate pairs as `\ufffd`, so that no page can rewrite the terminal. */
export function escapeControls(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}
