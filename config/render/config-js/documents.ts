import { publicUrl } from "../../derived.ts";
import type { Settings } from "../../settings/index.ts";
import type { JsValue } from "../../write/js.ts";

type JsObject = Readonly<Record<string, JsValue>>;

/** config.js: the shared document and the whiteboard. */
export function documentsConfig(settings: Settings): JsObject {
  return { ...etherpadConfig(settings), ...whiteboardConfig(settings) };
}

function etherpadConfig(settings: Settings): JsObject {
  const { mode, url, publicUrl: elsewhere, openOnJoin } = settings.etherpad;
  const base = elsewhere ?? (url === undefined ? undefined : `${publicUrl(settings)}/etherpad/p/`);
  return mode === "off" || base === undefined
    ? {}
    : { etherpad_base: base, ...(openOnJoin === undefined ? {} : { openSharedDocumentOnJoin: openOnJoin }) };
}

function whiteboardConfig(settings: Settings): JsObject {
  const { mode, url, publicUrl: elsewhere, userLimit, limitUrl } = settings.whiteboard;
  const base = elsewhere ?? (url === undefined ? undefined : publicUrl(settings));
  return mode === "off" || base === undefined
    ? {}
    : {
        whiteboard: {
          enabled: true,
          collabServerBaseUrl: base,
          ...(userLimit === undefined ? {} : { userLimit }),
          ...(limitUrl === undefined ? {} : { limitUrl }),
        },
      };
}
