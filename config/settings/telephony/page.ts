import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, textLine } from "../types.ts";

const effect = ["reload web"] as const;

/** A number that people can call, as a page shows it. */
const dialInNumber = z.strictObject({
  countryCode: z
    .string()
    .regex(/^([A-Z]{2}|SIP|SIP_AUDIO_ONLY)$/, "must be a country's two letters, such as DE, or SIP"),
  formattedNumber: textLine.max(100, "must be at most 100 characters"),
  tollFree: z.boolean().default(false),
  default: z.boolean().default(false),
});

/** How people are told to call in. */
export const dialIn = group({
  numbersUrl: setting(httpUrl.optional(), {
    doc: "Address of a JSON list of the numbers that people can call. Shown together with telephony.dialIn.confCodeUrl only.",
    env: ["DIALIN_NUMBERS_URL"],
    effect,
  }),
  numbers: setting(z.array(dialInNumber).min(1, "must name a number").optional(), {
    doc: "The numbers themselves, in the place of a service at telephony.dialIn.numbersUrl: the web server hands out the list.",
    effect,
  }),
  confCodeUrl: setting(httpUrl.optional(), {
    doc: "Service that maps a meeting to the code that callers type.",
    env: ["CONFCODE_URL"],
    effect,
  }),
});

/** How a meeting calls people. */
export const dialOut = group({
  authUrl: setting(httpUrl.optional(), {
    doc: "Service that says whether a number may be called.",
    env: ["DIALOUT_AUTH_URL"],
    effect,
  }),
  regionUrl: setting(httpUrl.optional(), {
    doc: "Service that lists the countries which may be called.",
    effect,
  }),
});

/** How people are invited from a directory. */
export const invite = group({
  serviceUrl: setting(httpUrl.optional(), {
    doc: "Service that sends invitations.",
    env: ["INVITE_SERVICE_URL"],
    effect,
  }),
  peopleSearchUrl: setting(httpUrl.optional(), {
    doc: "Directory of people who can be invited.",
    env: ["PEOPLE_SEARCH_URL"],
    effect,
  }),
  peopleSearchTypes: setting(
    z
      .array(z.enum(["conferenceRooms", "email", "phone", "room", "sip", "user", "videosipgw"]))
      .default(["user", "conferenceRooms"]),
    { doc: "What that directory is asked for.", effect },
  ),
});
