import { runInNewContext } from "node:vm";
import { parse } from "nginx-conf";
import { parse as parseYaml } from "yaml";
import type { Files } from "../../../config/render/files.ts";
import { JavaParser } from "../write/real/java.ts";
import { LuaParser } from "../write/real/lua.ts";

/** A file as `key -> value`; see row.ts. */
export type Flat = ReadonlyMap<string, unknown>;

/** What a file of a service is parsed with. Text that no program parses is one value. */
export class FileParsers {
  readonly #lua = new LuaParser();
  readonly #java: JavaParser;
  readonly #known = new Map<string, Flat>();

  /** @param variables environment variables that HOCON files refer to. Each stands for itself. */
  constructor(variables: readonly string[]) {
    this.#java = new JavaParser(Object.fromEntries(variables.map((name) => [name, `\${${name}}`])));
  }

  /** Every file of every service: `service/file` -> flattened. */
  async all(services: Readonly<Record<string, Files>>): Promise<ReadonlyMap<string, Flat>> {
    const flat = new Map<string, Flat>();
    for (const [service, files] of Object.entries(services)) {
      for (const [file, text] of Object.entries(files)) {
        flat.set(`${service}/${file}`, await this.file(service, file, text));
      }
    }
    return flat;
  }

  async file(service: string, file: string, text: string): Promise<Flat> {
    const key = `${service}/${file}\n${text}`;
    const flat = this.#known.get(key) ?? (await this.#parse(service, file, text));
    this.#known.set(key, flat);
    return flat;
  }

  async #parse(service: string, file: string, text: string): Promise<Flat> {
    if (file === "config.js" || file === "interface_config.js") {
      return script(file, text);
    }
    if (file === "nginx.conf") {
      return nginx(text);
    }
    if (file.endsWith(".cfg.lua")) {
      return this.#prosody(text);
    }
    if (file.endsWith(".properties")) {
      return new Map(Object.entries((await this.#java.properties(text)) as Record<string, unknown>));
    }
    if (file.endsWith(".yml") || file.startsWith("dashboards/")) {
      return leaves(parseYaml(text) as object);
    }
    if (file.endsWith(".ini")) {
      return ini(text);
    }
    if (file === "saslauthd.conf") {
      return keyed(text, ": ");
    }
    if (file === "turnserver.conf") {
      return lists(text);
    }
    if (file.endsWith(".conf") && service !== "web") {
      return leaves((await this.#java.hocon(text)) as object);
    }
    if (service === "etherpad" && file.endsWith(".json")) {
      return leaves(JSON.parse(text) as object);
    }
    return file === "environment" || file.endsWith(".map") ? keyed(text, "=") : new Map([["(text)", text]]);
  }

  async #prosody(text: string): Promise<Flat> {
    const sections = await this.#lua.sections(text);
    return new Map(
      sections.flatMap(({ kind, name, module, options }): [string, unknown][] => {
        const head = kind === "global" ? "[global]" : kind === "include" ? `[include ${name}]` : `[${name}]`;
        const own: [string, unknown][] =
          kind === "global" ? [] : [[head, kind === "host" ? "VirtualHost" : (module ?? kind)]];
        return [...own, ...[...leaves(options)].map(([key, value]): [string, unknown] => [`${head} ${key}`, value])];
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([this.#lua.stop(), this.#java.stop()]);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Dotted paths of everything that is not an object with members; a key with a dot in it is in quotes. */
function leaves(value: object, prefix = ""): Map<string, unknown> {
  return new Map(
    Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
      const path = prefix + (/^[^."]+$/.test(key) ? key : JSON.stringify(key));
      return isRecord(member) && Object.keys(member).length > 0
        ? [...leaves(member, `${path}.`)]
        : [[path, member] as [string, unknown]];
    }),
  );
}

/** Dotted paths of everything in a value, elements of lists as `key[0]`. */
export function flattened(value: object, prefix = ""): Map<string, unknown> {
  return new Map(
    Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
      const path = Array.isArray(value) ? `${prefix}[${key}]` : prefix === "" ? key : `${prefix}.${key}`;
      return typeof member === "object" && member !== null
        ? [...flattened(member, path)]
        : [[path, member] as [string, unknown]];
    }),
  );
}

/** `[section] key`. */
function ini(text: string): Flat {
  const flat = new Map<string, unknown>();
  let section = "";
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [key = "", value] = line.split(" = ");
    section = value === undefined ? line : section;
    flat.set(value === undefined ? line : `${section} ${key}`, value);
  }
  return flat;
}

/** Lines of `key<separator>value`. */
function keyed(text: string, separator: string): Flat {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf(separator);
      return [line.slice(0, at), line.slice(at + separator.length)];
    }),
  );
}

/** Lines of `key=value`, or a key alone. The value is the list of the values of every line of that key, in order. */
function lists(text: string): Flat {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const flat = new Map<string, readonly string[]>();
  for (const line of lines) {
    const [key = "", ...value] = line.split("=");
    flat.set(key, [...(flat.get(key) ?? []), value.join("=")]);
  }
  return flat;
}

const tenantInclude = '<!--# echo var="subdir" default="" -->';

function evaluate(file: string, text: string): Flat {
  const name = file === "config.js" ? "config" : "interfaceConfig";
  const before = file === "config.js" ? "" : "var interfaceConfig = {};\n";
  return leaves(JSON.parse(String(runInNewContext(`${before}${text}\nJSON.stringify(${name})`))) as object);
}

/** What the page would find. What is different below a tenant's address has `(tenant)` in front. */
function script(file: string, text: string): Flat {
  const plain = evaluate(file, text);
  const tenant = evaluate(file, text.replace(tenantInclude, "acme/"));
  const other = [...tenant].filter(([key, value]) => JSON.stringify(plain.get(key)) !== JSON.stringify(value));
  return new Map([...plain, ...other.map(([key, value]): [string, unknown] => [`(tenant) ${key}`, value])]);
}

interface NginxNode {
  readonly name: string;
  readonly value: string;
  readonly children: NginxNode[] | null;
  readonly isBlock: boolean;
}

function nginx(text: string): Flat {
  let tree: NginxNode | undefined;
  parse(text, (error, parsed) => {
    if (error !== null) {
      throw error;
    }
    tree = parsed;
  });
  const flat = new Map<string, unknown>();
  directives(tree?.children ?? [], "", flat);
  return flat;
}

/** A block is a step of the path; a second one of the same name and arguments gets a number. */
function directives(nodes: readonly NginxNode[], prefix: string, flat: Map<string, unknown>): void {
  const blocks = new Map<string, number>();
  for (const { name, value, children, isBlock } of nodes) {
    if (isBlock) {
      const step = prefix + (value === "" ? name : `${name}(${value})`);
      const count = (blocks.get(step) ?? 0) + 1;
      blocks.set(step, count);
      const path = count === 1 ? step : `${step}#${String(count)}`;
      flat.set(path, "block");
      directives(children ?? [], `${path}.`, flat);
    } else {
      const before = (flat.get(prefix + name) as string[] | undefined) ?? [];
      flat.set(prefix + name, [...before, value]);
    }
  }
}
