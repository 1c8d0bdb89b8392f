import { ldapRows } from "./auth/ldap.ts";
import { tokenRows } from "./auth/tokens.ts";
import { added, type EffectRow } from "./row.ts";

const file = "prosody/prosody.cfg.lua";
const main = "[meet.jitsi]";
const guest = "[guest.meet.jitsi]";
const jicofo = "jicofo.authentication";
const internal = { auth: { type: "internal" } };

/** The stack's own accounts, and what jicofo does for people who log in with a password. */
const login: readonly EffectRow[] = [
  {
    path: "auth.type",
    value: "internal",
    changes: {
      [file]: {
        [`${main} authentication`]: ["jitsi-anonymous", "internal_hashed"],
        [`${main} disable_sasl_mechanisms`]: [undefined, ["DIGEST-MD5", "OAUTHBEARER"]],
      },
      "web/config.js": { "hosts.authdomain": [undefined, "meet.jitsi"] },
      "jicofo/jicofo.conf": {
        [`${jicofo}.enabled`]: [undefined, true],
        [`${jicofo}.type`]: [undefined, "XMPP"],
        [`${jicofo}.login-url`]: [undefined, "meet.jitsi"],
        [`${jicofo}.enable-auto-login`]: [undefined, true],
        [`${jicofo}.authentication-lifetime`]: [undefined, "86400 seconds"],
      },
    },
  },
  {
    path: "auth.guests",
    value: true,
    given: internal,
    changes: {
      [file]: {
        [guest]: [undefined, "VirtualHost"],
        [`${guest} authentication`]: [undefined, "jitsi-anonymous"],
        [`${guest} modules_enabled`]: [undefined, ["smacks"]],
        [`${guest} main_muc`]: [undefined, "muc.meet.jitsi"],
        [`${guest} lobby_muc`]: [undefined, "lobby.meet.jitsi"],
        [`${guest} breakout_rooms_muc`]: [undefined, "breakout.meet.jitsi"],
      },
      "web/config.js": { "hosts.anonymousdomain": [undefined, "guest.meet.jitsi"] },
    },
  },
  {
    path: "auth.users",
    value: ["alice"],
    given: internal,
    changes: {
      "prosody/accounts.cfg.lua": {
        "[global] stack_accounts": added({ credential: "user-alice", jid: "alice@meet.jitsi" }),
      },
    },
  },
  {
    path: "auth.autoLogin",
    value: false,
    given: internal,
    changes: { "jicofo/jicofo.conf": { [`${jicofo}.enable-auto-login`]: [true, false] } },
  },
  {
    path: "auth.sessionLifetime",
    value: 3600,
    given: internal,
    changes: { "jicofo/jicofo.conf": { [`${jicofo}.authentication-lifetime`]: ["86400 seconds", "3600 seconds"] } },
  },
];

export const rows: readonly EffectRow[] = [...login, ...ldapRows, ...tokenRows];
