import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import * as z from "zod";

const addressSchema = z.object({ port: z.int() });

export interface CuttingProxy {
  port: number;
  /** Bytes that came from the server over all connections. */
  passed(): number;
}

/**
 * A TCP proxy before a server's socket that lets `bytes` of the server's answers through, of all connections together, and then hangs up, or with `stall`
 * says nothing any more and keeps the line open.
 */
export async function cuttingProxy(socketPath: string, bytes: number, { stall = false } = {}): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let passed = 0;
  const proxy = createServer((client) => {
    const server = connect(socketPath);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    client.pipe(server);
    client.on("close", () => server.destroy());
    server.on("close", () => stall || client.end());
    server.on("data", (data) => {
      const room = bytes - passed;
      passed += Math.min(data.length, Math.max(0, room));
      if (room > 0) client.write(data.subarray(0, room));
      if (passed < bytes || stall) return;
      client.destroySoon();
      server.destroy();
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  return { port: addressSchema.parse(proxy.address()).port, passed: () => passed };
}
