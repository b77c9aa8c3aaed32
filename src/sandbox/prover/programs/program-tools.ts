/** Runs the program with these arguments in a place where it can do nothing; gives all that it printed. */
export type RunProgram = (...args: string[]) => Promise<string>;

export interface ProgramTools {
  run: RunProgram;
  /** Writes a file that the program may read, and gives its path. */
  file(name: string, text: string): string;
  /** An empty folder. */
  empty: string;
}
