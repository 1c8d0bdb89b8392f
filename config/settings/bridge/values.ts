import { z } from "zod";

/** Value types of the bridges and of jicofo. Each message completes the sentence "<setting>: ...". */

/** Name of a region, as bridges announce it and the page may say it of itself. */
export const regionName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    "must be a region's name: up to 64 letters, digits, dots, dashes and underscores, such as eu-central",
  );

/** A part of something, as whole percent. */
export const percent = z
  .int("must be whole percent, 1 to 100")
  .min(1, "must be whole percent, 1 to 100")
  .max(100, "must be whole percent, 1 to 100");

const optionText = z.string().regex(/^[^\0]*$/, "must not hold a NUL");

/** A value of a key in the program's file: a text stays a text, whatever is in it. */
export type ProgramOption = string | number | boolean | readonly (string | number | boolean)[];

/** Further keys of a program's configuration file, by their dotted paths. Which keys there are is a rule's matter. */
export const programOptions = z.record(
  z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)+$/,
      "must be a dotted path of names, such as jicofo.conference.min-participants",
    ),
  z.union([optionText, z.number(), z.boolean(), z.array(z.union([optionText, z.number(), z.boolean()]))], {
    error: "must be a text, a number, true, false, or a list of those",
  }),
);
