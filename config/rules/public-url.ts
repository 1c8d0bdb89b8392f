import { removeCommand, setCommand } from "../commands.ts";
import { isLocal, publicUrl } from "../derived.ts";
import type { Problem } from "../problems.ts";
import { nearest } from "../suggest.ts";
import type { Draft, Rule } from "./draft.ts";

const reads = ["general.publicUrl", "tls.mode", "tls.port", "http.port", "http.redirect"];

function schemeProblem({ settings }: Draft): Problem | undefined {
  const url = new URL(publicUrl(settings));
  if (url.protocol !== "http:") {
    return undefined;
  }
  const secure = `https://${url.host}`;
  if (settings.tls.mode !== "off") {
    return {
      path: "general.publicUrl",
      value: url.origin,
      reason: `must be https: tls.mode is ${settings.tls.mode}`,
      fix: url.hostname === "localhost" ? removeCommand("general.publicUrl") : setCommand("general.publicUrl", secure),
    };
  }
  return isLocal(settings)
    ? undefined
    : {
        path: "general.publicUrl",
        value: url.origin,
        reason:
          "must be https: browsers give camera and microphone to no other page. With tls.mode off, a proxy in front ends TLS",
        fix: setCommand("general.publicUrl", secure),
      };
}

const scheme: Rule = { reads, check: (draft) => [schemeProblem(draft)].filter((problem) => problem !== undefined) };

/** Elsewhere a router or a proxy may map the port; on this machine nothing does. */
const portOfThisMachine: Rule = {
  reads,
  check: ({ settings }) => {
    const url = new URL(publicUrl(settings));
    const secure = url.protocol === "https:";
    const [setting, served] = secure ? ["tls.port", settings.tls.port] : ["http.port", settings.http.port];
    const named = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
    const wrong = isLocal(settings) && secure === (settings.tls.mode !== "off") && named !== served;
    return wrong
      ? [
          {
            path: "general.publicUrl",
            value: url.origin,
            reason: `names port ${String(named)}, where nothing answers: ${setting} is ${String(served)}`,
            fix: setCommand("general.publicUrl", `${url.protocol}//${url.hostname}:${String(served)}`),
          },
        ]
      : [];
  },
};

/** Whatever a router or a proxy maps elsewhere: no HTTPS comes from where this stack speaks HTTP. */
const portOfPlainHttp: Rule = {
  reads,
  check: ({ settings }) => {
    const { tls, http } = settings;
    const url = new URL(publicUrl(settings));
    const wrong = url.protocol === "https:" && tls.mode !== "off" && Number(url.port) === http.port;
    return wrong && !isLocal(settings) && http.port !== tls.port
      ? [
          {
            path: "general.publicUrl",
            value: url.origin,
            reason: `names port ${url.port}, which is plain HTTP (http.port): HTTPS is on tls.port, ${String(tls.port)}`,
            fix: setCommand("general.publicUrl", `https://${url.hostname}:${String(tls.port)}`),
          },
        ]
      : [];
  },
};

const redirectToItself: Rule = {
  reads,
  check: ({ settings }) =>
    settings.http.redirect && publicUrl(settings).startsWith("http:")
      ? [
          {
            path: "http.redirect",
            value: true,
            reason: `has nowhere to go: the public URL is ${new URL(publicUrl(settings)).origin}, plain HTTP itself`,
            fix: setCommand("http.redirect", false),
          },
        ]
      : [],
};

/** The list is quick to have, but lacks the older names. A formatter knows those, too, and takes ten times as long. */
function isTimeZone(name: string): boolean {
  if (name === "UTC" || Intl.supportedValuesOf("timeZone").includes(name)) {
    return true;
  }
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const timezone: Rule = {
  reads: ["general.timezone"],
  check: ({ settings: { general } }) => {
    if (isTimeZone(general.timezone)) {
      return [];
    }
    const meant = nearest(general.timezone, Intl.supportedValuesOf("timeZone")) ?? "UTC";
    return [
      {
        path: "general.timezone",
        value: general.timezone,
        reason: `is no time zone. ${meant === "UTC" ? "One is" : "Did you mean"} ${meant}${meant === "UTC" ? "." : "?"}`,
        fix: setCommand("general.timezone", meant),
      },
    ];
  },
};

export const publicUrlRules: readonly Rule[] = [scheme, portOfThisMachine, portOfPlainHttp, redirectToItself, timezone];
