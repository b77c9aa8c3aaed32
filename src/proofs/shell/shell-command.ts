/** A word as the program gets it, where it begins, and how it is written. */
export interface ShellWord {
  text: string;
  at: number;
  raw: string;
}

/** A simple command: its program without folders, and its words with where they begin. */
export interface ShellCommand {
  name: string;
  words: ShellWord[];
  /** What a here-document gives it to read, where nothing in it is expanded. */
  input?: { text: string; at: number } | undefined;
}
