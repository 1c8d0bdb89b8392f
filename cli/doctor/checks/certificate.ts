import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { setCommand, setFromFileCommand } from "../../../config/commands.ts";
import { isLocal, publicHost, publicUrl } from "../../../config/derived.ts";
import { publishedPorts } from "../../../config/ports.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { warningDays } from "../../../config/warnings.ts";
import { broken, type Check, type Finding, warning } from "../finding.ts";
import { notRunning, reachable, type Sight, upCommand } from "../sight.ts";
import type { Shown } from "../tls.ts";

const millisecondsADay = 86_400_000;

/** The chain ends before an authority that others know: phones do not look for the rest. */
const incomplete = ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UNABLE_TO_GET_ISSUER_CERT"];

/** What brings a better certificate. */
function renewal({ tls }: Settings, stack: string): string {
  const mode: string = tls.mode;
  const own = [
    setFromFileCommand("tls.certificate", "fullchain.pem"),
    setFromFileCommand("secrets.tlsKey", "key.pem", true),
  ];
  return mode === "custom"
    ? `${own.join(" && ")}, then ${upCommand(stack)}`
    : mode === "self-signed"
      ? `${setCommand("tls.rotation", tls.rotation + 1)}, then ${upCommand(stack)}`
      : mode === "off"
        ? "renew it in the proxy in front"
        : "docker logs of the service that fetches certificates says why it did not: ./jitsi status";
}

function times({ certificate }: Shown, now: number, fix: string): Finding[] {
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const effect = "browsers and phones refuse the page";
  if (now > to || now < from) {
    const problem =
      now > to
        ? `the certificate ran out on ${new Date(to).toISOString().slice(0, 10)}`
        : `the certificate is not valid before ${new Date(from).toISOString()}`;
    return [broken({ problem, effect, fix })];
  }
  const days = Math.floor((to - now) / millisecondsADay);
  return days < warningDays
    ? [warning({ problem: `the certificate runs out in ${String(days)} days`, effect: `then ${effect}`, fix })]
    : [];
}

function names({ certificate }: Shown, host: string, fix: string): Finding[] {
  const fits = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  return fits === undefined
    ? [
        broken({
          problem: `the certificate is not for ${host}, but for ${certificate.subjectAltName ?? certificate.subject}`,
          effect: "browsers and phones refuse the page",
          fix,
        }),
      ]
    : [];
}

function chain({ untrusted }: Shown, settings: Settings, fix: string): Finding[] {
  if (untrusted === undefined || isLocal(settings) || /EXPIRED|NOT_YET_VALID/.test(untrusted)) {
    return [];
  }
  if (incomplete.includes(untrusted)) {
    return [
      broken({
        problem: `the certificate's chain is not complete (${untrusted}): the authority's intermediate certificate is missing, or the authority is not a public one`,
        effect: "phones and some browsers refuse the page",
        fix,
      }),
    ];
  }
  return [
    warning({
      problem: `this machine does not know the certificate's authority (${untrusted})`,
      effect: "browsers that do not know it either warn, and the apps on phones refuse",
      fix:
        settings.tls.mode === "self-signed"
          ? `get a certificate of a public authority; ${setCommand("tls.mode", "custom")}`
          : fix,
    }),
  ];
}

/** Whether the web server shows what the settings say. */
function isOurs({ certificate }: Shown, { stack, settings }: Sight): Finding[] {
  const { mode, certificate: wanted } = settings.tls;
  return mode !== "custom" ||
    wanted === undefined ||
    new X509Certificate(wanted).fingerprint256 === certificate.fingerprint256
    ? []
    : [
        warning({
          problem: "the web server shows another certificate than that of tls.certificate",
          effect: "a renewed certificate is not in use",
          fix: upCommand(stack),
        }),
      ];
}

/** Where the page's certificate is shown: by the web server, or by the proxy in front. */
function place(sight: Sight): { host: string; port: number } | undefined {
  const https = publishedPorts(sight.settings).find(({ purpose }) => purpose === "HTTPS");
  if (https !== undefined) {
    return { host: reachable(sight, https), port: https.external };
  }
  const { protocol, hostname, port } = new URL(publicUrl(sight.settings));
  return protocol === "https:" ? { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 443) } : undefined;
}

export const certificate: Check = {
  title: "Certificate of the page",
  skip: (sight) => notRunning(sight) ?? (place(sight) === undefined ? "the page is opened without TLS" : undefined),
  run: async (sight) => {
    const { machine, settings, stack } = sight;
    const { host, port } = place(sight) ?? { host: "", port: 0 };
    const name = publicHost(settings).replace(/^\[|\]$/g, "");
    const fix = renewal(settings, stack);
    let shown: Shown;
    try {
      shown = await machine.certificate(host, port, name);
    } catch (error) {
      const problem = `no certificate is shown on TCP port ${String(port)} at ${host}: ${(error as Error).message}`;
      return settings.tls.mode === "off"
        ? [
            warning({
              problem,
              effect: "nobody can open the page, unless only this machine cannot",
              fix: `openssl s_client -connect ${name}:${String(port)}`,
            }),
          ]
        : [broken({ problem, effect: "nobody can open the page", fix: upCommand(stack) })];
    }
    return [
      ...times(shown, machine.now(), fix),
      ...names(shown, name, fix),
      ...chain(shown, settings, fix),
      ...isOurs(shown, sight),
    ];
  },
};
