import { isDeepStrictEqual } from "node:util";
import { isMap, parseDocument, type Document } from "yaml";

type Path = readonly string[];

/** Every setting of a stack file that is a leaf: `["config", "jitsi-meet:web", "closePage"]` and its value. */
function leaves(document: Document, path: Path = ["config"]): [Path, unknown][] {
  const node = document.getIn(path, true);
  if (isMap(node) && !node.has("secure")) {
    return node.items.flatMap(({ key }) => leaves(document, [...path, String(key)]));
  }
  const value: unknown = document.getIn(path);
  return value === undefined ? [] : [[path, isMap(value) ? value.toJSON() : value]];
}

/**
 * Three-way merge of stack configuration: takes over what changed between `base` (the committed file as it was last
 * taken over) and `committed`, unless `own` has been set to something else since. Everything else in `own` stays.
 */
export function mergeStackConfig(files: { committed: string; base: string; own: string }): string {
  const own = parseDocument(files.own);
  const base = new Map(leaves(parseDocument(files.base)).map(([path, value]) => [path.join("\n"), value]));
  const committed = leaves(parseDocument(files.committed));
  const untouched = (path: Path): boolean =>
    !own.hasIn(path) || isDeepStrictEqual(own.getIn(path), base.get(path.join("\n")));
  for (const [path, value] of committed) {
    if (untouched(path)) {
      own.setIn(path, value);
    }
  }
  const kept = new Set(committed.map(([path]) => path.join("\n")));
  for (const key of base.keys()) {
    const path = key.split("\n");
    if (!kept.has(key) && own.hasIn(path) && untouched(path)) {
      own.deleteIn(path);
    }
  }
  return own.toString();
}
