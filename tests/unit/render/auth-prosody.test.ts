import { afterAll, describe, expect, test } from "@jest/globals";
import { needsOutside } from "../../../config/render/prosody-auth.ts";
import { renderProsody } from "../../../config/render/prosody.ts";
import { LuaParser } from "../write/real/lua.ts";
import { settingsOf } from "./variants.ts";

const lua = new LuaParser();
afterAll(() => lua.stop());

/** The named options of a section. */
async function options(section: string, names: readonly string[], input: object): Promise<Record<string, unknown>> {
  const sections = await lua.sections(renderProsody(settingsOf(input))["prosody.cfg.lua"] ?? "");
  const found = sections.find(({ name, kind }) => (section === "global" ? kind === "global" : name === section));
  return Object.fromEntries(names.map((name) => [name, found?.options[name]]));
}

const login = ["authentication", "app_id", "app_secret", "asap_key_server", "cache_keys_url", "signature_algorithm"];
const secret = (name: string) => ({ call: "Credential", name });

describe("the main host", () => {
  test("asks a directory by the library that has /etc/sasl/xmpp.conf", async () => {
    expect(
      await options("meet.jitsi", ["authentication", "cyrus_application_name"], { auth: { type: "ldap" } }),
    ).toEqual({ authentication: "cyrus", cyrus_application_name: "xmpp" });
  });

  test("verifies tokens with the shared secret, which stays out of the file", async () => {
    expect(await options("meet.jitsi", login, { auth: { type: "jwt", jwt: { appId: "a" } } })).toEqual({
      authentication: "token",
      app_id: "a",
      app_secret: secret("jwt-app-secret"),
    });
  });

  test("mistake 16: verifies an OpenID provider's tokens with its keys, and wants no room in them", async () => {
    const realm = "https://login.example.org/realms/main";
    const jwt = { appId: "a", jwksUrl: `${realm}/certs`, acceptedIssuers: [realm], requireRoomClaim: false };
    const input = { auth: { type: "jwt", jwt: { ...jwt, acceptedAudiences: ["account"] } } };
    expect(await options("meet.jitsi", [...login, "asap_require_room_claim"], input)).toEqual({
      authentication: "token",
      app_id: "a",
      cache_keys_url: `${realm}/certs`,
      asap_require_room_claim: false,
    });
    expect(await options("global", ["asap_accepted_issuers", "asap_accepted_audiences"], input)).toEqual({
      asap_accepted_issuers: [realm],
      asap_accepted_audiences: ["account"],
    });
  });

  test("asks Matrix, alone or beside tokens, with a token that stays out of the file", async () => {
    const names = ["authentication", "app_id", "app_secret", "uvs_base_url", "uvs_auth_token", "uvs_issuer"];
    const service = { uvs_base_url: "https://uvs.example.org", uvs_auth_token: secret("matrix-auth-token") };
    const auth = { matrix: { uvsUrl: "https://uvs.example.org/", issuer: "i" }, jwt: { appId: "a" } };
    expect(await options("meet.jitsi", names, { auth: { type: "matrix", ...auth } })).toEqual({
      authentication: "matrix_user_verification",
      app_id: "i",
      ...service,
    });
    expect(await options("meet.jitsi", names, { auth: { type: "hybrid_matrix_token", ...auth } })).toEqual({
      authentication: "hybrid_matrix_token",
      app_id: "a",
      app_secret: secret("jwt-app-secret"),
      ...service,
      uvs_issuer: "i",
    });
  });
});

describe("rooms", () => {
  const rooms = async (input: object) =>
    (await options("muc.meet.jitsi", ["modules_enabled"], input))["modules_enabled"] as readonly string[];
  const extra = async (input: object) => {
    const usual = await rooms({});
    return (await rooms(input)).filter((name) => !usual.includes(name));
  };

  test.each([
    [{ type: "jwt" }, ["token_verification"]],
    [{ type: "jwt", jwt: { moderators: "token" } }, ["token_verification", "token_affiliation"]],
    [{ type: "jwt", jwt: { moderators: "everybody" } }, ["token_verification", "muc_allowners"]],
    [{ type: "matrix" }, []],
    [{ type: "matrix", matrix: { syncPowerLevels: true } }, ["matrix_power_sync"]],
    [
      { type: "hybrid_matrix_token", matrix: { syncPowerLevels: true, lobbyBypass: true } },
      ["token_verification", "matrix_affiliation", "matrix_lobby_bypass"],
    ],
    [{ type: "internal", jwt: { moderators: "token" }, matrix: { lobbyBypass: true } }, []],
  ])("load with %j: %j", async (auth, modules) => {
    expect(await extra({ auth })).toEqual(modules);
  });

  test("let in those who never have a token: guests, recorders, transcribers", async () => {
    const allowed = async (input: object) =>
      (await options("muc.meet.jitsi", ["token_verification_allowlist"], input))["token_verification_allowlist"];
    const jwt = { type: "jwt", jwt: { verifyDomain: true } };
    expect(await allowed({ auth: jwt })).toBeUndefined();
    expect(await allowed({ auth: { ...jwt, guests: true }, recording: { enabled: true } })).toEqual([
      "guest.meet.jitsi",
      "hidden.meet.jitsi",
    ]);
    expect(await allowed({ auth: { type: "internal", guests: true } })).toBeUndefined();
  });
});

test.each([
  [{ type: "none" }, false],
  [{ type: "internal" }, false],
  [{ type: "ldap" }, true],
  [{ type: "jwt" }, false],
  [{ type: "jwt", jwt: { jwksUrl: "https://a.example.org" } }, true],
  [{ type: "jwt", jwt: { keyServerUrl: "https://a.example.org" } }, true],
  [{ type: "matrix" }, true],
  [{ type: "hybrid_matrix_token" }, true],
  [{ type: "internal", reservations: { enabled: true } }, true],
])("Prosody needs a way out with %j: %s", (auth, expected) => {
  expect(needsOutside(settingsOf({ auth }))).toBe(expected);
});
