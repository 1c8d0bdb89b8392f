import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings/index.ts";
import type { Host } from "../hosts/host.ts";

/** What every component of one stack is given. */
export interface StackContext {
  /** `<project>-<stack>`: first part of image names, value of the label `jitsi.stack`. */
  readonly id: string;
  /** Random, made once for a stack: tells it from another checkout's stack of the same name on the same daemon. */
  readonly instance: pulumi.Input<string>;
  readonly settings: Settings;
  readonly host: Host;
  /** Where logs go to Splunk: by what it lets them in. */
  readonly splunkToken?: pulumi.Output<string> | undefined;
}

/** A Docker label, as the provider takes it. */
export interface Label {
  readonly label: string;
  readonly value: pulumi.Input<string>;
}

/** Labels that everything of a stack carries on its Docker daemon. */
export function stackLabels({ id, instance }: StackContext): Label[] {
  return [
    { label: "jitsi.stack", value: id },
    { label: "jitsi.instance", value: instance },
  ];
}
