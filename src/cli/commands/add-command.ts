import type { Command } from "commander";

/** Adds one command to the program; its action tells the exit code. What a command needs is imported when it runs. */
export type AddCommand = (program: Command, exit: (code: number) => void) => void;
