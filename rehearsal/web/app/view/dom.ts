type Child = Node | string | undefined;
type Handler = (event: Event) => void;
type Props = Readonly<Record<string, string | boolean | Handler | undefined>>;

/** Makes an element. Functions are listeners (`onclick`), true is an attribute without value, false and undefined are none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A labelled input. */
export function field(id: string, label: string, props: Props): HTMLElement {
  return h("label", { class: "field", for: id }, h("span", {}, label), h("input", { id, name: id, ...props }));
}

/** A form that hands over its fields' trimmed values when it is sent. */
export function form(
  props: Props,
  send: (values: Readonly<Record<string, string>>) => void,
  ...children: Child[]
): HTMLElement {
  const submit = (event: Event): void => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget as HTMLFormElement)];
    send(Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "string" ? value.trim() : ""])));
  };
  return h("form", { ...props, onsubmit: submit }, ...children);
}
