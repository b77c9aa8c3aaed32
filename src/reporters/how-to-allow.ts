/** The comment that allows a check's findings where they stand (design.md section 7). */
export function howToAllow(check: string): string {
  return `<!-- plumbline allow ${check} reason="why it may stay" until=YYYY-MM-DD -->`;
}
