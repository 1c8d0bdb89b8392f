import type { VariableRule, VariableRules, Verdict } from "./answer.ts";
import { ignore, ignored, refuse, translate, translated } from "./verdicts.ts";

/** A container of docker-jitsi-meet's own compose files, which this stack does not run. */
function ofCompose(url: string): string | undefined {
  return /^https?:\/\/([a-z0-9-]+\.meet\.jitsi)(?=[:/]|$)/i.exec(url)?.[1];
}

interface Outside {
  readonly service: string;
  readonly setting: string;
  /** Both ways to a service set its mode, where it has one. */
  readonly mode?: string;
  /** Its container in docker-jitsi-meet, where this stack runs one in its place. */
  readonly builtin?: string;
  /** The variable that comes first: the address that browsers reach. */
  readonly elsewhere?: string;
}

function settingsOf({ setting, mode }: Outside): readonly string[] {
  return mode === undefined ? [setting] : [setting, mode];
}

function linked({ service, setting, mode }: Outside, url: string): Verdict {
  const also = mode === undefined ? {} : { [mode]: "external" };
  return translate(setting, url, `${service} runs outside the stack`, also);
}

/** The address of a service as the web container reaches it. */
function internal(outside: Outside): VariableRule {
  const { service, setting, mode, builtin, elsewhere } = outside;
  const reason = `${service} runs outside the stack: ${setting} says where the web container reaches it`;
  return translated(settingsOf(outside), reason, (url, file) => {
    const container = ofCompose(url);
    if (elsewhere !== undefined && file.has(elsewhere)) {
      return ignore(`${elsewhere} comes first, as in docker-jitsi-meet`);
    }
    if (container !== undefined && container === builtin && mode !== undefined) {
      return translate(mode, "builtin", `this stack runs ${service} itself`);
    }
    return container === undefined
      ? linked(outside, url)
      : refuse(
          `${container} is a container of docker-jitsi-meet, which this stack does not run. Name one that runs ` +
            "elsewhere, or remove the line",
        );
  });
}

/** The address of a service as browsers reach it. */
function external(service: string, setting: string, mode: string): VariableRule {
  const outside = { service, setting, mode };
  const reason = `${service} runs outside the stack: ${setting} says where browsers reach it`;
  return translated(settingsOf(outside), reason, (url) => linked(outside, url));
}

const visualizer = ignored("the visualizer of rtcstats keeps an address of its own: nobody in a meeting needs it");

/** Variables of the programs that the page shows beside the meeting. */
export const documentVariables: VariableRules = {
  ETHERPAD_URL_BASE: internal({
    service: "Etherpad",
    setting: "etherpad.url",
    mode: "etherpad.mode",
    builtin: "etherpad.meet.jitsi",
    elsewhere: "ETHERPAD_PUBLIC_URL",
  }),
  ETHERPAD_PUBLIC_URL: external("Etherpad", "etherpad.publicUrl", "etherpad.mode"),
  WHITEBOARD_COLLAB_SERVER_URL_BASE: internal({
    service: "the whiteboard's backend",
    setting: "whiteboard.url",
    mode: "whiteboard.mode",
    builtin: "whiteboard.meet.jitsi",
    elsewhere: "WHITEBOARD_COLLAB_SERVER_PUBLIC_URL",
  }),
  WHITEBOARD_COLLAB_SERVER_PUBLIC_URL: external("the whiteboard's backend", "whiteboard.publicUrl", "whiteboard.mode"),
  RTCSTATS_URL_BASE: internal({ service: "the rtcstats server", setting: "http.rtcstatsUrl" }),
  RTC_VISUALIZER_URL_BASE: visualizer,
  RTC_VISUALIZER_PATH: visualizer,
};
