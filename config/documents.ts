import { internalPorts } from "./ports.ts";
import type { Settings } from "./settings/index.ts";

/** Where the programs are that the page shows beside the meeting: in the stack, or elsewhere. */

/** Their names on the stack's network. */
export const etherpadHost = "etherpad";
export const whiteboardHost = "whiteboard";

/** Where nginx reaches what it passes /etherpad/ on to. None: the page has no such program here. */
export function etherpadAddress({ etherpad }: Settings): string | undefined {
  return address(etherpad, `http://${etherpadHost}:${String(internalPorts.etherpadHttp)}`);
}

/** The same for /socket.io/. */
export function whiteboardAddress({ whiteboard }: Settings): string | undefined {
  return address(whiteboard, `http://${whiteboardHost}:${String(internalPorts.whiteboardHttp)}`);
}

type Program = Pick<Settings["whiteboard"], "mode" | "url" | "publicUrl">;

function address({ mode, url, publicUrl: elsewhere }: Program, builtin: string): string | undefined {
  switch (mode) {
    case "off":
      return undefined;
    case "builtin":
      return builtin;
    case "external":
      return elsewhere === undefined ? url : undefined;
  }
}
