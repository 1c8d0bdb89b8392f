import { publicUrl } from "../../derived.ts";
import { dialInPath } from "../web-files.ts";
import type { Settings } from "../../settings/index.ts";
import type { JsValue } from "../../write/js.ts";

/**
 * config.js: calls by telephone, and invitations from a directory. Not bound to telephony.enabled: the gateway that numbers lead to
 * may be another one.
 */
export function telephonyConfig(settings: Settings): Readonly<Record<string, JsValue>> {
  const { dialIn, dialOut, invite } = settings.telephony;
  const numbers = dialIn.numbers === undefined ? dialIn.numbersUrl : `${publicUrl(settings)}${dialInPath}`;
  return {
    ...(numbers === undefined ? {} : { dialInNumbersUrl: numbers }),
    ...(dialIn.confCodeUrl === undefined ? {} : { dialInConfCodeUrl: dialIn.confCodeUrl }),
    ...(dialOut.authUrl === undefined ? {} : { dialOutAuthUrl: dialOut.authUrl }),
    ...(dialOut.regionUrl === undefined ? {} : { dialOutRegionUrl: dialOut.regionUrl }),
    ...(invite.serviceUrl === undefined ? {} : { inviteServiceUrl: invite.serviceUrl }),
    ...(invite.peopleSearchUrl === undefined
      ? {}
      : { peopleSearchUrl: invite.peopleSearchUrl, peopleSearchQueryTypes: invite.peopleSearchTypes }),
  };
}
