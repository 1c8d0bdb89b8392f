import { focusUser } from "../accounts.ts";
import { domains } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import type { LuaOptions, Section } from "../write/lua.ts";
import { serviceJid } from "./names.ts";
import { withOwn } from "./prosody-own.ts";
import { roomHosts } from "./prosody-rooms.ts";
import { visitorsComponent } from "./prosody-visitors.ts";

/** The parts of a conference service, each below its own domain. */
export function components(settings: Settings): readonly Section[] {
  const { rooms } = settings;
  const { endConference, avModeration, speakerStats, metadata, polls, focus, audioTranslation, muc, breakout } =
    domains(settings);
  const rest = { breakout_rooms_component: breakout };
  const conference = { muc_component: muc };
  return [
    ...roomHosts(settings),
    component(focus, "client_proxy", { target_address: serviceJid(settings, focusUser) }),
    component(speakerStats, "speakerstats_component", withOwn(settings, "speakerStats", conference)),
    ...(rooms.endConference ? [component(endConference, "end_conference", conference)] : []),
    ...(rooms.avModeration ? [component(avModeration, "av_moderation_component", conference)] : []),
    // The component insists on the name, also where there are no such rooms.
    component(metadata, "room_metadata_component", { ...conference, ...rest }),
    ...(rooms.polls ? [component(polls, "polls_component", {})] : []),
    ...visitorsComponent(settings),
    ...(rooms.audioTranslation
      ? [
          component(audioTranslation, "audio_translation_component", {
            ...conference,
            ...(rooms.breakoutRooms ? rest : {}),
          }),
        ]
      : []),
  ];
}

function component(name: string, module: string, options: LuaOptions): Section {
  return { kind: "component", name, module, options };
}
