import type { Check } from "../finding.ts";
import { addresses } from "./addresses.ts";
import { certificate } from "./certificate.ts";
import { clock } from "./clock.ts";
import { disk } from "./disk.ts";
import { docker } from "./docker.ts";
import { loopbackSound } from "./loopback-sound.ts";
import { mediaPorts } from "./media-ports.ts";
import { services } from "./services.ts";
import { settings } from "./settings.ts";
import { udpBuffers } from "./udp-buffers.ts";
import { web } from "./web.ts";

/** Everything that the doctor looks at, the machine first. */
export const checks: readonly Check[] = [
  docker,
  disk,
  clock,
  udpBuffers,
  loopbackSound,
  settings,
  services,
  web,
  certificate,
  addresses,
  mediaPorts,
];
