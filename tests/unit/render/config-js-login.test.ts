import { describe, expect, test } from "@jest/globals";
import { config } from "./page.ts";

const main = { domain: "meet.jitsi", muc: "muc.meet.jitsi" };
const passwords = { ...main, authdomain: "meet.jitsi" };
const guest = { anonymousdomain: "guest.meet.jitsi" };

describe("hosts", () => {
  test.each([
    ["none", main],
    ["internal", passwords],
    ["ldap", passwords],
    ["jwt", main],
    ["matrix", main],
    ["hybrid_matrix_token", main],
  ])("auth.type %s: the page knows where passwords are asked for, if they are", (type, hosts) => {
    expect(config({ auth: { type } })["hosts"]).toEqual(hosts);
  });

  test.each([
    ["internal", passwords],
    ["ldap", passwords],
    ["jwt", main],
    ["matrix", main],
    ["hybrid_matrix_token", main],
  ])("auth.type %s with guests: whoever has not logged in comes by the guests' domain", (type, hosts) => {
    expect(config({ auth: { type, guests: true } })["hosts"]).toEqual({ ...hosts, ...guest });
  });

  test("there are no guests where nobody logs in", () => {
    expect(config({ auth: { type: "none", guests: true } })["hosts"]).toEqual(main);
  });

  test("domains of one's own are used throughout", () => {
    const xmpp = { domain: "chat.example.org", mucDomain: "rooms.chat.example.org", guestDomain: "open.example.org" };
    const groups = { xmpp, auth: { type: "internal", guests: true } };
    expect(config(groups)["hosts"]).toEqual({
      domain: "chat.example.org",
      muc: "rooms.chat.example.org",
      authdomain: "chat.example.org",
      anonymousdomain: "open.example.org",
    });
    expect(config(groups, "acme/")["hosts"]).toMatchObject({ muc: "rooms.acme.chat.example.org" });
  });
});

describe("tokenAuthUrl", () => {
  const jwt = { loginUrl: "https://login.example.org/{room}" };

  test.each(["jwt", "hybrid_matrix_token"])("auth.type %s: people without a token are sent to get one", (type) => {
    expect(config({ auth: { type, jwt } })["tokenAuthUrl"]).toBe("https://login.example.org/{room}");
  });

  test.each(["none", "internal", "ldap", "matrix"])("auth.type %s: the page sends nobody away", (type) => {
    expect(config({ auth: { type, jwt } })).not.toHaveProperty("tokenAuthUrl");
  });
});
