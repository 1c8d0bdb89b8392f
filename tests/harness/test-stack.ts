import { freeTcpPort, freeUdpPort } from "./ports.ts";
import { ScratchStack, type RawSettings } from "./scratch-stack.ts";

/** A scratch stack of rehearsal packages on free ports of this machine. */
export interface TestStack {
  readonly stack: ScratchStack;
  readonly url: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly mediaPort: number;
}

export async function createTestStack(name: string, settings: RawSettings = {}): Promise<TestStack> {
  const [httpPort, httpsPort, mediaPort] = [await freeTcpPort(), await freeTcpPort(), await freeUdpPort()];
  const stack = await ScratchStack.create(name, {
    ...settings,
    http: { port: httpPort, ...settings["http"] },
    tls: { port: httpsPort, ...settings["tls"] },
    bridge: { port: mediaPort, ...settings["bridge"] },
    images: { packages: "rehearsal", ...settings["images"] },
  });
  return { stack, url: `https://localhost:${String(httpsPort)}`, httpPort, httpsPort, mediaPort };
}
