import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseSettings } from "../../../config/parse.ts";
import type { Files } from "../../../config/render/files.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { type Outcome, docker, hardened } from "../images/docker.ts";
import { imageName } from "../images/images.ts";
import { temporaryFolder } from "../images/packages.ts";

const versions = {
  jicofo: "1.0-1100-1",
  "jitsi-videobridge2": "2.3-200-1",
  "jitsi-meet-web": "1.0.8000-1",
  "jitsi-meet-prosody": "1.0.8000-1",
  jibri: "8.0-200-1",
  jigasi: "1.1-400-1",
};

/** Settings that the rules between settings accept, on top of these groups. */
export function settingsOf(groups: Readonly<Record<string, object>>): Settings {
  return parseSettings({ images: { versions }, ...groups }).settings;
}

/** Everything of this room on. The rest of the stack as it comes, with recording and tokens: they have alerts of their own. */
export const everything = settingsOf({
  observability: {
    prometheus: { enabled: true },
    loki: { enabled: true },
    grafana: { enabled: true },
    alerts: {
      receivers: ["webhook", "email", "slack"],
      slackChannel: "#ops",
      email: { to: "ops@example.org", from: "meet@example.org", server: "smtp.example.org:587", username: "meet" },
    },
  },
  recording: { enabled: true },
  auth: { type: "jwt", jwt: { appId: "meet" } },
  secrets: {
    jwtAppSecret: "a-secret-that-is-long-enough-1234",
    alertWebhookUrl: "https://hooks.example.org/TOKEN",
    alertSlackUrl: "https://slack.example.org/TOKEN",
    alertEmailPassword: "PASSWORD",
  },
});

/** Runs a program of one of the images on files, without a network. They are in /config. */
export async function runOn(image: string, files: Files, command: readonly string[]): Promise<Outcome> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true, mode: 0o755 });
    await writeFile(join(folder.path, name), text);
    await chmod(join(folder.path, name), 0o644);
  }
  const [entrypoint = "", ...args] = command;
  const outcome = await docker([
    "run", "--rm", "--network=none", ...hardened, `--volume=${folder.path}:/config:ro`,
    `--entrypoint=${entrypoint}`, imageName(image), ...args,
  ]); // prettier-ignore
  await folder.remove();
  return outcome;
}
