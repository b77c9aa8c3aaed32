/** Rows as lines with their cells below each other; columns of numbers and amounts flush right, the last one free. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const numeric = head.map((_, column) => body.every((row) => /^[+-]?\d/.test(row[column] ?? "")));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        if (column === head.length - 1) return cell;
        return numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
      })
      .join("  ")
      .trimEnd(),
  );
}
