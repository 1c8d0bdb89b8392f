import { z } from "zod";
import { allSettings, groupDocs, secretGroup } from "../../config/registry.ts";
import { schema } from "../../config/settings/index.ts";
import { settingInfo } from "../../config/settings/setting.ts";
import { projectName } from "../../config/stack-values.ts";

type Json = Record<string, unknown>;

/** A value that the engine has encrypted. */
const encryptedValue = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** In the stack's file a secret's text is an encrypted value. */
function encrypted(value: Json): Json {
  if (value["type"] === "object" && typeof value["additionalProperties"] === "object") {
    return { ...value, additionalProperties: encryptedValue };
  }
  const { description } = value;
  return { ...encryptedValue, ...(description === undefined ? {} : { description }) };
}

function groupSchemas(): Record<string, Json> {
  const whole = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const info = settingInfo.get(zodSchema as unknown as z.ZodType);
      if (info !== undefined) {
        jsonSchema.description = info.unit === undefined ? info.doc : `${info.doc} Unit: ${info.unit}.`;
      }
    },
  });
  return whole.properties as Record<string, Json>;
}

/** docs/stack.schema.json: a JSON schema of Pulumi.<stack>.yaml for editors. Rules between settings are not in it. */
export function stackSchema(): string {
  const groups = Object.entries(groupSchemas()).map(([group, value]): [string, Json] => {
    const properties = value["properties"] as Record<string, Json>;
    const own =
      group === secretGroup
        ? Object.fromEntries(Object.entries(properties).map(([key, member]) => [key, encrypted(member)]))
        : properties;
    return [`${projectName}:${group}`, { ...value, description: groupDocs[group], properties: own }];
  });
  const page = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $comment: "Made from config/settings by `node cli/generate.ts`. Do not edit.",
    title: "A stack of Jitsi Meet",
    description: `Configuration of one stack: ${String(allSettings().length)} settings in ${String(groups.length)} groups.`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(groups),
        patternProperties: { [`^(?!${projectName}:)`]: {} },
        additionalProperties: false,
      },
    },
  };
  return `${JSON.stringify(page, undefined, 2)}\n`;
}
