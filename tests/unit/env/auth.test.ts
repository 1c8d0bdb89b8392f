import { describe, expect, test } from "@jest/globals";
import { importEnv, importVariables } from "../../../config/env-file.ts";

function settings(text: string): Record<string, unknown> {
  return Object.fromEntries(importVariables(text).flatMap(({ values }) => [...values]));
}

const answer = (text: string) => importEnv(text).at(-1);

const on = (type: string) => `ENABLE_AUTH=1\nAUTH_TYPE=${type}\n`;

/** What the file sets beside auth.type. */
function beside(type: string, text: string): Record<string, unknown> {
  const { "auth.type": found, ...others } = settings(on(type) + text);
  expect(found).toBe(type);
  return others;
}

describe("the way to log in", () => {
  test.each(["internal", "ldap", "jwt", "matrix", "hybrid_matrix_token"])("%s is taken over", (type) => {
    expect(settings(on(type))).toEqual({ "auth.type": type });
  });

  test("is internal where it is not said, or is none that docker-jitsi-meet knows: rooms stay closed", () => {
    expect(settings("ENABLE_AUTH=1")).toEqual({ "auth.type": "internal" });
    expect(settings(on("oidc"))).toEqual({ "auth.type": "internal" });
    expect(answer(on("oidc"))).toMatchObject({ variable: "AUTH_TYPE", answer: "refused" });
  });

  test("is none where login is off, whatever else the file says", () => {
    expect(settings("ENABLE_AUTH=0\nAUTH_TYPE=ldap\nLDAP_URL=ldaps://a\nENABLE_GUESTS=1\nJWT_APP_ID=a")).toEqual({
      "auth.type": "none",
    });
  });

  test("is the same for all services, or refused", () => {
    expect(answer(`${on("ldap")}PROSODY_AUTH_TYPE=ldap`)).toMatchObject({ answer: "ignored" });
    expect(answer(`${on("ldap")}PROSODY_AUTH_TYPE=internal`)).toMatchObject({ answer: "refused" });
    expect(answer(`${on("ldap")}JICOFO_AUTH_TYPE=internal`)).toMatchObject({ answer: "ignored" });
    expect(answer(`${on("ldap")}JICOFO_AUTH_TYPE=jwt`)).toMatchObject({ answer: "refused" });
    expect(answer(`${on("internal")}JICOFO_ENABLE_AUTH=0`)).toMatchObject({ answer: "refused" });
    expect(answer(`${on("jwt")}JICOFO_ENABLE_AUTH=0`)).toMatchObject({ answer: "ignored" });
    expect(answer("PROSODY_GUEST_AUTH_TYPE=jitsi-anonymous")).toMatchObject({ answer: "ignored" });
    expect(answer("PROSODY_GUEST_AUTH_TYPE=internal_hashed")).toMatchObject({ answer: "refused" });
  });

  test("keeps guests, and how long a login is remembered", () => {
    expect(beside("internal", "ENABLE_GUESTS=1\nENABLE_AUTO_LOGIN=0\nJICOFO_AUTH_LIFETIME=3 hours")).toEqual({
      "auth.guests": true,
      "auth.autoLogin": false,
      "auth.sessionLifetime": 10800,
    });
  });
});

describe("a directory", () => {
  test("is taken over as it is", () => {
    const text = `LDAP_URL=ldap://ldap.example.org
LDAP_BASE=DC=example,DC=org
LDAP_BINDDN=CN=lookup,DC=example,DC=org
LDAP_BINDPW=p
LDAP_FILTER=(sAMAccountName=%u)
LDAP_AUTH_METHOD=custom
LDAP_VERSION=3
LDAP_USE_TLS=1
LDAP_START_TLS=1
LDAP_TLS_CIPHERS=HIGH
LDAP_TLS_CHECK_PEER=0
LDAP_TLS_CACERT_FILE=/etc/ssl/certs/ca-certificates.crt
LDAP_TLS_CACERT_DIR=/etc/ssl/certs/`;
    expect(beside("ldap", text)).toEqual({
      "auth.ldap.url": "ldap://ldap.example.org",
      "auth.ldap.base": "DC=example,DC=org",
      "auth.ldap.bindDn": "CN=lookup,DC=example,DC=org",
      "secrets.ldapBindPassword": "p",
      "auth.ldap.filter": "(sAMAccountName=%u)",
      "auth.ldap.method": "custom",
      "auth.ldap.version": 3,
      "auth.ldap.startTls": true,
      "auth.ldap.ciphers": "HIGH",
      "auth.ldap.verify": false,
    });
  });

  test("has fallbacks where there are several addresses", () => {
    expect(beside("ldap", "LDAP_URL=ldaps://a ldaps://b")).toEqual({
      "auth.ldap.url": "ldaps://a",
      "auth.ldap.fallbackUrls": ["ldaps://b"],
    });
  });

  test.each([
    ["LDAP_URL=ldap://a\nLDAP_USE_TLS=1", /unencrypted. Set auth.ldap.startTls$/],
    ["LDAP_TLS_CACERT_FILE=/certs/ca.pem", /put the PEM text into auth.ldap.ca$/],
    ["LDAP_TLS_CACERT_DIR=/certs", /put the PEM text into auth.ldap.ca$/],
    ["LDAP_TLS_CIPHERS=SECURE256:SECURE128", /words of GnuTLS/],
  ])("mistake 17: refuses what would not do what it says: %s", (text, reason) => {
    const found = answer(on("ldap") + text);
    expect(found).toMatchObject({ answer: "refused" });
    expect(found?.reason).toMatch(reason);
  });

  test("takes no password where no account is named", () => {
    expect(beside("ldap", "LDAP_BINDPW=p")).toEqual({});
  });
});

describe("tokens", () => {
  test("are taken over as they are", () => {
    const text = `JWT_APP_ID=a
JWT_APP_SECRET=s
JWT_SIGN_TYPE=HS512
JWT_ACCEPTED_ISSUERS=b,c
JWT_ACCEPTED_AUDIENCES=d
JWT_ALLOW_EMPTY=1
JWT_ENABLE_DOMAIN_VERIFICATION=1
JWT_AUTH_TYPE=token
JWT_TOKEN_AUTH_MODULE=token_verification
TOKEN_AUTH_URL=https://login.example.org/{room}`;
    expect(beside("jwt", text)).toEqual({
      "auth.jwt.appId": "a",
      "secrets.jwtAppSecret": "s",
      "auth.jwt.algorithm": "HS512",
      "auth.jwt.acceptedIssuers": ["b", "c"],
      "auth.jwt.acceptedAudiences": ["d"],
      "auth.jwt.allowEmpty": true,
      "auth.jwt.verifyDomain": true,
      "auth.jwt.loginUrl": "https://login.example.org/{room}",
    });
  });

  test("have one kind of key, the one that counts in docker-jitsi-meet", () => {
    const both = "JWT_APP_SECRET=s\nJWT_ASAP_KEYSERVER=https://keys.example.org";
    expect(beside("jwt", both)).toEqual({ "auth.jwt.keyServerUrl": "https://keys.example.org" });
    expect(beside("hybrid_matrix_token", both)).toEqual({ "secrets.jwtAppSecret": "s" });
    expect(beside("jwt", "JWT_APP_SECRET=false")).toEqual({});
  });

  test.each(["JWT_AUTH_TYPE=token_with_users", "JWT_TOKEN_AUTH_MODULE=token_owner_party"])(
    "are verified by no other module: %s",
    (text) => {
      expect(answer(on("jwt") + text)).toMatchObject({ answer: "refused" });
    },
  );

  test("mistake 15: make moderators in moderated rooms only where everybody is one elsewhere", () => {
    const issuers = "JWT_ACCEPTED_ALLOWNER_ISSUERS=a,b";
    expect(beside("jwt", issuers)).toEqual({});
    expect(beside("jwt", `${issuers}\nXMPP_MUC_MODULES=muc_allowners`)).toMatchObject({
      "auth.jwt.moderators": "everybody",
      "auth.jwt.moderatorIssuers": ["a", "b"],
    });
  });
});

describe("Matrix and bookings", () => {
  test("are taken over as they are", () => {
    const text = `MATRIX_UVS_URL=https://uvs.example.org:3000
MATRIX_UVS_ISSUER=i
MATRIX_UVS_AUTH_TOKEN=t
MATRIX_UVS_SYNC_POWER_LEVELS=1
MATRIX_LOBBY_BYPASS=1`;
    const taken = {
      "auth.matrix.uvsUrl": "https://uvs.example.org:3000",
      "auth.matrix.issuer": "i",
      "secrets.matrixAuthToken": "t",
      "auth.matrix.syncPowerLevels": true,
    };
    expect(beside("matrix", text)).toEqual(taken);
    expect(beside("hybrid_matrix_token", text)).toEqual({ ...taken, "auth.matrix.lobbyBypass": true });
  });

  test("ask the booking system with and without login", () => {
    const text = "PROSODY_RESERVATION_ENABLED=1\nPROSODY_RESERVATION_REST_BASE_URL=https://b.example.org";
    expect(settings(text)).toEqual({
      "auth.reservations.enabled": true,
      "auth.reservations.baseUrl": "https://b.example.org",
    });
  });
});
