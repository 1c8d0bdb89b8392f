import { z } from "zod";
import { group, setting } from "../setting.ts";
import { moduleName, optionName, optionValue } from "./values.ts";

/** Parts of Prosody's configuration that take modules and options of a stack's own, with the variable that named modules. */
const sections = {
  global: ["the whole server", "GLOBAL_MODULES"],
  main: ["the main host, xmpp.domain", "XMPP_MODULES"],
  guest: ["the guests' host, with auth.guests", undefined],
  muc: ["the conference rooms", "XMPP_MUC_MODULES"],
  internalMuc: ["the services' own rooms", "XMPP_INTERNAL_MUC_MODULES"],
  lobby: ["the lobby rooms, with rooms.lobby", "XMPP_LOBBY_MUC_MODULES"],
  breakout: ["the breakout rooms, with rooms.breakoutRooms", "XMPP_BREAKOUT_MUC_MODULES"],
  speakerStats: ["the component that counts speaking times", "XMPP_SPEAKERSTATS_MODULES"],
} as const;

/** One of them. */
export type SectionName = keyof typeof sections;

export const sectionNames = Object.keys(sections) as readonly SectionName[];

function modulesOf(name: SectionName) {
  const [what, variable] = sections[name];
  return setting(z.array(moduleName).default([]), {
    doc: `Prosody modules to load on ${what}, beside those that the stack needs.`,
    ...(variable === undefined ? {} : { env: [variable] }),
    effect: ["restart prosody"],
  });
}

function optionsOf(name: SectionName) {
  return setting(z.record(optionName, optionValue).default({}), {
    doc: `Prosody options for ${sections[name][0]}, by name. A value is a text, a number, true, false, or a list or table of those.`,
    effect: ["restart prosody"],
  });
}

export const modules = group({
  global: modulesOf("global"),
  main: modulesOf("main"),
  guest: modulesOf("guest"),
  muc: modulesOf("muc"),
  internalMuc: modulesOf("internalMuc"),
  lobby: modulesOf("lobby"),
  breakout: modulesOf("breakout"),
  speakerStats: modulesOf("speakerStats"),
});

export const options = group({
  global: optionsOf("global"),
  main: optionsOf("main"),
  guest: optionsOf("guest"),
  muc: optionsOf("muc"),
  internalMuc: optionsOf("internalMuc"),
  lobby: optionsOf("lobby"),
  breakout: optionsOf("breakout"),
  speakerStats: optionsOf("speakerStats"),
});
