import { z } from "zod";
import { group, setting } from "./setting.ts";

const version = z.string().regex(/^[0-9][A-Za-z0-9.+~:-]*$/, "must be a Debian package version such as 1.0-1100-1");

export const images = group({
  packages: setting(z.enum(["jitsi", "directory", "rehearsal"]).default("jitsi"), {
    doc: "Where Jitsi's own packages come from. `jitsi`: the project's signed Debian repository. `directory`: .deb files in images.directory. `rehearsal`: stand-ins that prove the wiring and carry no media.",
    effect: ["rebuild images"],
  }),
  directory: setting(z.string().min(1).optional(), {
    doc: "Folder with the .deb files of images.packages directory. Relative to the project's folder.",
    effect: ["rebuild images"],
  }),
  repository: setting(
    z
      .url({ protocol: /^https?$/, error: "must be an http(s) URL" })
      .transform((value) => value.replace(/\/+$/, ""))
      .default("https://download.jitsi.org"),
    {
      doc: "The Debian repository of images.packages jitsi, or a mirror of it.",
      effect: ["rebuild images"],
    },
  ),
  suite: setting(z.enum(["stable", "unstable"]).default("stable"), {
    doc: "Which releases images.packages jitsi offers.",
    effect: ["rebuild images"],
  }),
  signingKey: setting(
    z
      .string()
      .regex(/^[0-9A-F]{40}$/, "must be the 40 hexadecimal digits of an OpenPGP fingerprint, in upper case")
      .default("66A9CD0595D6AFA247290D3BEF8B479E2DC1389C"),
    {
      doc: "Fingerprint of the key that must have signed the repository.",
      effect: ["rebuild images"],
    },
  ),
  versions: setting(
    z
      .strictObject({
        jicofo: version.optional(),
        "jitsi-videobridge2": version.optional(),
        "jitsi-meet-web": version.optional(),
        "jitsi-meet-prosody": version.optional(),
        jibri: version.optional(),
        jigasi: version.optional(),
      })
      .prefault({}),
    {
      doc: "Package versions that images.packages jitsi installs. Those of all services that are on are needed there: nothing is upgraded by accident.",
      effect: ["rebuild images"],
    },
  ),
});
