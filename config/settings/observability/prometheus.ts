import { z } from "zod";
import { group, setting } from "../setting.ts";
import { hostAndPort, memory, textLine, whole } from "../types.ts";

/** The services' own metrics are switched on with it. */
const measured = [
  "restart prosody",
  "restart jicofo",
  "restart jvb",
  "reload web",
  "restart jibri",
  "restart jigasi",
  "restart transcriber",
] as const;

/** Numbers of the services, kept and watched. */
export const prometheus = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Prometheus keeps the numbers of every service that is on, and checks them for trouble. The services answer it inside the stack's networks only; Grafana shows what it has.",
    effect: measured,
  }),
  retentionDays: setting(whole(1, 3650).default(15), {
    doc: "How long it keeps numbers.",
    unit: "days",
    effect: ["restart prometheus"],
  }),
  scrapeInterval: setting(whole(1, 300).default(15), {
    doc: "How often it asks each service, and checks the rules.",
    unit: "seconds",
    effect: ["restart prometheus"],
  }),
  memory: setting(memory(512, 128), { doc: "Memory limit of Prometheus.", unit: "MiB", effect: ["nothing"] }),
});

const address = z
  .string()
  .regex(/^[^@\s"<>,;]+@[^@\s"<>,;]+$/, "must be one e-mail address, such as ops@example.org")
  .max(254, "must be at most 254 characters");

const restarts = ["restart alertmanager"] as const;

/** Who is told when something is wrong. */
export const alerts = group({
  receivers: setting(z.array(z.enum(["webhook", "email", "slack"])).default([]), {
    doc: "Ways to tell: `webhook` (secrets.alertWebhookUrl), `email` (observability.alerts.email.*), `slack` (secrets.alertSlackUrl). Where there is one, Alertmanager runs.",
    effect: ["restart prometheus", ...restarts],
  }),
  after: setting(whole(0, 3600).default(120), {
    doc: "How long trouble has to last before it is told.",
    unit: "seconds",
    effect: ["restart prometheus"],
  }),
  wait: setting(whole(0, 3600).default(30), {
    doc: "How long Alertmanager collects what happens at once, to tell it in one message.",
    unit: "seconds",
    effect: restarts,
  }),
  repeatHours: setting(whole(1, 720).default(12), {
    doc: "How often trouble that goes on is told again.",
    unit: "hours",
    effect: restarts,
  }),
  slackChannel: setting(textLine.optional(), {
    doc: "Channel of the messages, such as #ops.",
    derivedDefault: "the one that the URL stands for",
    effect: restarts,
  }),
  email: group({
    to: setting(address.optional(), { doc: "Who gets the mails.", effect: restarts }),
    from: setting(address.optional(), { doc: "Whom the mails come from.", effect: restarts }),
    server: setting(hostAndPort.optional(), {
      doc: "Mail server that takes them, by STARTTLS, or by TLS on port 465: smtp.example.org:587.",
      effect: restarts,
    }),
    username: setting(textLine.optional(), {
      doc: "Its user, to secrets.alertEmailPassword. Without one nobody logs in.",
      effect: restarts,
    }),
  }),
});
