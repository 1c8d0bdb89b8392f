import { describe, expect, test } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

const secret = { secrets: { jwtAppSecret: encrypted } };
const jwksUrl = "https://login.example.org/certs";
const keyServerUrl = "https://keys.example.org";

/** Path and reason of everything that is wrong with these settings of tokens. */
function wrong(jwt: object, more: Record<string, unknown> = {}, auth: object = {}): readonly (readonly string[])[] {
  return problemsOf(raw({ auth: { type: "jwt", jwt: { appId: "my-app", ...jwt }, ...auth }, ...more })).map(
    ({ path, reason }) => [path, reason],
  );
}

const paths = (...args: Parameters<typeof wrong>) => wrong(...args).map(([path]) => path);

describe("tokens", () => {
  test("name an application", () => {
    expect(wrong({}, secret)).toEqual([]);
    expect(paths({ appId: undefined }, secret)).toEqual(["auth.jwt.appId"]);
  });

  test("have one kind of key: a shared secret, a key server, or a set of keys", () => {
    expect(paths({})).toEqual(["secrets.jwtAppSecret"]);
    expect(wrong({ jwksUrl })).toEqual([]);
    expect(wrong({ keyServerUrl })).toEqual([]);
    expect(paths({ jwksUrl, keyServerUrl })).toEqual(["auth.jwt.jwksUrl"]);
    expect(wrong({ jwksUrl }, secret)).toEqual([
      ["secrets.jwtAppSecret", "verifies nothing: public keys come from auth.jwt.jwksUrl"],
    ]);
  });

  test("are signed as their keys allow", () => {
    expect(wrong({ algorithm: "HS512" }, secret)).toEqual([]);
    expect(wrong({ algorithm: "RS512", jwksUrl })).toEqual([]);
    expect(paths({ algorithm: "RS256" }, secret)).toEqual(["auth.jwt.algorithm"]);
    expect(paths({ algorithm: "HS256", jwksUrl })).toEqual(["auth.jwt.algorithm"]);
  });

  test("have issuers and audiences that mean something", () => {
    expect(wrong({ acceptedIssuers: ["*"], acceptedAudiences: ["*"] }, secret)).toEqual([]);
    expect(paths({ acceptedIssuers: ["a", "*"] }, secret)).toEqual(["auth.jwt.acceptedIssuers[1]"]);
    expect(paths({ acceptedAudiences: [] }, secret)).toEqual(["auth.jwt.acceptedAudiences"]);
  });

  test("are of no use to guests where nobody needs one", () => {
    expect(paths({ allowEmpty: true }, secret, { guests: true })).toEqual(["auth.jwt.allowEmpty"]);
  });

  test("are verified with keys that Prosody can fetch", () => {
    expect(paths({ jwksUrl: "http://localhost:8080/certs" })).toEqual(["auth.jwt.jwksUrl"]);
  });
});

describe("mistake 15: who is moderator by a token", () => {
  const byToken = { moderators: "token" };
  const noOwner = { focus: { conference: { autoOwner: false } } };

  test("is nobody beside it: jicofo makes no moderator of who comes first", () => {
    expect(wrong(byToken, secret)).toEqual([
      [
        "focus.conference.autoOwner",
        "makes moderators of people whose token says that they are none (auth.jwt.moderators)",
      ],
    ]);
    expect(wrong(byToken, { ...secret, ...noOwner })).toEqual([]);
  });

  test("is nobody beside it: not whoever opens a room for those who wait", () => {
    const rooms = (autoOwners: boolean) => ({ waitForHost: { enabled: true, autoOwners } });
    const guests = { guests: true };
    expect(paths(byToken, { ...secret, ...noOwner, rooms: rooms(true) }, guests)).toEqual([
      "rooms.waitForHost.autoOwners",
    ]);
    expect(wrong(byToken, { ...secret, ...noOwner, rooms: rooms(false) }, guests)).toEqual([]);
  });

  test("is said in moderated rooms only where otherwise everybody is one, and by issuers that are accepted", () => {
    expect(paths({ moderatedRooms: ["board"] }, secret)).toEqual(["auth.jwt.moderatedRooms"]);
    const everybody = { moderators: "everybody", moderatedRooms: ["board"] };
    expect(wrong({ ...everybody, moderatorIssuers: ["my-app"] }, secret)).toEqual([]);
    expect(paths({ ...everybody, moderatorIssuers: ["other"] }, secret)).toEqual(["auth.jwt.moderatorIssuers[0]"]);
  });
});

test("mistake 16: an OpenID provider's tokens need its keys, its issuer, and no room claim: nothing else is asked for", () => {
  const realm = "https://login.example.org/realms/main";
  expect(
    wrong({
      jwksUrl: `${realm}/protocol/openid-connect/certs`,
      acceptedIssuers: [realm],
      acceptedAudiences: ["account"],
      requireRoomClaim: false,
    }),
  ).toEqual([]);
});

describe("Matrix", () => {
  const images = { packages: "rehearsal" };
  const matrix = (auth: object, more: Record<string, unknown> = {}) =>
    problemsOf(raw({ auth, images, ...more })).map(({ path }) => path);
  const service = { uvsUrl: "https://uvs.example.org", issuer: "issuer" };
  const secrets = { matrixAuthToken: encrypted };

  test("is asked with an address, a token and an issuer", () => {
    expect(matrix({ type: "matrix" })).toEqual(["auth.matrix.uvsUrl", "auth.matrix.issuer", "secrets.matrixAuthToken"]);
    expect(matrix({ type: "matrix", matrix: service }, { secrets })).toEqual([]);
  });

  test("beside tokens takes any issuer, and tokens need what they need", () => {
    const { uvsUrl } = service;
    expect(matrix({ type: "hybrid_matrix_token", matrix: { uvsUrl } }, { secrets })).toEqual([
      "auth.jwt.appId",
      "secrets.jwtAppSecret",
    ]);
  });

  test("gives no levels and passes no lobby where nobody comes from it", () => {
    expect(matrix({ matrix: { syncPowerLevels: true, lobbyBypass: true } })).toEqual([
      "auth.matrix.syncPowerLevels",
      "auth.matrix.lobbyBypass",
    ]);
    expect(matrix({ type: "matrix", matrix: { ...service, lobbyBypass: true } }, { secrets })).toEqual([
      "auth.matrix.lobbyBypass",
    ]);
  });

  test("needs plugins that Jitsi's own packages lack", () => {
    const found = problemsOf(raw({ auth: { type: "matrix", matrix: service }, secrets }));
    expect(found.map(({ path, fix }) => [path, fix])).toEqual([
      ["auth.type", "pulumi config set --path images.packages directory"],
    ]);
  });
});
