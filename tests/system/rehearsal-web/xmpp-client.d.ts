declare module "@xmpp/client" {
  /** An XML element; `t.toString()` is its text form. */
  export interface Element {
    readonly name: string;
    readonly attrs: Readonly<Record<string, string>>;
    is(name: string, namespace?: string): boolean;
    getChild(name: string, namespace?: string): Element | undefined;
    getChildText(name: string, namespace?: string): string | null;
    getChildren(name: string, namespace?: string): Element[];
    text(): string;
    toString(): string;
  }
  export interface Client {
    readonly jid: { toString(): string; readonly local: string; readonly domain: string } | null;
    readonly iqCaller: { request(stanza: Element, timeout?: number): Promise<Element> };
    readonly iqCallee: {
      set(namespace: string, name: string, handler: (context: { stanza: Element }) => Element | Promise<Element>): void;
    };
    readonly reconnect: { stop(): void };
    start(): Promise<unknown>;
    stop(): Promise<unknown>;
    send(stanza: Element): Promise<void>;
    on(event: "element", listener: (element: Element) => void): void;
    on(event: "error", listener: (error: Error) => void): void;
  }
  export function client(options: {
    service: string;
    domain: string;
    username?: string;
    password?: string;
    resource?: string;
  }): Client;
  export function xml(
    name: string,
    attrs?: Record<string, string | undefined>,
    ...children: (Element | string)[]
  ): Element;
}
