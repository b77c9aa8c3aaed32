const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const endings = new Set<() => void>();

/** Runs `ending`, which must not wait, when this process ends in any way but SIGKILL. Returns how to take it back. */
export function endWithProcess(ending: () => void): () => void {
  if (endings.size === 0) listen();
  endings.add(ending);
  return () => {
    if (endings.delete(ending) && endings.size === 0) unlisten();
  };
}

function runEndings(): void {
  const all = [...endings];
  endings.clear();
  unlisten();
  for (const ending of all) ending();
}

/**
 * Where this process has other handlers for the signal they decide: they may end it, which runs the endings, or go on.
 * Where there are none, the signal does what it does without us, so that the caller sees the right exit status.
 */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  runEndings();
  process.kill(process.pid, signal);
}

function listen(): void {
  process.on("exit", runEndings);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off("exit", runEndings);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
