import { type Check, warning } from "../finding.ts";
import { elsewhere } from "../sight.ts";

/** What the bridge asks the kernel for, bytes: the value of its own Debian package. */
const wanted = 10_485_760;

const file = "/proc/sys/net/core/rmem_max";

export const udpBuffers: Check = {
  title: "Kernel's UDP buffers",
  skip: elsewhere,
  run: async ({ machine }) => {
    const text = await machine.read(file);
    const bytes = Number(text);
    // A container without the host's network does not see the file.
    return text === undefined || bytes >= wanted
      ? []
      : [
          warning({
            problem: `net.core.rmem_max is ${String(bytes)}, the bridges want ${String(wanted)}`,
            effect: "in large meetings packets are lost: picture freezes, sound breaks up",
            fix: `echo net.core.rmem_max=${String(wanted)} | sudo tee /etc/sysctl.d/20-jitsi.conf && sudo sysctl --system`,
          }),
        ];
  },
};
