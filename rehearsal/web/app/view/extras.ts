import type { PageSettings } from "../settings.ts";
import { h } from "./dom.ts";

/** A number as the service lists it. */
interface DialInNumber {
  readonly countryCode?: string;
  readonly formattedNumber?: string;
  readonly tollFree?: boolean;
}

/** The numbers to call, and the code of this meeting. */
export function dialIn({ dialIn: urls, muc }: PageSettings, room: string): HTMLElement | undefined {
  if (urls === undefined) {
    return undefined;
  }
  const list = h("ul", { class: "dial-in", "aria-label": "Numbers to call" });
  const code = h("p", { class: "dial-in-code" });
  const conference = new URLSearchParams({ conference: `${room}@${muc}` });
  const address = new URLSearchParams({ url: location.href.split(/[?#]/)[0] ?? "" });
  void answerOf(urls.numbers, conference).then((numbers) => {
    const all = Array.isArray(numbers) ? (numbers as DialInNumber[]) : [];
    list.append(...all.map((one) => h("li", {}, `${one.countryCode ?? ""} ${one.formattedNumber ?? ""}`)));
  });
  void answerOf(urls.codes, conference, address).then((answer) => {
    code.textContent = `Code: ${String((answer as { id?: number | string } | undefined)?.id ?? "none")}`;
  });
  return h("section", { "aria-label": "By telephone" }, list, code);
}

async function answerOf(url: string, ...parameters: URLSearchParams[]): Promise<unknown> {
  const query = parameters.map(String).join("&");
  try {
    return (await (await fetch(`${url}${url.includes("?") ? "&" : "?"}${query}`)).json()) as unknown;
  } catch {
    return undefined;
  }
}

/** The shared document: a button, and once it was pressed, or at once where the settings say so, the document. */
export function sharedDocument({ documents, opensDocument }: PageSettings): {
  readonly element: HTMLElement;
  show(name: string | undefined): void;
} {
  const element = h("section", { "aria-label": "Shared document", hidden: true });
  let shown: string | undefined;
  const open = (address: string): void => {
    element.replaceChildren(h("iframe", { src: address, id: "etherpadIFrame", title: "Shared document" }));
  };
  return {
    element,
    show: (name) => {
      if (documents === undefined || name === undefined || name === shown) {
        return;
      }
      shown = name;
      const options = new URLSearchParams({ showControls: "true", showChat: "false", showLineNumbers: "true" });
      const address = `${documents}${encodeURIComponent(name)}?${options.toString()}`;
      element.hidden = false;
      if (opensDocument) {
        open(address);
        return;
      }
      const press = (): void => {
        open(address);
      };
      element.replaceChildren(
        h("button", { type: "button", id: "open-document", onclick: press }, "Open shared document"),
      );
    },
  };
}
