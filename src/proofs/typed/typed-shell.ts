const PROMPT = /^(?:[\w.@~:/-]*[$#%]|\$|#)\s(?=\S)/;

/** In a block with prompts only what stands behind them was typed; the rest is output. Every character keeps its place. */
export function typedShell(code: string): string {
  const lines = code.split("\n");
  const first = lines.find((line) => line.trim() !== "") ?? "";
  // `# …` at the beginning of a block is a comment, not root's prompt.
  if (!PROMPT.test(first) || first.startsWith("#")) return code;
  let goesOn = false;
  return lines
    .map((line) => {
      const prompt = PROMPT.exec(line)?.[0];
      if (prompt === undefined && !goesOn) return " ".repeat(line.length);
      goesOn = /\\\s*$/.test(line);
      return prompt === undefined ? line : " ".repeat(prompt.length) + line.slice(prompt.length);
    })
    .join("\n");
}
