import { networkInterfaces } from "node:os";
import { isLocal, publicUrl } from "../config/derived.ts";
import type { Settings } from "../config/settings/index.ts";

/** What `npm start` ends with: where the page is, what runs, what to do next. */
export function summary(settings: Settings, services: readonly string[], seconds: number): string {
  const certificate =
    settings.tls.mode === "self-signed"
      ? "  Your browser will warn about the certificate: it is the stack's own.\n"
      : "";
  const rehearsal =
    settings.images.packages === "rehearsal"
      ? "  REHEARSAL packages: rooms and people are real, audio and video are not there.\n  With Jitsi's own: npm run pulumi -- config set --path images.packages jitsi\n"
      : "";
  const others = Object.values(networkInterfaces())
    .flat()
    .some((address) => address?.internal === false);
  const reach =
    isLocal(settings) && others
      ? "  For others:        npm run pulumi -- config set --path general.publicUrl https://meet.example.org\n"
      : "";
  return `
Jitsi Meet runs at ${publicUrl(settings)}  (${seconds.toFixed(0)} s)
${certificate}${rehearsal}
  Running:           ${services.join(", ")}
  Health:            ./jitsi status
  Who may open rooms: npm run pulumi -- config set --path auth.type internal
${reach}  Apply changes:     npm start
  Look first:        npm run pulumi -- preview --diff
  All settings:      ./jitsi settings, docs/reference.md
  Stop, remove all:  npm stop
`;
}
