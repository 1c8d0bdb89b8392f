import { X509Certificate } from "node:crypto";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { extract } from "tar-stream";
import { certificateFingerprint, xmppNames, webNames } from "../../components/certificates.ts";
import { archive } from "../../components/docker-command.ts";
import { contentFingerprint, secretFingerprint } from "../../components/fingerprint.ts";
import { packagesBuild, versionsArgument } from "../../components/images.ts";
import { duration } from "../../components/service.ts";
import { checkSettings } from "../../config/parse.ts";
import { packageVersions } from "../harness/mocks.ts";

async function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

function settingsWith(groups: object) {
  return checkSettings(groups).parsed.settings;
}

const certificate = `-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUSt8xcwamGMbvP7s3WOhipyqd8AQwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjEwMjU3MDNaGA8yMTI2MTAyODAyNTcw
M1owDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPrI
E4clj7InyfqgCR77FFlU279cVYLffEoDChRYy8xyknoF9Ztv1Khgyi1afZ14jlKa
aDrlWcGYXnkFRCxro56jUzBRMB0GA1UdDgQWBBR1WlEr24TE3NhAZQrqyBO47iGG
zDAfBgNVHSMEGDAWgBR1WlEr24TE3NhAZQrqyBO47iGGzDAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIFjIg8CvvBUUSIzlo2/uzAKApbhbHFQxpzrh
rxwb5z1DAiEAwnE07WyDKLX1ghX+VzNMKVY8Frt9AV6J2M2zzpVcX1o=
-----END CERTIFICATE-----
`;

describe("fingerprints", () => {
  test("are the same for every order of the names, and others for other contents", async () => {
    const one = await valueOf(contentFingerprint({ a: "1", b: "2" }));
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(await valueOf(contentFingerprint({ b: "2", a: "1" }))).toBe(one);
    expect(await valueOf(contentFingerprint({ a: "2", b: "1" }))).not.toBe(one);
    expect(await valueOf(contentFingerprint({ a: "1" }))).not.toBe(one);
  });

  test("of secrets are no secrets, and need the key", async () => {
    const fingerprint = secretFingerprint(pulumi.secret("key"), { a: pulumi.secret("1") });
    expect(await pulumi.isSecret(fingerprint)).toBe(false);
    const value = await valueOf(fingerprint);
    expect(await valueOf(secretFingerprint("key", { a: "1" }))).toBe(value);
    expect(await valueOf(secretFingerprint("other", { a: "1" }))).not.toBe(value);
    expect(await valueOf(secretFingerprint("key", { a: "2" }))).not.toBe(value);
    expect(await valueOf(contentFingerprint({ a: "1" }))).not.toBe(value);
  });
});

describe("the archive of files to check", () => {
  test("holds every file as it is, and is the same for the same files", async () => {
    const files = { "b.conf": "zwei ✓\n", "a.conf": "one" };
    const base64 = await archive(files);
    expect(await archive({ "a.conf": "one", "b.conf": "zwei ✓\n" })).toBe(base64);
    const found: Record<string, string> = {};
    const reader = extract();
    reader.end(Buffer.from(base64, "base64"));
    for await (const entry of reader) {
      found[entry.header.name] = await text(entry);
    }
    expect(found).toEqual(files);
  });
});

describe("certificates", () => {
  test("have the fingerprint that other programs show, a chain that of its first one", () => {
    const { fingerprint256 } = new X509Certificate(certificate);
    expect(certificateFingerprint(certificate)).toBe(fingerprint256);
    expect(certificateFingerprint(`${certificate}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`)).toBe(
      fingerprint256,
    );
  });

  test("for the services carry the domain they log in to, whatever it is called", () => {
    const { dnsNames } = xmppNames(settingsWith({ xmpp: { domain: "x.example", authDomain: "login.example" } }));
    expect(dnsNames).toContain("login.example");
    expect(dnsNames).toContain("prosody");
    expect([...dnsNames].sort()).toEqual(dnsNames);
  });

  test("for the page take an address as an address", () => {
    expect(webNames(settingsWith({ general: { publicUrl: "https://[2001:db8::1]:8443" } }))).toEqual({
      dnsNames: ["localhost"],
      ipAddresses: ["127.0.0.1", "2001:db8::1", "::1"],
    });
  });
});

describe("the packages image", () => {
  test("is made of the repository's verified packages in the versions of the settings", () => {
    const settings = settingsWith({ images: { versions: packageVersions } });
    expect(packagesBuild(settings, packageVersions)).toEqual({
      name: "packages-jitsi",
      inputs: {
        args: {
          REPOSITORY: "https://download.jitsi.org",
          SUITE: "stable",
          SIGNING_KEY: "66A9CD0595D6AFA247290D3BEF8B479E2DC1389C",
          VERSION_jicofo: "1.0-1100-1",
          VERSION_jitsi_videobridge2: "2.3-200-1",
          VERSION_jitsi_meet_web: "1.0.8000-1",
          VERSION_jitsi_meet_prosody: "1.0.8000-1",
        },
      },
    });
  });

  test.each([
    [{ packages: "rehearsal" }, ".jitsi/packages/rehearsal"],
    [{ packages: "directory", directory: "debs" }, "debs"],
  ])("is made of a folder with %j", (images, context) => {
    expect(packagesBuild(settingsWith({ images }), packageVersions)).toEqual({
      name: "packages-directory",
      inputs: { context },
    });
  });

  test("says its versions in one order", () => {
    expect(versionsArgument({ jigasi: "2", jibri: "1" })).toBe("jibri=1,jigasi=2");
  });
});

test("durations are written as Docker gives them back", () => {
  expect([5, 60, 90, 120].map(duration)).toEqual(["5s", "1m0s", "1m30s", "2m0s"]);
});
