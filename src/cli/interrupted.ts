/** Settles at Ctrl-C or a polite kill, so that the caller can close what it opened. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const hear = () => {
        resolve();
        // Servers that were started since ask whether somebody else hears the signal: it stays heard until all were told.
        setImmediate(() => process.off(signal, hear));
      };
      process.on(signal, hear);
    }
  });
}
