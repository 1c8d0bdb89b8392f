import { z } from "zod";
import { setting } from "../setting.ts";
import type { Effect } from "../setting.ts";
import { hostName, memory, textLine, whole } from "../types.ts";

/** Name of a property of jigasi. Passwords travel as secrets only. */
const propertyName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9._:/-]*$/, "must be the name of a property, such as org.jitsi.jigasi.MUC_JOIN_TIMEOUT")
  .refine(
    (name) => !/pass(word)?$|secret|private_key$/i.test(name),
    "must be the name of a property that holds no secret",
  );

const propertyValue = z.string().regex(/^[^\r\n\0]*$/, "must be one line of text");

/** What jigasi knows in both of its roles. `service` is the container, `name` what people call it. */
export function gatewaySettings(service: "jigasi" | "transcriber", name: string) {
  const effect: readonly Effect[] = [`restart ${service}`];
  return {
    inviteTimeout: setting(whole(1, 600).default(30), {
      doc: `How long the ${name} waits in a meeting for jicofo's invitation.`,
      unit: "seconds",
      effect,
    }),
    region: setting(textLine.optional(), {
      doc: `Region that the ${name} says it is in: jicofo prefers one of a meeting's own region.`,
      effect,
    }),
    trustedDomains: setting(z.array(hostName).optional(), {
      doc: "XMPP domains whose members are taken for services, not for people.",
      effect,
    }),
    metrics: setting(z.boolean().default(false), {
      doc: `The ${name} answers /metrics for Prometheus in the stack's networks. Its control interface is on the same port.`,
      effect,
    }),
    options: setting(z.record(propertyName, propertyValue).default({}), {
      doc: "Further properties of jigasi, by name. They replace those that the other settings make.",
      effect,
    }),
    logLevel: setting(z.enum(["debug", "info", "warn", "error"]).default("info"), {
      doc: `How much the ${name} logs.`,
      effect,
    }),
    sentry: setting(z.boolean().default(false), {
      doc: `The ${name} reports errors to Sentry, at secrets.jigasiSentryDsn.`,
      effect,
    }),
    memory: setting(memory(1024, 512), {
      doc: `Memory the ${name}'s container may use. The Java heap takes up to 70 % of it.`,
      unit: "MiB",
      effect: ["nothing"],
    }),
  };
}
