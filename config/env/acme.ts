import type { EnvValues, VariableRule, VariableRules } from "./answer.ts";
import { bySwitch, ignore, isOn, notedUnless, refuse, translate, translated } from "./verdicts.ts";

const enable = "ENABLE_LETSENCRYPT";
const only = `Only read with ${enable}=1`;
const off = `${enable} is not 1: no certificate is asked for`;

function isIdle(file: EnvValues): boolean {
  return !isOn(file, enable);
}

/** Names that acme.sh has for the directories of authorities. */
const directories: Readonly<Record<string, string>> = {
  zerossl: "https://acme.zerossl.com/v2/DV90",
  "zerossl.com": "https://acme.zerossl.com/v2/DV90",
  google: "https://dv.acme-v02.api.pki.goog/directory",
  "google.com": "https://dv.acme-v02.api.pki.goog/directory",
};

const ofLetsEncrypt = ["letsencrypt", "letsencrypt.org", "letsencryptca"];
const ofItsTests = ["letsencrypt_test", "letsencrypttest"];

/** The public URL's host in a file, as docker-jitsi-meet reads it. */
function publicHost(file: EnvValues): string | undefined {
  const url = file.get("PUBLIC_URL");
  const text = url === undefined || url.includes("://") ? url : `https://${url}`;
  return text !== undefined && URL.canParse(text) ? new URL(text).hostname : undefined;
}

function domain(name: string, file: EnvValues) {
  const host = publicHost(file);
  if (isIdle(file)) {
    return ignore(off);
  }
  if (host === name) {
    return ignore("the certificate is for the host of the public URL");
  }
  return host === undefined
    ? translate("general.publicUrl", `https://${name}`, "the certificate is for the host of the public URL")
    : translate("tls.acme.names", [name], `beside ${host}, the host of the public URL, which browsers ask for`);
}

const server: VariableRule = translated(["tls.acme.directory", "tls.acme.staging"], only, (text, file) => {
  if (isIdle(file)) {
    return ignore(off);
  }
  const name = text.toLowerCase();
  if (ofLetsEncrypt.includes(name)) {
    return ignore("Let's Encrypt is asked unless tls.acme.directory names another authority");
  }
  if (ofItsTests.includes(name)) {
    return translate("tls.acme.staging", true, "Let's Encrypt's authority for tests");
  }
  const url = directories[name] ?? text;
  return /^https:\/\//.test(url)
    ? translate("tls.acme.directory", url, "the authority's ACME directory")
    : refuse("must be the https URL of an authority's ACME directory: this name of acme.sh's is not known here");
});

/** Variables of the certificate by ACME. */
export const acmeVariables: VariableRules = {
  [enable]: translated(
    ["tls.mode", "tls.acme.termsAgreed"],
    "tls.mode acme. Who set it agreed to the authority's terms, as here with tls.acme.termsAgreed",
    (text) =>
      bySwitch(text, (on) =>
        on
          ? translate(
              "tls.mode",
              "acme",
              "by Let's Encrypt unless tls.acme.directory names another authority: docker-jitsi-meet asks ZeroSSL where LETSENCRYPT_ACME_SERVER is not set. It agreed to the terms for you, as tls.acme.termsAgreed does",
              { "tls.acme.termsAgreed": true },
            )
          : ignore("no certificate is asked for"),
      ),
  ),
  LETSENCRYPT_DOMAIN: translated(
    ["general.publicUrl", "tls.acme.names"],
    "The certificate is for the host of the public URL, and for tls.acme.names",
    domain,
  ),
  LETSENCRYPT_EMAIL: notedUnless(only, isIdle, off),
  LETSENCRYPT_USE_STAGING: notedUnless(only, isIdle, off),
  LETSENCRYPT_ACME_SERVER: server,
};
