import { connect } from "node:net";

/** How an endpoint took the wish for a connection. `not asked`: this machine could not even try, which says nothing. */
export type Answer = "accepted" | "refused" | "silent" | "no address" | "unreachable" | "not asked";

/** Opens a TCP connection and closes it at once; nothing is sent. Never waits longer than `timeoutMs`. */
export function askEndpoint(
  { host, port }: { host: string; port: number },
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    // A timer of our own: the socket's begins anew with each address of the host.
    const timer = setTimeout(() => end("silent"), timeoutMs);
    const end = (answer: Answer) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      socket.destroy();
      resolve(answer);
    };
    const stop = () => end("silent");
    signal.addEventListener("abort", stop, { once: true });
    socket.once("connect", () => end("accepted"));
    socket.once("error", (error: NodeJS.ErrnoException) => end(ANSWERS[error.code ?? ""] ?? "not asked"));
  });
}

const ANSWERS: Readonly<Record<string, Answer>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "refused",
  ETIMEDOUT: "silent",
  ENOTFOUND: "no address",
  EHOSTUNREACH: "unreachable",
};
