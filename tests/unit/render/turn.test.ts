import { afterAll, describe, expect, test } from "@jest/globals";
import { externalServices } from "../../../config/render/turn.ts";
import { prosodyConfig } from "../../../config/write/lua.ts";
import { LuaParser } from "../write/real/lua.ts";
import { settingsOf } from "./variants.ts";

const lua = new LuaParser();
afterAll(() => lua.stop());

/** What Prosody reads of it. */
async function options(turn: object): Promise<unknown> {
  const { options } = externalServices(settingsOf({ turn }));
  const [global] = await lua.sections(prosodyConfig([{ kind: "global", options }]));
  return global?.options;
}

const credential = (name: string) => ({ call: "Credential", name });
const external = { mode: "external", port: 3478, tlsPort: 5349 };

describe("what Prosody tells browsers of", () => {
  test("is nothing, and needs no module, without servers", () => {
    expect(externalServices(settingsOf())).toEqual({ options: {}, modules: [] });
    expect(externalServices(settingsOf({ turn: { hosts: ["turn.example.org"] } }))).toEqual({
      options: {},
      modules: [],
    });
  });

  test("is each server by each transport, with credentials that end", async () => {
    const made = { secret: true, algorithm: "turn", ttl: 86400 };
    const servers = { hosts: ["a.example.org", "192.0.2.1"], transports: ["udp", "tcp"], tlsHosts: ["b.example.org"] };
    expect(await options({ ...external, ...servers })).toEqual({
      external_service_secret: credential("turn-secret"),
      external_services: [
        { type: "turn", host: "a.example.org", port: 3478, transport: "udp", ...made },
        { type: "turn", host: "a.example.org", port: 3478, transport: "tcp", ...made },
        { type: "turn", host: "192.0.2.1", port: 3478, transport: "udp", ...made },
        { type: "turn", host: "192.0.2.1", port: 3478, transport: "tcp", ...made },
        { type: "turns", host: "b.example.org", port: 5349, transport: "tcp", ...made },
      ],
    });
    expect(externalServices(settingsOf({ turn: { ...external, ...servers } })).modules).toEqual([
      "external_services",
      "stack_turn",
    ]);
  });

  test("is a fixed password where there is a user name, and no shared secret then", async () => {
    expect(await options({ ...external, tlsHosts: ["b.example.org"], username: "alice" })).toEqual({
      external_services: [
        {
          type: "turns",
          host: "b.example.org",
          port: 5349,
          transport: "tcp",
          username: "alice",
          password: credential("turn-password"),
          ttl: 86400,
        },
      ],
    });
  });

  test("is a STUN server alone, too, which needs no secret", async () => {
    expect(await options({ mode: "external", stunHost: "stun.example.org", stunPort: 3478 })).toEqual({
      external_services: [{ type: "stun", host: "stun.example.org", port: 3478, transport: "udp" }],
    });
  });
});
