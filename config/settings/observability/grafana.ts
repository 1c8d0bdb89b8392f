import { z } from "zod";
import { group, setting } from "../setting.ts";
import { memory, port, textLine, whole } from "../types.ts";

const imageName = textLine.regex(
  /^[a-z0-9][a-z0-9._/:-]*:[A-Za-z0-9_][A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?$/,
  "must be an image with a tag, such as grafana/grafana:12.0.2",
);

/** Dashboards. */
export const grafana = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Grafana shows what Prometheus and Loki have, on dashboards that come with the stack. Its user is admin; the password is generated: see docs/monitoring.md.",
    effect: ["reload web"],
  }),
  access: setting(z.enum(["port", "web"]).default("port"), {
    doc: "`port`: on observability.grafana.port of 127.0.0.1, for a tunnel. `web`: below /grafana/ of the public URL, behind its password.",
    effect: ["reload web", "restart grafana"],
  }),
  port: setting(port.default(3000), {
    doc: "Its port on 127.0.0.1, with observability.grafana.access port.",
    effect: ["restart grafana"],
  }),
  image: setting(imageName.default("grafana/grafana:12.0.2"), {
    doc: "Image it runs as. Debian has no Grafana.",
    effect: ["restart grafana"],
  }),
  passwordRotation: setting(whole(0).default(0), {
    doc: "Another number makes a new password for admin. Grafana takes it in when its data volume is new; else: grafana cli admin reset-admin-password.",
    effect: ["restart grafana"],
  }),
  memory: setting(memory(512, 128), { doc: "Memory limit of Grafana.", unit: "MiB", effect: ["nothing"] }),
});

/** Logs that can be searched. */
export const loki = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Every service's log goes to a collector on 127.0.0.1, which finds service and level of each line, and to Loki, which keeps it for Grafana. `docker logs` goes on working.",
    effect: ["restart web", "restart prosody", "restart jicofo", "restart jvb"],
  }),
  retentionDays: setting(whole(1, 3650).default(14), {
    doc: "How long it keeps logs.",
    unit: "days",
    effect: ["restart loki"],
  }),
  port: setting(port.default(1514), {
    doc: "UDP port of 127.0.0.1 on which the collector takes lines from the Docker daemon.",
    effect: ["restart web", "restart prosody", "restart jicofo", "restart jvb", "restart log-collector"],
  }),
  image: setting(imageName.default("grafana/loki:3.0.0"), {
    doc: "Image it runs as. Debian has no Loki: its package of that name is a genetics program.",
    effect: ["restart loki"],
  }),
  memory: setting(memory(512, 128), { doc: "Memory limit of Loki.", unit: "MiB", effect: ["nothing"] }),
});
