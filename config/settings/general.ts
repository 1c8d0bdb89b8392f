import { z } from "zod";
import { group, setting } from "./setting.ts";

/** Whether a URL has neither user, path, query nor fragment. */
function isOrigin({ username, password, pathname, search, hash }: URL): boolean {
  return username === "" && password === "" && pathname === "/" && search === "" && hash === "";
}

/** URLs allow quotes, dollar signs and braces in a host's name, DNS does not. */
function isPlainHost(host: string): boolean {
  return /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])$/.test(host);
}

export const general = group({
  environment: setting(z.enum(["development", "production"]).default("development"), {
    doc: "What the stack is for. `production` refuses rehearsal packages and protects the volume that holds the accounts.",
    effect: ["nothing"],
  }),
  publicUrl: setting(
    z
      .url({ protocol: /^https?$/, error: "must be an http(s) URL such as https://meet.example.org" })
      .refine(
        (value) => !URL.canParse(value) || isOrigin(new URL(value)),
        "must be scheme, host and port only: Jitsi Meet does not work below a path",
      )
      .refine(
        (value) => !URL.canParse(value) || isPlainHost(new URL(value).hostname),
        "must have a host name of letters, digits, dashes and dots, or an IP address",
      )
      .transform((value) => new URL(value).origin)
      .optional(),
    {
      doc: "The address people open, as their browser sees it: scheme, host, and the port unless it is the usual one.",
      env: ["PUBLIC_URL"],
      derivedDefault: "https://localhost:<tls.port>, or http://localhost:<http.port> with tls.mode off",
      effect: ["restart web", "restart jvb"],
    },
  ),
  timezone: setting(
    z
      .string()
      .regex(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/, "must be a time zone such as UTC or Europe/Berlin")
      .default("UTC"),
    {
      doc: "Time zone of the log lines.",
      env: ["TZ"],
      effect: ["restart web", "restart prosody", "restart jicofo", "restart jvb"],
    },
  ),
});
