import { expect } from "@jest/globals";
import { certificateFor } from "../settings/certificates.ts";
import { places } from "./http.ts";
import { type Change, type EffectRow, content, fingerprint, removed } from "./row.ts";

const elsewhere = { general: { publicUrl: "https://meet.example.org" } };
const custom = { ...elsewhere, tls: { mode: "custom" } };
const hsts = "http.map($https $hsts)";
const text: unknown = expect.any(String);

/** One key with two certificates: the setting changes alone. */
const own = certificateFor(["meet.example.org"], new Date("2020-01-01"), new Date("2090-01-01"));

function gone(...keys: readonly (readonly [string, unknown])[]): Record<string, Change> {
  return Object.fromEntries(keys.map(([key, before]): [string, Change] => [`http.server.${key}`, [before, undefined]]));
}

const ciphers = ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305"]
  .flatMap((cipher) => ["ECDSA", "RSA"].map((key) => `ECDHE-${key}-${cipher}`))
  .join(":");

export const rows: readonly EffectRow[] = [
  {
    path: "tls.mode",
    value: "off",
    given: elsewhere,
    changes: {
      "web/nginx.conf": {
        "http.server.listen": [["8000", "8443 ssl"], ["8000"]],
        ...gone(
          ["http2", ["on"]],
          ["ssl_certificate", ["/config/tls.crt"]],
          ["ssl_certificate_key", ["/secrets/tls.key"]],
          ["ssl_protocols", ["TLSv1.2 TLSv1.3"]],
          ["ssl_ciphers", [ciphers]],
          ["ssl_prefer_server_ciphers", ["off"]],
          ["ssl_session_timeout", ["1d"]],
          ["ssl_session_cache", ["shared:SSL:10m"]],
          ["ssl_session_tickets", ["off"]],
        ),
      },
    },
    resources: {
      "certificates-web-key": "gone",
      "certificates-web-request": "gone",
      "certificates-web": "gone",
      "web-secrets-tls.key": "gone",
      "web-config-tls.crt": "gone",
      "web-config-nginx.conf": content(text, text),
      "web-check": { stdin: [text, text] },
      // A port less: only inputs that are no longer there.
      "web-container": "gone",
      "web-reload": { "environment.FINGERPRINT": fingerprint },
    },
  },
  {
    path: "tls.port",
    value: 4443,
    given: elsewhere,
    resources: { "web-container": { "ports[1].external": [8443, 4443] } },
  },
  {
    path: "tls.certificate",
    value: `${own.certificate}${own.certificate}`,
    given: { ...elsewhere, tls: { mode: "custom", certificate: own.certificate }, secrets: { tlsKey: own.key } },
    resources: {
      "web-config-tls.crt": content(own.certificate, `${own.certificate}${own.certificate}`),
      "web-reload": { "environment.FINGERPRINT": fingerprint },
    },
  },
  {
    path: "tls.minimumVersion",
    value: "1.3",
    changes: { "web/nginx.conf": { "http.server.ssl_protocols": [["TLSv1.2 TLSv1.3"], ["TLSv1.3"]] } },
  },
  {
    path: "tls.hsts",
    value: false,
    given: custom,
    changes: {
      "web/nginx.conf": {
        [hsts]: ["block", undefined],
        [`${hsts}.default`]: [['""'], undefined],
        [`${hsts}.on`]: [["max-age=63072000"], undefined],
        ...Object.fromEntries(
          places.map((place) => [`${place}.add_header`, removed("Strict-Transport-Security $hsts always")]),
        ),
      },
    },
  },
  {
    path: "tls.hstsMaxAge",
    value: 300,
    given: custom,
    changes: { "web/nginx.conf": { [`${hsts}.on`]: [["max-age=63072000"], ["max-age=300"]] } },
  },
  {
    path: "tls.hstsSubdomains",
    value: true,
    given: custom,
    changes: {
      "web/nginx.conf": { [`${hsts}.on`]: [["max-age=63072000"], ['"max-age=63072000; includeSubDomains"']] },
    },
  },
  // Keys and certificates are replaced by a trigger that is no input; what follows from new ones, a mock does not make.
  { path: "tls.rotation", value: 2, resources: {}, effects: ["nothing"] },
];
