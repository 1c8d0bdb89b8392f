import { acmeVariables } from "./acme.ts";
import type { VariableRules } from "./answer.ts";
import { asText, bySwitch, fixed, ignore, noted, translate, translated, unlessOn } from "./verdicts.ts";

const noLoadTest = "the load test's client is no part of the web app's package";

/** Variables of the web server and its certificate that are more than the variable of one setting. */
export const httpVariables: VariableRules = {
  PUBLIC_URL: noted("A URL without a scheme means https", (text) =>
    text.includes("://")
      ? undefined
      : asText("general.publicUrl", `https://${text}`, "had no scheme: https, as in docker-jitsi-meet"),
  ),
  DISABLE_HTTPS: translated(["tls.mode"], "tls.mode off, for a proxy in front that ends TLS", (text) =>
    bySwitch(text, (off) =>
      off
        ? translate("tls.mode", "off", "a proxy in front must end TLS; ./jitsi proxy-snippet writes its configuration")
        : ignore("HTTPS is on unless tls.mode says otherwise"),
    ),
  ),
  ...acmeVariables,
  NGINX_RESOLVER: fixed(
    "127.0.0.11",
    "nginx asks Docker's name server: no other one knows the stack's services. What it does not know, it asks " +
      "the host's",
  ),
  ENABLE_LOAD_TEST_CLIENT: unlessOn(`${noLoadTest}. Remove the line`, noLoadTest),
};
