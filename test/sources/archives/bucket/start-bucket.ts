import { createServer, request, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/**
 * What happens to one request on its way; `undefined`: nothing. Bytes are those of the answer's body: the wire breaks after
 * so many, or gives a few each moment from then on, or others stand in place of them all.
 */
export type Fault = { status: number } | { cutAfter: number } | { slowAfter: number } | { other: Buffer } | undefined;

export interface Bucket {
  endpoint: string;
  /** Decides about each request; set by a test. */
  fault: (method: string, range: string | undefined) => Fault | Promise<Fault>;
  /** Ranges that were asked for. */
  ranges: string[];
  stop(): Promise<void>;
}

interface S3Server {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}

/** Starts a server that speaks S3 with one bucket `archives`, and a wire in front of it that can break. */
export async function startBucket(directory: string): Promise<Bucket> {
  const S3rver = createRequire(import.meta.url)("@20minutes/s3rver") as new (options: object) => S3Server;
  const configureBuckets = [{ name: "archives" }];
  // It signs `/archives` where AWS signs `/archives/` as asked for; unknown keys it refuses all the same.
  const allowMismatchedSignatures = true;
  const server = new S3rver({ port: 0, silent: true, directory, configureBuckets, allowMismatchedSignatures });
  const { port } = await server.run();
  const bucket: Bucket = { endpoint: "", fault: () => undefined, ranges: [], stop: async () => undefined };
  const wire = startWire(port, bucket);
  await new Promise<void>((done) => wire.listen(0, "127.0.0.1", done));
  bucket.endpoint = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`;
  bucket.stop = async () => {
    wire.closeAllConnections();
    wire.close();
    await server.close();
  };
  return bucket;
}

function startWire(port: number, bucket: Bucket): Server {
  return createServer(async (asked, answered) => {
    const { method = "", url, headers } = asked;
    if (headers.range) bucket.ranges.push(headers.range);
    const fault = await bucket.fault(method, headers.range);
    if (fault && "status" in fault) {
      asked.resume();
      answered.writeHead(fault.status, { "content-type": "application/xml" });
      answered.end(`<Error><Code>Broken</Code><Message>key S3RVER-SECRET</Message></Error>`);
      return;
    }
    const onward = request({ port, host: "127.0.0.1", method, path: url, headers, agent: false }, (answer) => {
      if (fault && "other" in fault) {
        const { "content-length": _, ...same } = answer.headers;
        answered.writeHead(answer.statusCode ?? 500, same).end(fault.other);
        answer.destroy();
        return;
      }
      answered.writeHead(answer.statusCode ?? 500, answer.headers);
      let sent = 0;
      answer.on("data", (chunk: Buffer) => {
        const limit = fault ? ("cutAfter" in fault ? fault.cutAfter : fault.slowAfter) : Number.POSITIVE_INFINITY;
        const part = chunk.subarray(0, Math.max(0, limit - sent));
        sent += part.length;
        answered.write(part);
        if (part.length === chunk.length) return;
        answer.destroy();
        if (fault && "slowAfter" in fault) trickle(answered, chunk.subarray(part.length));
        if (fault && "cutAfter" in fault) answered.write("", () => setTimeout(() => answered.destroy(), 20));
      });
      answer.on("end", () => answered.end());
    });
    onward.on("error", () => answered.destroy());
    asked.pipe(onward);
  });
}

/** Sends a few bytes each moment: a wire that is never silent and gets nowhere. */
function trickle(answered: ServerResponse, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    answered.write(bytes.subarray(at, at + 10));
    at += 10;
  }, 50);
  answered.on("close", () => clearInterval(timer));
}
