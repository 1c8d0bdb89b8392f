import { createHash, createHmac } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** Texts by name; a text may become known only while the stack is being built. */
export type Contents = Readonly<Record<string, pulumi.Input<string>>>;

/** One line for all of them, the same for every order of the keys. */
function canonical(contents: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(contents).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Short enough to read in a preview, long enough never to meet by chance. */
function short(hexadecimal: string): string {
  return hexadecimal.slice(0, 16);
}

/** Changes whenever one of the contents does. */
export function contentFingerprint(contents: Contents): pulumi.Output<string> {
  return pulumi.all(contents).apply((known) => short(createHash("sha256").update(canonical(known)).digest("hex")));
}

/**
 * Changes whenever one of the secrets does, and tells nothing about them: without the key, which never leaves the state,
 * not even a guessed password can be tried against it. So it may stand in labels and diffs.
 */
export function secretFingerprint(key: pulumi.Input<string>, secrets: Contents): pulumi.Output<string> {
  const fingerprint = pulumi
    .all([key, pulumi.all(secrets)])
    .apply(([knownKey, known]) => short(createHmac("sha256", knownKey).update(canonical(known)).digest("hex")));
  return pulumi.unsecret(fingerprint);
}

/** Changes whenever one of the files or one of the secrets does, and tells nothing about the secrets. */
export function filesFingerprint(
  files: Contents,
  { key, secrets }: { readonly key: pulumi.Input<string>; readonly secrets: Contents },
): pulumi.Output<string> {
  return pulumi.interpolate`${contentFingerprint(files)}-${secretFingerprint(key, secrets)}`;
}
