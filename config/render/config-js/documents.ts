import { publicUrl } from "../../derived.ts";
import { etherpadAddress, whiteboardAddress } from "../../documents.ts";
import type { Settings } from "../../settings/index.ts";
import type { JsValue } from "../../write/js.ts";

type JsObject = Readonly<Record<string, JsValue>>;

/** config.js: the shared document and the whiteboard. */
export function documentsConfig(settings: Settings): JsObject {
  return { ...etherpadConfig(settings), ...whiteboardConfig(settings) };
}

function etherpadConfig(settings: Settings): JsObject {
  const { mode, publicUrl: elsewhere, openOnJoin } = settings.etherpad;
  const here = etherpadAddress(settings) !== undefined;
  const base = here ? `${publicUrl(settings)}/etherpad/p/` : elsewhere;
  return mode === "off" || base === undefined
    ? {}
    : { etherpad_base: base, ...(openOnJoin === undefined ? {} : { openSharedDocumentOnJoin: openOnJoin }) };
}

function whiteboardConfig(settings: Settings): JsObject {
  const { mode, publicUrl: elsewhere, userLimit, limitUrl, storageUrl } = settings.whiteboard;
  const base = whiteboardAddress(settings) === undefined ? elsewhere : publicUrl(settings);
  return mode === "off" || base === undefined
    ? {}
    : {
        whiteboard: {
          enabled: true,
          collabServerBaseUrl: base,
          ...(userLimit === undefined ? {} : { userLimit }),
          ...(limitUrl === undefined ? {} : { limitUrl }),
          ...(storageUrl === undefined ? {} : { storageBackendUrl: storageUrl }),
        },
      };
}
